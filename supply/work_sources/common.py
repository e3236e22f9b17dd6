"""What several kinds of work say alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import Number, grouped
from delegations.models import Place, Unit
from delegations.navigation import address
from delegations.wording import day_text
from supply.drug_keys import drug_key
from supply.models import Drug
from supply.worklist import Desk

# Columns of a level that its line says; drugs and units have many more.
PLAN_COLUMNS = (
    "usable", "on_the_way", "daily_mean", "lead_days", "suggested", "runs_out_on", "runs_out_probability", "expiring",
    "expires_first_on", "computed_at", "unit__name", "unit__clues", "unit__delegation_id", "drug__code",
    "drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form",
)  # fmt: skip


def pieces_text(n: int) -> str:
    return ngettext("%(n)s pieza", "%(n)s piezas", n) % {"n": grouped(n)}


def packs_text(packs: int, pieces_per_pack: int) -> str:
    """Packs with the pieces they are."""
    told = ngettext("%(n)s envase", "%(n)s envases", packs) % {"n": grouped(packs)}
    return told if pieces_per_pack == 1 else f"{told} · {pieces_text(packs * pieces_per_pack)}"


def on_day(day: date, desk: Desk) -> str:
    """The day within a sentence: today and tomorrow by their names."""
    after = (day - desk.today).days
    if after in (0, 1):
        return _("hoy") if after == 0 else _("mañana")
    return _("el %(day)s") % {"day": day_text(day, desk.today)}


def chance_text(share: Number) -> str:
    """A probability in whole percent that never claims to be sure."""
    percent = float(share) * 100
    if percent > 99:
        return _("más de 99 %")
    if 0 < percent < 1:
        return _("menos de 1 %")
    return f"{percent:.0f} %"


def ago(days: int) -> str:
    return ngettext("hace %(n)d día", "hace %(n)d días", days) % {"n": days}


def noon_of(day: date) -> float:
    """A day among moments: what urgency counts in."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()


def claves_text(n: int) -> str:
    return ngettext("%(n)d clave", "%(n)d claves", n) % {"n": n}


class PlaceIds(TypedDict):
    unit_id: int | None
    delegation_id: int | None


def place_ids(place: Place) -> PlaceIds:
    return {"unit_id": place.unit_id, "delegation_id": place.delegation_id}


def place_text(place: Place) -> str:
    """The place, with its unit where its own name does not say it."""
    if place.unit is None or place.unit.name in place.name:
        return place.name
    return f"{place.name}, {place.unit.name}"


def board_of(drug: Drug) -> str:
    """Where a drug lies in the country."""
    return f"{address('supply:board-drug', drug.code)}#donde" if drug.code else ""


def plan_page(unit: Unit, drug: Drug) -> str:
    """Why the levels of a drug at a unit are what they are."""
    return address("supply:stock-plan", unit.clues, drug_key(drug.pk, drug.code))


def asking(name: str, **asked: Any) -> str:
    """A page with what it is asked for; nothing where the site has no such page."""
    href = address(name)
    return f"{href}?{urlencode(asked)}" if href else ""
