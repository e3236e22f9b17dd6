"""Reads what a protocol's table says in a cell: days, cycles, doses, caps, routes, age bands. Pure.

Each parser takes the text and returns values, or raises `BadCell`. What a table tells in words only ("two thirds of the
tolerated dose") stays without an amount: nothing is guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from delegations.cells import BadCell

# Table's unit → ours, and how many of ours one of the table's is.
UNITS: dict[str, tuple[str, Decimal]] = {
    "mg": ("mg", Decimal(1)),
    "g": ("mg", Decimal(1000)),
    "mcg": ("µg", Decimal(1)),
    "µg": ("µg", Decimal(1)),
    "IU": ("UI", Decimal(1)),
    "UI": ("UI", Decimal(1)),
    "U": ("UI", Decimal(1)),
    "AUC": ("AUC", Decimal(1)),
}
BASES = {"m2": "m2", "kg": "kg", "": "flat"}
DAYS_A_YEAR = 365
THOUSANDTH = Decimal("0.001")  # as finely as a line is kept
_DAYS = re.compile(r"(-?\d+)(?:-(\d+))?")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(\S+)")
_UNTIL_YEARS = re.compile(r"until (\d+) y from phase (\d+)")
_UNTIL_WEEK = re.compile(r"until week (\d+)( \(recall\))?")


@dataclass(frozen=True, slots=True)
class DoseFact:
    """What one administration is; `amount` None when the table gives no number for it."""

    basis: str
    unit: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class CyclesFact:
    """How many cycles: a number, or until so many days after the start of a phase (by its position)."""

    cycles: int
    note: str = ""
    until_day: int | None = None
    from_phase: int | None = None


@dataclass(frozen=True, slots=True)
class RouteFact:
    route: str
    infusion_hours: int | None = None
    note: str = ""


def parse_days(text: str) -> tuple[int, ...]:
    """Days of a cycle, in order: «1-4,8-11» is 1, 2, 3, 4, 8, 9, 10, 11; days before day 1 may be 0 or negative."""
    days: set[int] = set()
    for part in text.replace(" ", "").split(","):
        found = _DAYS.fullmatch(part)
        if not found:
            raise BadCell(_("No se entiende qué días son."), _("Escriba por ejemplo 1,8,15 o 1-4,8-11."))
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise BadCell(_("El intervalo de días está al revés."), _("Escriba primero el día menor."))
        days.update(range(first, last + 1))
    return tuple(sorted(days))


def parse_dose(dose: str, unit: str, per_day: int) -> DoseFact:
    """One administration. A unit «…/day» says the whole day's total, split over its administrations."""
    parts = unit.split("/")
    total_of_the_day = parts[-1] == "day"
    parts = parts[:-1] if total_of_the_day else parts
    if parts[0] not in UNITS or len(parts) > 2 or (per := parts[1] if len(parts) == 2 else "") not in BASES:
        raise BadCell(_("No se conoce esa unidad."), _("Use mg, g, mcg, IU, U o AUC, sola o por m2, por kg o por día."))
    name, times = UNITS[parts[0]]
    basis = "auc" if name == "AUC" else BASES[per]
    if dose == "age":
        return DoseFact("age", name, None)
    try:
        amount = Decimal(dose) * times
    except InvalidOperation:
        return DoseFact(basis, name, None)
    return DoseFact(basis, name, (amount / per_day).quantize(THOUSANDTH) if total_of_the_day else amount)


def parse_cap(text: str, unit: str) -> Decimal | None:
    """The most that one administration may be, in the line's own unit («20 g» of a line in mg is 20000)."""
    if not text:
        return None
    found = _AMOUNT.fullmatch(text.strip())
    if not found or found[2] not in UNITS or UNITS[found[2]][0] != unit:
        raise BadCell(_("El tope no está en la unidad de la dosis."), _("Escriba cifra y unidad, por ejemplo 2 mg."))
    return Decimal(found[1]) * UNITS[found[2]][1]


def parse_cycles(text: str) -> CyclesFact:
    """How many times the phase is repeated. A range counts by its lower end; the note keeps what the table says."""
    text = text.strip()
    if not text:
        return CyclesFact(1, _("la fuente no dice cuántos ciclos"))
    if text.isdecimal() and int(text):
        return CyclesFact(int(text))
    if found := re.fullmatch(r"(\d+)-(\d+)", text):
        return CyclesFact(int(found[1]), _("de %(least)s a %(most)s ciclos") % {"least": found[1], "most": found[2]})
    if found := _UNTIL_YEARS.fullmatch(text):
        note = _("hasta %(years)s años desde el inicio de la fase %(phase)s") % {"years": found[1], "phase": found[2]}
        return CyclesFact(1, note, int(found[1]) * DAYS_A_YEAR, int(found[2]))
    if found := _UNTIL_WEEK.fullmatch(text):
        note = _("hasta la semana %(week)s") % {"week": found[1]}
        return CyclesFact(1, note + (_(" (de memoria)") if found[2] else ""), int(found[1]) * 7, 1)
    raise BadCell(_("No se entiende cuántos ciclos son."), _("Escriba un número, «6-8» o déjelo vacío."))


def cycles_until(until_day: int, days_before: int, cycle_days: int) -> int:
    """Cycles that begin before `until_day`, when `days_before` of those days went to earlier phases: at least one.

    The last of them is cut short on that day; counting it whole asks for a little too much rather than too little.
    """
    return max(1, math.ceil((until_day - days_before) / cycle_days))


def parse_route(text: str) -> RouteFact:
    """The way in, for how long it runs, and the alternative that the table allows."""
    head, _space, rest = text.strip().partition(" ")
    ways = head.split("/")
    if not ways[0] or any(way not in ("IV", "PO", "IT", "IM", "SC") for way in ways):
        raise BadCell(_("No se conoce esa vía."), _("Use IV, PO, IT, IM o SC."))
    other = {"SC": _("o subcutánea"), "PO": _("o por la boca"), "IM": _("o intramuscular"), "IV": _("o intravenosa")}
    note = "; ".join(other[way] for way in ways[1:] if way in other)
    if rest == "bolus":
        return RouteFact(ways[0], None, _("en bolo"))
    if rest and not re.fullmatch(r"\d+h", rest):
        raise BadCell(_("No se entiende cuánto dura la infusión."), _("Escriba por ejemplo IV 24h."))
    return RouteFact(ways[0], int(rest[:-1]) if rest else None, note)


def parse_bands(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Amounts by age: «1:8; 2:10; 3:12; 9:15» is 8 from one year on, 10 from two on. Ages must rise."""
    if not text.strip():
        return ()
    try:
        bands = tuple(
            (Decimal(age.strip()), Decimal(amount.strip()))
            for age, amount in (part.split(":") for part in text.split(";"))
        )
    except (ValueError, InvalidOperation):
        raise BadCell(_("No se entienden las bandas de edad."), _("Escriba por ejemplo 1:8; 2:10; 3:12.")) from None
    if [age for age, _amount in bands] != sorted({age for age, _amount in bands}):
        raise BadCell(_("Las edades de las bandas no van en orden."), _("Escríbalas de menor a mayor, sin repetir."))
    return bands
