"""Which doses are mixed, what the pharmacist reviews, and what no mixture may be. Pure, no ORM."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

# Death follows when one of these reaches the spinal canal: the database refuses it too.
VINCA = frozenset({"vincristine", "vinblastine", "vinorelbine", "vindesine"})
LONGEST_STABILITY_HOURS = 720


class Check(models.TextChoices):
    """What the pharmacist looks at before a mixture is prepared; each is recorded."""

    DOSE = "dose", _("La dosis corresponde a la regla, a la superficie o al peso")
    CAP = "cap", _("No pasa del tope por aplicación ni del acumulado")
    STABILITY = "stability", _("Diluyente, volumen y horas de estabilidad son los de la ficha técnica")
    LABEL = "label", _("Nombre, folio, vía y advertencias de la etiqueta son correctos")
    ALLERGY = "allergy", _("Se revisaron las alergias")


def is_mixed(route: str, purpose: str) -> bool:
    """Whether a dose is prepared at the mixing centre: injected, and chemotherapy or its rescue. The rest is handed
    out by the pharmacy."""
    return route != "PO" and purpose != "support"


def never_by(inn: str, route: str, forbidden: Collection[tuple[str, str]]) -> bool:
    """Whether the drug must never be given that way: by the vinca rule, or by a guard (inn, route)."""
    return (inn in VINCA and route == "IT") or (inn, route) in forbidden


def number_text(amount: Decimal) -> str:
    """1.200 → «1.2»; 10.000 → «10»: no zeros behind, which read as ten times as much."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(amount: Decimal, unit: str) -> str:
    """«1.2 mg», as labels write it."""
    return f"{number_text(amount)} {unit}"
