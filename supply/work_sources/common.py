"""What several kinds of work say alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypedDict
from urllib.parse import quote, urlencode

from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import Number, grouped
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import Scope
from delegations.wording import day_text
from supply.drug_keys import drug_key
from supply.models.drug import label_of
from supply.transfer_order_rights import MOVERS
from supply.worklist import Desk

# Columns that name drug `d`, unit `u` (of place `p`): statements put them together.
DRUG_COLUMNS = "d.code, d.generic_name, d.strength, d.strength_unit, d.form"
PLACE_COLUMNS = "p.name AS place, p.unit_id, p.delegation_id, u.name AS unit"
# Columns that the line of level `s` says.
PLAN_COLUMNS = """s.unit_id, s.drug_id, s.usable, s.on_the_way, s.daily_mean, s.lead_days, s.suggested, s.runs_out_on,
       s.runs_out_probability, s.expiring, s.expires_first_on, s.computed_at, u.name AS unit, u.clues, u.delegation_id,
       d.code, d.generic_name, d.strength, d.strength_unit, d.form"""


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


class Where(TypedDict):
    unit_id: int | None
    delegation_id: int | None


def where(row: Any) -> Where:
    return {"unit_id": row.unit_id, "delegation_id": row.delegation_id}


def place_text(place: str, unit: str | None) -> str:
    """The place, with its unit where its own name does not say it."""
    return place if unit is None or unit in place else f"{place}, {unit}"


def drug_text(row: Any) -> str:
    """The label of the drug that a tuple with DRUG_COLUMNS names."""
    return label_of(row.generic_name, row.strength, row.strength_unit, row.form)


def board_of(code: str | None) -> str:
    """Where the drug of a clave lies in the country."""
    return f"{page_of('supply:board-drug', code)}#donde" if code else ""


def plan_page(clues: str, drug_id: int, code: str | None) -> str:
    """Why the levels of a drug at a unit are what they are."""
    return page_of("supply:stock-plan", clues, drug_key(drug_id, code))


def ask_page(scope: Scope, row: Any) -> str:
    """The form that asks for a drug for a unit's place, filled in; nothing for whoever may not ask for it."""
    if row.place is None or not scope.allows(Permission.REQUEST_SUPPLY, **where(row)):
        return ""
    return asking("supply:requisition-new", row.place, medicamento=row.drug_id)


def send_page(scope: Scope, row: Any) -> str:
    """The form of a transfer order of a lot, filled in; nothing for whoever may not have it moved."""
    if row.place is None or not any(scope.allows(right, **where(row)) for right in MOVERS):
        return ""
    return asking("supply:transfer-order-new", row.place, lote=row.lot_id, piezas=row.expiring)


def asking(name: str, *args: Any, **asked: Any) -> str:
    """A page with what it is asked for; nothing where the site has no such page."""
    href = page_of(name, *args)
    return f"{href}?{urlencode(asked)}" if href else ""


def page_of(name: str, *args: Any) -> str:
    """The address of a page; nothing where the site has none. Fifty lines ask for three each, so that one of each
    name is put together and the others are cut to its shape."""
    shape = _shape(name, len(args), get_script_prefix())
    return shape.format(*(quote(str(arg)) for arg in args))


@cache
def _shape(name: str, count: int, prefix: str) -> str:
    # Numbers that are a row, a slug and a text alike.
    stand_ins = [str(90_000_001 + n) for n in range(count)]
    shape = address(name, *stand_ins)
    for n, stand_in in enumerate(stand_ins):
        shape = shape.replace(stand_in, f"{{{n}}}")
    return shape
