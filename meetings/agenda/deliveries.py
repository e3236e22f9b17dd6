"""What suppliers and places of the institute owed and has not come, and how much of what was due came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import grouped, percent_text
from delegations.wording import spelled
from meetings.agenda.matter import MOST_LINES, Facts, Line, Matter, link
from meetings.figures.shape import LateTransfer, Orders, PlaceFigures, SupplierLine
from meetings.models import AgendaKind

MINUTES, LEAST = 5, 2
# So many of the worst suppliers, then of the delegations that wait for most; transfers take what is left.
SUPPLIERS, DELEGATIONS = 5, 5


def deliveries(facts: Facts) -> Matter:
    """Stands wherever something was due, so that the share that came is told also when all of it did."""
    transfers, orders = facts.country["transfers"], facts.country.get("orders")
    places = [row for row in facts.places.values() if row["kind"] == "delegation"]
    lines: list[Line] = []
    n = transfers["late"]
    if orders is not None:
        n += orders["late"]
        waiting = sorted((row for row in places if _late(row)), key=lambda row: (-row["orders"]["pieces"], row["name"]))
        lines += [_supplier(row) for row in orders["lines"][:SUPPLIERS]]
        lines += [_delegation(row) for row in waiting[:DELEGATIONS]]
        every = orders["suppliers"] + len(waiting) + transfers["late"]
    else:
        every = transfers["late"]
    lines += [_transfer(row, places) for row in transfers["lines"][: MOST_LINES - len(lines)]]
    return Matter(
        AgendaKind.FILL_RATE,
        _body(orders),
        MINUTES if lines else LEAST,
        lines,
        n=n,
        of=every,
        as_of=facts.now,
        stands=orders is not None and orders["due"] > 0,
    )


def _body(orders: Orders | None) -> str:
    """How much of what was due came, and of when; what is late."""
    told = _("Traspasos entre lugares del instituto que no han llegado en su día.")
    if orders is None:
        return told
    if not orders["due"]:
        return _("Entre el %(first)s y el %(last)s no vencía ninguna orden de suministro.") % _days(orders) + " " + told
    came = ngettext(
        "De la orden de suministro que vencía entre el %(first)s y el %(last)s llegó el %(rate)s de sus envases.",
        "De las %(due)s órdenes de suministro que vencían entre el %(first)s y el %(last)s llegó el %(rate)s de sus"
        " envases.",
        orders["due"],
    ) % {**_days(orders), "due": grouped(orders["due"]), "rate": percent_text(orders["fill_rate"])}
    late = ngettext(
        "Hay %(n)s orden tarde, con %(pieces)s piezas por llegar.",
        "Hay %(n)s órdenes tarde, con %(pieces)s piezas por llegar.",
        orders["late"],
    ) % {"n": grouped(orders["late"]), "pieces": grouped(orders["pieces"])}
    return " ".join((came, late, told))


def _days(orders: Orders) -> dict[str, str]:
    return {name: spelled(date.fromisoformat(orders[name]), "j M") for name in ("first", "last")}


def _supplier(row: SupplierLine) -> Line:
    """Of the whole country: whoever sees one place only reads the lines of theirs."""
    value = _late_text(row["late"], row["pieces"], row["days"]) if row["late"] else _("ninguna tarde")
    if row["fill_rate"] is not None:
        came = _("llegó el %(rate)s de los envases de %(due)s órdenes")
        value = came % {"rate": percent_text(row["fill_rate"]), "due": grouped(row["due"])} + " · " + value
    return Line(row["supplier"], value, link("supply:fulfilment"))


def _delegation(row: PlaceFigures) -> Line:
    told = row["orders"]
    days = max((one["days"] for one in told["lines"]), default=0)
    return Line(
        row["name"], _late_text(told["late"], told["pieces"], days), link("supply:supply-order-list"), row["code"]
    )


def _late_text(late: int, pieces: int, days: int) -> str:
    orders = ngettext("%(n)s orden tarde", "%(n)s órdenes tarde", late) % {"n": grouped(late)}
    lacking = ngettext("%(n)s pieza", "%(n)s piezas", pieces) % {"n": grouped(pieces)}
    oldest = ngettext("%(n)d día la más atrasada", "%(n)d días la más atrasada", days) % {"n": days}
    return f"{orders}, {lacking}, {oldest}"


def _late(row: PlaceFigures) -> bool:
    return "orders" in row and row["orders"]["late"] > 0


def _transfer(row: LateTransfer, places: Iterable[PlaceFigures]) -> Line:
    whose = [one["code"] for one in places if any(row["id"] == line["id"] for line in one["transfers"]["lines"])]
    return Line(
        _("%(origin)s → %(destination)s, %(pieces)s piezas")
        % {"origin": row["origin"], "destination": row["destination"], "pieces": grouped(row["pieces"])},
        _("se esperaba el %(day)s") % {"day": spelled(date.fromisoformat(row["expected_on"]), "j M")}
        + " · "
        + ngettext("%(n)d día tarde", "%(n)d días tarde", row["days"]) % {"n": row["days"]},
        link("supply:transfer", row["id"]),
        whose[0] if whose else "",
    )
