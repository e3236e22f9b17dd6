"""What was approved becomes a transfer order; what no order brought comes from another place, or is bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.actions.requisition_writing import held, step, trace, turn
from supply.actions.requisitions.asking import must_give
from supply.actions.transfer_orders import OrderLine, draft_transfer_order
from supply.models import Drug, Requisition, RequisitionLine, RequisitionState, TransferOrder, TransferOrderOrigin
from supply.refusals.requisitions import BadGiver, GiverHasLess, GiverMissing, NothingLeftToSupply, NotYoursToDecide
from supply.requisition_rights import reaches
from supply.selectors.requisitions.stands import NOWHERE, stands_of
from supply.selectors.requisitions.supplied import Supplied, supplied_of
from supply.selectors.requisitions.trips import days_between


def order_from(
    row: Requisition, giver: Place, wanted: Sequence[tuple[Drug, int]], *, by: Person | None
) -> TransferOrder:
    """A draft order of those pieces; refused where the giver is out of reach or has not so many usable ones."""
    must_give(giver, row.place)
    if by is not None and not has_permission(by, Permission.APPROVE_SUPPLY, place=giver):
        raise BadGiver(
            _("Ese lugar es de otra delegación."), _("Elija uno de la suya, o pase la requisición a oficina central.")
        )
    stands = stands_of(giver, [drug.pk for drug, _pieces in wanted])
    for index, (drug, pieces) in enumerate(wanted):
        has = stands.get(drug.pk, NOWHERE).here
        if pieces > has:
            raise GiverHasLess(index, place=giver.name, drug=drug.label, wanted=pieces, has=has)
    return draft_transfer_order(
        from_place=giver,
        to_place=row.place,
        lines=[OrderLine(drug.pk, pieces) for drug, pieces in wanted if pieces],
        by=by,
        origin=TransferOrderOrigin.REQUISITION,
        requisition=row,
        why=_("Requisición %(folio)s. %(note)s") % {"folio": row.folio, "note": row.note},
        send_by=_send_by(row, giver),
        authorized=True,
    )


def _send_by(row: Requisition, giver: Place) -> date | None:
    """The last day on which sending still arrives when it is needed; today where that is past."""
    if row.needed_on is None:
        return None
    return max(row.needed_on - timedelta(days=days_between(giver, row.place)), giver.today())


def left_to_supply(row: Requisition) -> dict[int, int]:
    """Line → approved pieces that nobody brings: in no order, not on their way, not arrived, not to be bought."""
    done = supplied_of([row.pk])
    left = {}
    for line in row.lines.all():
        placed = done.get((row.pk, line.drug_id), Supplied()).placed
        if (pieces := (line.approved or 0) - line.to_purchase - placed) > 0:
            left[line.pk] = pieces
    return left


@transaction.atomic
def supply_rest(
    *,
    requisition: Requisition,
    by: Person | None,
    giver: Place | None = None,
    to_purchase: Mapping[int, int] | None = None,
    edition: int | None = None,
    now: datetime | None = None,
) -> Requisition:
    """The order was refused, cancelled or arrived short: the rest comes from another place, or is bought.

    `to_purchase` are pieces of the rest, by line, that have to be bought; the others the giver sends.
    """
    row = held(requisition, edition, RequisitionState.APPROVED)
    if by is not None and not reaches(by, row):
        raise NotYoursToDecide
    left = left_to_supply(row)
    if not left:
        raise NothingLeftToSupply
    lines = {line.pk: line for line in row.lines.select_related("drug").order_by("pk")}
    wanted: list[tuple[Drug, int]] = []
    bought = dict.fromkeys(left, 0) | {pk: n for pk, n in (to_purchase or {}).items() if pk in left}
    for pk, pieces in left.items():
        lines[pk].to_purchase += min(max(bought[pk], 0), pieces)
        wanted.append((lines[pk].drug, pieces - min(max(bought[pk], 0), pieces)))
    if not any(pieces for _drug, pieces in wanted):
        giver = None
    elif giver is None:
        raise GiverMissing
    RequisitionLine.objects.bulk_update(lines.values(), ["to_purchase"])
    turn(row, RequisitionState.APPROVED, giver=giver or row.giver)
    now = now or timezone.now()
    told = {"giver": giver.code if giver else "", "to_purchase": bought}
    step(row, "rest_ordered", by=by, note=giver.name if giver else _("Por comprar"), at=now)
    trace("requisition.rest_ordered", row, by, after=told)
    if giver is not None:
        order_from(row, giver, wanted, by=by)
    return row
