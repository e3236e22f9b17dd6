"""What a family reads of an agreement: whether it was kept, in whole sentences. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from delegations.wording import day_in_full, spelled
from meetings.models import Agreement, AgreementState


def day_told(day: date, today: date) -> str:
    """`martes 24 de noviembre`; with its year where it is another."""
    words = day_in_full(day)
    return words if day.year == today.year else _("%(day)s de %(year)s") % {"day": words, "year": spelled(day, "Y")}


def kept(row: Agreement, today: date) -> str:
    """By when, and whether it was kept. What was moved says for when it was first."""
    due, first = day_told(row.due_on, today), day_told(row.first_due_on, today)
    if row.state == AgreementState.CANCELLED:
        return _("Ya no se va a hacer.")
    if row.fulfilled_on is not None:
        done = day_told(row.fulfilled_on, today)
        if row.fulfilled_on <= row.first_due_on:
            return _("Se cumplió el %(day)s, a tiempo.") % {"day": done}
        return _("Se cumplió el %(day)s. Era para el %(first)s.") % {"day": done, "first": first}
    if row.state == AgreementState.BROKEN or row.due_on < today:
        told = _("Era para el %(day)s. No se ha cumplido.") % {"day": due}
    elif row.due_on == today:
        told = _("Es para hoy.")
    else:
        told = _("Es para el %(day)s.") % {"day": due}
    if row.due_on != row.first_due_on:
        told += " " + _("Primero era para el %(first)s.") % {"first": first}
    return told


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour of the family's pages, with the sign and the word that say the same without it."""

    code: str
    sign: str
    label: str


def tone(row: Agreement, today: date) -> Tone:
    if row.state == AgreementState.CANCELLED:
        return Tone("off", "×", _("Ya no va"))
    if row.fulfilled_on is not None:
        return Tone("complete", "●", _("Cumplido"))
    if row.state == AgreementState.BROKEN or row.due_on < today:
        return Tone("missing", "■", _("Sin cumplir"))
    return Tone("coming", "◆", _("Por hacer"))
