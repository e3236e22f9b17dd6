from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.purchasing.writing import change, held, must_say, plain, tidy, trace_change
from supply.models import Bid, LineResult, Presentation, Supplier, Tender, TenderLine
from supply.purchasing_rights import must_manage
from supply.refusals.purchasing import AlreadyThere, BadPeriod, FactMissing


@transaction.atomic
def register_tender(
    *,
    number: str,
    kind: str,
    by: Person | None,
    title: str = "",
    convener: str = "",
    is_consolidated: bool = False,
    published_on: date | None = None,
    decided_on: date | None = None,
    is_simulated: bool = False,
) -> Tender:
    """A procedure to buy, under its official number."""
    must_manage(by)
    values = _values(number, kind, title, convener, is_consolidated, published_on, decided_on)
    if Tender.objects.filter(number=values["number"]).exists():
        raise AlreadyThere("number", _("Ya hay un procedimiento con ese número."))
    tender = Tender.objects.create(**values, is_simulated=is_simulated)
    audit.record(type="tender.registered", by=by, target=tender, after={k: plain(v) for k, v in values.items()})
    return tender


@transaction.atomic
def change_tender(
    *,
    tender: Tender,
    number: str,
    kind: str,
    by: Person | None,
    title: str = "",
    convener: str = "",
    is_consolidated: bool = False,
    published_on: date | None = None,
    decided_on: date | None = None,
    edition: int | None = None,
) -> Tender:
    must_manage(by)
    tender = held(tender, edition)
    values = _values(number, kind, title, convener, is_consolidated, published_on, decided_on)
    if Tender.objects.filter(number=values["number"]).exclude(pk=tender.pk).exists():
        raise AlreadyThere("number", _("Ya hay un procedimiento con ese número."))
    trace_change("tender.changed", tender, by, change(tender, values))
    return tender


@transaction.atomic
def set_tender_line(
    *,
    tender: Tender,
    presentation: Presentation,
    packs: int,
    by: Person | None,
    reference_price: Decimal | None = None,
    result: str = LineResult.PENDING,
) -> TenderLine:
    """A clave of the procedure, as it stands: added, or put right."""
    must_manage(by)
    tender = held(tender)
    if packs < 1:
        raise FactMissing("packs", _("Faltan los envases."), _("Escriba cuántos se piden."))
    values: dict[str, Any] = {"packs": packs, "reference_price": reference_price, "result": result}
    line = TenderLine.objects.filter(tender=tender, presentation=presentation).first()
    if line is None:
        line = TenderLine.objects.create(tender=tender, presentation=presentation, **values)
        after = {"clave": presentation.clave, **{name: plain(value) for name, value in values.items()}}
        audit.record(type="tender.line_added", by=by, target=tender, after=after)
    else:
        changed = change(line, values)
        audit.record(
            type="tender.line_changed",
            by=by,
            target=tender,
            before={"clave": presentation.clave, **{name: plain(pair[0]) for name, pair in changed.items()}},
            after={"clave": presentation.clave, **{name: plain(pair[1]) for name, pair in changed.items()}},
        )
    return line


@transaction.atomic
def set_bid(*, line: TenderLine, supplier: Supplier, price: Decimal, won: bool, by: Person | None) -> Bid:
    """What a supplier offered for a clave, once; said again it is put right. A winner makes the clave awarded."""
    must_manage(by)
    held(line.tender)
    if price <= 0:
        raise FactMissing("price", _("Falta el precio."), _("Escriba el precio por envase, sin IVA."))
    bid, _is_new = Bid.objects.update_or_create(line=line, supplier=supplier, defaults={"price": price, "won": won})
    if won and line.result != LineResult.AWARDED:
        line.result = LineResult.AWARDED
        line.save(update_fields=["result"])
    after = {"clave": line.presentation.clave, "supplier": supplier.name, "price": str(price), "won": won}
    audit.record(type="tender.bid", by=by, target=line.tender, after=after)
    return bid


def _values(
    number: str,
    kind: str,
    title: str,
    convener: str,
    is_consolidated: bool,
    published_on: date | None,
    decided_on: date | None,
) -> dict[str, Any]:
    number = must_say(number, "number", 60, _("Falta el número de procedimiento.")).upper()
    if published_on and decided_on and decided_on < published_on:
        raise BadPeriod(
            _("El fallo es anterior a la publicación."), field="decided_on", remedy=_("Revise las dos fechas.")
        )
    return {
        "number": number,
        "kind": kind,
        "title": tidy(title, 240),
        "convener": tidy(convener, 160),
        "is_consolidated": is_consolidated,
        "published_on": published_on,
        "decided_on": decided_on,
    }
