"""Claves of the Compendio Nacional: `GGG.GGG.GGGG.DD`, read from whatever a spreadsheet made of them.

The first ten digits name the drug (`010.000.1768`), the last two its pack. Pure: no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLAVE_DIGITS = 12
DRUG_DIGITS = 10
GROUPS = ("010", "020", "030", "040", "060", "070", "080")

_SEPARATORS = re.compile(r"[\s.\-_/\u00a0]+")
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d+$")
_REMEDY = _("Escriba los 12 dígitos de la clave con puntos, por ejemplo 010.000.1768.00.")


class BadClave(ValueError):
    """What was read is no clave; carries the problem and the remedy, to be shown beside the cell."""

    def __init__(self, problem: str | Promise, remedy: str | Promise = _REMEDY) -> None:
        super().__init__(str(problem))
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True)
class Clave:
    """A clave as it was meant; `warning` says what had to be repaired, None when nothing had."""

    digits: str
    warning: str | Promise | None = None

    @property
    def dotted(self) -> str:
        """`010.000.1768.00`, or `010.000.1768` when only the drug was named."""
        return format_clave(self.digits)

    @property
    def drug_code(self) -> str:
        """The drug it is a pack of: `010.000.1768`."""
        return format_clave(self.digits[:DRUG_DIGITS])

    @property
    def names_a_pack(self) -> bool:
        """Whether it names one presentation (12 digits) or only the drug (10)."""
        return len(self.digits) == CLAVE_DIGITS

    def __str__(self) -> str:
        return self.dotted


def format_clave(digits: str) -> str:
    """Twelve or ten digits with their dots: `010.000.1768.00`, `010.000.1768`."""
    return ".".join(part for part in (digits[:3], digits[3:6], digits[6:10], digits[10:12]) if part)


def drug_code(clave: str) -> str:
    """The drug of a clave that is already in dotted form or in digits: `010.000.1768.00` → `010.000.1768`."""
    return format_clave(digits_of(clave)[:DRUG_DIGITS])


def digits_of(text: str) -> str:
    """Only the digits of `text`, for a search that does not mind dots."""
    return re.sub(r"\D", "", text)


def digits_sought(query: str) -> str:
    """The digits of a query that is (the start of) a clave, with or without dots or leading zero; else nothing."""
    if not re.fullmatch(r"[\d.\s\-]+", query.strip()):
        return ""
    try:
        return parse_clave(query, allow_drug=True).digits
    except BadClave:
        digits = digits_of(query)
        return digits if len(digits) >= 4 else ""


def parse_clave(value: Any, *, allow_drug: bool = False) -> Clave:
    """The clave in a cell: dotted, 12 digits, or a number whose leading zero a spreadsheet dropped (with a warning).

    With `allow_drug` ten digits (the drug alone) are accepted too. BadClave says what is wrong and what to write.
    """
    text = _text_of(value)
    if not text:
        raise BadClave(_("Falta la clave."))
    if _SCIENTIFIC.match(text):
        raise BadClave(
            _("La hoja de cálculo redondeó la clave y perdió dígitos."),
            _("Dé formato de texto a la columna y escriba de nuevo la clave, por ejemplo 010.000.1768.00."),
        )
    digits = _SEPARATORS.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        raise BadClave(_("La clave lleva caracteres que no son dígitos ni puntos."))
    warning: str | Promise | None = None
    lengths = (CLAVE_DIGITS, DRUG_DIGITS) if allow_drug else (CLAVE_DIGITS,)
    if len(digits) + 1 in lengths and not digits.startswith("0"):
        digits = "0" + digits
        warning = _("La hoja de cálculo quitó el cero inicial de la clave; se repuso.")
    if len(digits) not in lengths:
        raise BadClave(_("La clave no tiene 12 dígitos."))
    if digits[:3] not in GROUPS:
        raise BadClave(_("La clave empieza por un grupo que el Compendio no tiene."))
    return Clave(digits, warning)


def _text_of(value: Any) -> str:
    """A cell as text: spreadsheets hand over numbers as floats (`10000176800.0`)."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float | Decimal):
        return str(int(value)) if value == int(value) else str(value)
    return str(value).strip().strip("'")
