"""A stored check with what follows from each answer, for one person: where to go, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Person, Place, PlaceKind
from pediatric_platform.checklist.line import NO, UNKNOWN
from pediatric_platform.checklist.shown import (
    TITLES,
    ShownLine,
    ShownRow,
    Way,
    held_note,
    moment_of,
    order_note,
    sentence_of,
    shelf_note,
    spare_note,
    tone_of,
    transit_note,
)
from pediatric_platform.models import Case, CaseCheck
from supply.models import Drug, SupplyOrder, Transfer
from supply.selectors.boards.managers import Manager, Managers, managers_of
from supply.selectors.transfers import places_to_post_at

# Where what comes to a hospital is received, by what it keeps most.
_DOORS = {PlaceKind.PHARMACY: 0, PlaceKind.MIXING_CENTRE: 1, PlaceKind.WAREHOUSE: 2}


@dataclass(frozen=True)
class _Around:
    """What the lines refer to, looked up once: six queries at most."""

    case: Case
    managers: Managers
    drugs: dict[int, Drug]
    door: Place | None
    seen: frozenset[str]
    posts_at: frozenset[str]
    transfers: frozenset[int]
    orders: frozenset[int]


def shown_lines(case: Case, check: CaseCheck, person: Person | None) -> list[ShownLine]:
    """Every answer in words. Links are only to what the person may see, transfers only from where they may send."""
    around = _around(case, check, person)
    return [_shown(line, around) for line in check.lines]


def _shown(line: dict[str, Any], around: _Around) -> ShownLine:
    rows, ways = _rows(line, around), _ways(line, around)
    return ShownLine(
        kind=line["kind"],
        title=str(TITLES.get(line["kind"], line["kind"])),
        verdict=line["verdict"],
        sentence=sentence_of(line),
        tone=tone_of(line),
        data_at=moment_of(line["data_at"]),
        rows=rows,
        ways=ways,
    )


def _rows(line: dict[str, Any], around: _Around) -> list[ShownRow]:
    kind, rows = line["kind"], line["rows"]
    if kind in ("in_unit", "warehouses"):
        return [
            ShownRow(row["name"], row["pieces"], shelf_note(row), _from_place(row["place"], around)) for row in rows
        ]
    if kind == "in_transit":
        return [
            ShownRow(
                _("Traspaso %(number)d, de %(place)s") % {"number": row["transfer"], "place": row["from"]},
                row["pieces"],
                transit_note(row),
                [Way(_("Ver el traspaso"), reverse("supply:transfer", args=[row["transfer"]]))]
                if row["transfer"] in around.transfers
                else [],
            )
            for row in rows
        ]
    if kind == "supply_orders":
        return [
            ShownRow(
                _("Orden %(number)s") % {"number": row["number"]},
                row["pieces"],
                order_note(row),
                [Way(_("Ver la orden"), reverse("supply:supply-order", args=[row["order"]]))]
                if row["order"] in around.orders
                else [],
            )
            for row in rows
        ]
    if kind == "neighbours":
        return [ShownRow(row["name"], row["pieces"], spare_note(row), _from_neighbour(row, around)) for row in rows]
    if kind == "equivalents":
        return [
            ShownRow(
                around.drugs[row["drug"]].label,
                row["in_unit"] + row["in_warehouse"],
                _("%(here)d en el hospital, %(above)d en el almacén de la delegación")
                % {"here": row["in_unit"], "above": row["in_warehouse"]},
                [Way(_("Ver el medicamento"), reverse("supply:drug-detail", args=[row["drug"]]))],
            )
            for row in rows
            if row["drug"] in around.drugs
        ]
    if kind == "recalls":
        return [
            ShownRow(
                _("Lote %(number)s, %(place)s") % {"number": row["number"], "place": row["name"]},
                row["pieces"],
                held_note(row),
                [Way(_("Ver el lote"), reverse("supply:lot", args=[row["lot"]]))],
            )
            for row in rows
        ]
    return []


def _ways(line: dict[str, Any], around: _Around) -> list[Way]:
    """What follows from the answer as a whole: where nothing is there or nobody knows, whom to ask."""
    kind, verdict = line["kind"], line["verdict"]
    above = around.managers.delegations.get(around.case.unit.delegation_id)
    if kind in ("supply_orders", "warehouses") and verdict in (UNKNOWN, NO):
        return _reach(above, around.case)
    if kind == "in_unit" and verdict == UNKNOWN:
        return _reach(around.managers.units.get(around.case.unit_id), around.case)
    return []


def _from_place(code: str, around: _Around) -> list[Way]:
    ways = []
    if code in around.posts_at and around.door is not None and around.door.code != code:
        ways.append(_transfer(code, around))
    if code in around.seen:
        asked = urlencode({"q": around.case.drug.generic_name if around.case.drug else ""})
        ways.append(Way(_("Ver existencia"), f"{reverse('supply:stock-place', args=[code])}?{asked}"))
    if not ways:
        ways = _reach(around.managers.delegations.get(around.case.unit.delegation_id), around.case)
    return ways


def _from_neighbour(row: dict[str, Any], around: _Around) -> list[Way]:
    if row["place"] in around.posts_at and around.door is not None:
        return [_transfer(row["place"], around)]
    return _reach(around.managers.of(row["unit"], row["delegation"]), around.case)


def _transfer(code: str, around: _Around) -> Way:
    """The form of a transfer, with where it goes and what goes filled in: somebody looks, counts and sends."""
    assert around.door is not None
    asked = {"destino": around.door.code, "medicamento": around.case.drug_id or ""}
    return Way(_("Preparar traspaso"), f"{reverse('supply:dispatch', args=[code])}?{urlencode(asked)}", "truck")


def _reach(manager: Manager | None, case: Case) -> list[Way]:
    """Call and write to whoever answers there; a gap in the network leads to its page."""
    if manager is None:
        return [Way(_("Nadie tiene ese puesto: ver la red"), reverse("delegations:network-gaps"))]
    ways = []
    if manager.phone:
        ways.append(
            Way(_("Llamar a %(name)s, %(phone)s") % {"name": manager.name, "phone": manager.phone},
                f"tel:{manager.tel}", "phone")
        )  # fmt: skip
    if manager.email:
        what = case.drug.generic_name if case.drug else ""
        asked = urlencode({"subject": f"{case.folio} · {what}"}).replace("+", "%20")
        ways.append(Way(_("Escribir a %(name)s") % {"name": manager.name}, f"mailto:{manager.email}?{asked}", "mail"))
    return ways


def _around(case: Case, check: CaseCheck, person: Person | None) -> _Around:
    rows = [row for line in check.lines for row in line["rows"]]
    codes = {row["place"] for row in rows if "place" in row}
    units = {row["unit"] for row in rows if "unit" in row}
    above = {row["delegation"] for row in rows if "delegation" in row}
    transfers = {row["transfer"] for row in rows if "transfer" in row}
    orders = {row["order"] for row in rows if "order" in row}
    ordered = SupplyOrder.objects.visible_to(person).filter(pk__in=orders) if person and orders else None
    doors = Place.objects.filter(unit=case.unit_id).active().stock_keeping()
    seen = Place.objects.visible_to(person).filter(code__in=codes) if person and codes else Place.objects.none()
    posts = places_to_post_at(person).filter(code__in=codes) if person and codes else Place.objects.none()
    shown = Transfer.objects.visible_to(person).filter(pk__in=transfers) if person and transfers else None
    return _Around(
        case,
        managers_of(units=[case.unit_id, *units], delegations=[case.unit.delegation_id, *above]),
        Drug.objects.in_bulk({row["drug"] for row in rows if "drug" in row}),
        min(doors, key=lambda place: _DOORS.get(PlaceKind(place.kind), 9), default=None),
        frozenset(seen.values_list("code", flat=True)),
        frozenset(posts.values_list("code", flat=True)),
        frozenset() if shown is None else frozenset(shown.values_list("pk", flat=True)),
        frozenset() if ordered is None else frozenset(ordered.values_list("pk", flat=True)),
    )
