"""A child goes on being treated at another hospital: handed over by the one that treats it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from delegations import audit
from delegations.models import Person, Unit
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.actions.declaring import redeclare_child
from pediatric_platform.actions.guardians import follow_transfer
from pediatric_platform.actions.holding import hold_sessions
from pediatric_platform.arrival_notices import tell_of_arrival
from pediatric_platform.errors.children import (
    BeforeItsStay,
    ClosedHospital,
    FieldMissing,
    MixturesUnderWay,
    NotInTreatment,
    SameHospital,
    day_in_future,
)
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.models import Child, ChildState, MixingOrder, Mixture, Session, Stay

ONE_DAY = timedelta(days=1)


@transaction.atomic
def transfer(*, child: Child, to: Unit, on: date, reason: str, edition: int | None = None, by: Person | None) -> Child:
    """From `on` the child is treated at `to`: its plan, its relatives and its requirements follow; its past stays.

    The sending hospital's clinicians see it no more, the receiving one's do, and are told (by folio). On the very day
    of its arrival here the stay itself is put right: it was registered at the wrong hospital.
    """
    child = Child.objects.select_for_update(of=("self",)).select_related("unit__delegation").get(pk=child.pk)
    before = child.unit
    must_register(by, before)
    check_edition(child, edition)
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FieldMissing("reason")
    if child.state == ChildState.DECEASED:
        raise NotInTreatment
    if to.pk == before.pk:
        raise SameHospital
    if on > before.today():
        raise day_in_future("on")
    if to.closed_on and to.closed_on <= on:
        raise ClosedHospital("to")
    hold_sessions(Session.objects.planned().filter(plan__child=child))
    _refuse_mixtures(child)
    _move_stay(child, to, on, reason, by)
    child.unit = to
    child.edition += 1
    child.save(update_fields=["unit", "edition", "search_text", "curp_print", "nss_print"])
    audit.record(
        type="child.transferred",
        by=by,
        target=child,
        before={"unit": before.clues},
        after={"unit": to.clues, "on": on.isoformat()},
    )
    follow_transfer(child=child, before=before, by=by)
    redeclare_child(child)
    tell_of_arrival(child, stay_since=on, by=by)
    return child


def _refuse_mixtures(child: Child) -> None:
    """What is being prepared for the child here is administered, returned or cancelled first."""
    under_way = MixingOrder.objects.filter(
        mixtures__in=Mixture.objects.open().filter(dose__session__plan__child=child)
    ).distinct()
    if folios := sorted(under_way.values_list("folio", flat=True)):
        raise MixturesUnderWay(folios)


def _move_stay(child: Child, to: Unit, on: date, reason: str, by: Person | None) -> None:
    stay = Stay.objects.select_for_update().get(child=child, until__isnull=True)
    if on < stay.since:
        raise BeforeItsStay(stay.since)
    if on == stay.since:
        stay.unit, stay.reason, stay.written_by = to, reason, by
        stay.save(update_fields=["unit", "reason", "written_by"])
        return
    stay.until = on - ONE_DAY
    stay.save(update_fields=["until"])
    Stay.objects.create(child=child, unit=to, since=on, reason=reason, written_by=by)
