"""Mixing orders of today and tomorrow at the demo's hospital, one in each state, by the actions that people use."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from delegations.errors import Refusal
from delegations.models import Person, Place, PlaceKind, Unit
from pediatric_platform.actions.mixing import (
    administer,
    dispatch_,
    prepare,
    receive,
    reject,
    request_mixtures,
    validate,
)
from pediatric_platform.mixing_rules import Check
from pediatric_platform.models import Mixture, Session
from supply.models import Source

TODAY_ORDERS, TOMORROW_ORDERS = 9, 8
EVERYTHING = [check.value for check in Check]
HOURS = 24
# How far each order of today goes, in turn; those of tomorrow are asked and half of them validated.
FATES = ("administered", "received", "dispatched", "prepared", "prepared", "validated", "rejected", "requested")


def mix(
    unit: Unit, today: date, *, clinician: Person | None, pharmacist: Person | None, staff: Person | None
) -> dict[str, int]:
    """How many mixtures stand in each state; a session that cannot be asked for (an unknown dose) is passed over."""
    centre = Place.objects.filter(unit=unit, kind=PlaceKind.MIXING_CENTRE, is_active=True).first()
    if centre is None:
        return {}
    people = (clinician, pharmacist, staff)
    days = (
        (today, FATES, TODAY_ORDERS),
        (today + timedelta(days=1), ("requested", "validated"), TOMORROW_ORDERS),
    )
    for day, fates, orders in days:
        made = 0
        for session in _sessions(unit, day):
            if made == orders:
                break
            made += _follow(session, centre, fates[made % len(fates)], people)
    counts: dict[str, int] = {}
    for state in Mixture.objects.filter(order__place=centre).values_list("state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return counts


def _sessions(unit: Unit, day: date) -> list[Session]:
    rows = Session.objects.planned().filter(unit=unit, on=day, doses__route__in=["IV", "IT", "IM", "SC"])
    return list(rows.distinct().order_by("pk"))


def _follow(session: Session, centre: Place, fate: str, people: Sequence[Person | None]) -> bool:
    clinician, pharmacist, staff = people
    try:
        order = request_mixtures(session=session, place=centre, by=clinician)
    except Refusal:
        return False
    # Where it is refused it is left as it stands: that too is a day at a mixing centre.
    with suppress(Refusal):
        _advance(list(order.mixtures.order_by("pk")), fate, clinician, pharmacist, staff)
    return True


def _advance(
    mixtures: list[Mixture], fate: str, clinician: Person | None, pharmacist: Person | None, staff: Person | None
) -> None:
    if fate == "requested":
        return
    if fate == "rejected":
        reject(mixture=mixtures[0], reason="Precipitó al diluirse.", by=pharmacist)
        return
    for mixture in mixtures:
        validate(
            mixture=mixture,
            checks=EVERYTHING,
            by=pharmacist,
            hours=HOURS,
            diluent="Cloruro de sodio 0.9 %",
            volume_ml=100 if mixture.route == "IV" else 10,
            allergy_reason="Revisada con oncología.",
        )
    if fate == "validated":
        return
    prepare(mixtures=mixtures, by=staff, source=Source.SIMULATION)
    steps = ("prepared", "dispatched", "received", "administered")
    for mixture in mixtures:
        for step, act in (("dispatched", _send), ("received", _receive), ("administered", _give)):
            if steps.index(fate) >= steps.index(step):
                act(mixture, clinician, staff)


def _send(mixture: Mixture, clinician: Person | None, staff: Person | None) -> None:
    dispatch_(mixture=mixture, by=staff)


def _receive(mixture: Mixture, clinician: Person | None, staff: Person | None) -> None:
    receive(mixture=mixture, by=clinician)


def _give(mixture: Mixture, clinician: Person | None, staff: Person | None) -> None:
    administer(mixture=mixture, by=clinician)
