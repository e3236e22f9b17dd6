"""How an address names a drug: by its clave, or by its row where the Compendio gives it none."""

from __future__ import annotations

from supply.claves import BadClave, parse_clave
from supply.models import Drug

WITHOUT_CLAVE = "sin-clave-"


def drug_key(drug_id: int, code: str | None) -> str:
    """`010.000.1768`, or `sin-clave-31`."""
    return code or f"{WITHOUT_CLAVE}{drug_id}"


def drug_of_key(key: str) -> Drug | None:
    """The drug that an address names; None for anything else."""
    if key.lower().startswith(WITHOUT_CLAVE):
        number = key[len(WITHOUT_CLAVE) :]
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return None
        return Drug.objects.filter(pk=int(number), code__isnull=True).first()
    try:
        return Drug.objects.filter(code=parse_clave(key, allow_drug=True).drug_code).first()
    except BadClave:
        return None
