from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Place, PlaceKind
from pediatric_platform.actions.mixing.rights import may_request, require
from pediatric_platform.errors.mixing import (
    DoseAboveCap,
    DoseAwaitsConfirmation,
    DoseWithoutAmount,
    NeverByThatRoute,
    NotAMixingCentre,
    NothingToMix,
    OrderIsOpen,
    SessionIsOver,
)
from pediatric_platform.folios import ORDER, new_folio
from pediatric_platform.mixing_rules import amount_text, is_mixed, never_by
from pediatric_platform.models import (
    Dose,
    MixingOrder,
    Mixture,
    MixtureEvent,
    MixtureState,
    Session,
    SessionState,
)
from pediatric_platform.prescribing import must_be_in_treatment
from pediatric_platform.selectors.mixing.rules import Rules, rules_for

# What ended badly is asked for again; the rest counts as asked.
ENDED_BADLY = (MixtureState.REJECTED, MixtureState.RETURNED, MixtureState.CANCELLED)


@transaction.atomic
def request_mixtures(*, session: Session, place: Place, by: Person | None, note: str = "") -> MixingOrder:
    """Ask a mixing centre for what a session still needs mixed: one mixture per administration of each dose. The centre
    is the unit's own or another of its delegation: who prepares there is told of the child.

    In an order that is open already, what was rejected or returned is asked for again; where nothing is left to ask,
    the order is told. A dose that may not be mixed is refused by name, and the whole order with it.
    """
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("unit__delegation", "plan__child")
        .get(pk=session.pk)
    )
    if by is not None:
        require(may_request(by, session.unit), "request")
    is_near = place.unit_id == session.unit_id or place.delegation_id == session.unit.delegation_id
    if place.kind != PlaceKind.MIXING_CENTRE or not place.is_active or not is_near:
        raise NotAMixingCentre(place.name)
    must_be_in_treatment(session.plan.child)
    if session.state != SessionState.PLANNED:
        raise SessionIsOver(session.get_state_display())
    doses = [dose for dose in session.doses.to_give().order_by("position") if is_mixed(dose.route, dose.purpose)]
    if not doses:
        raise NothingToMix
    rules = rules_for(dose.inn for dose in doses)
    for dose in doses:
        refuse_dose(dose, rules)
    order = MixingOrder.objects.select_for_update().filter(session=session, cancelled_at__isnull=True).first()
    wanted = _still_wanted(doses)
    if order is not None and (not wanted or order.place_id != place.pk):
        raise OrderIsOpen(order.folio)
    if not wanted:
        raise NothingToMix
    if order is None:
        order = _open(session, place, by, note)
    _ask(order, wanted, by)
    audit.record(
        type="mixing_order.requested",
        by=by,
        target=order,
        after={"session": session.pk, "place": place.code, "day": str(order.for_day), "mixtures": len(wanted)},
        unit=session.unit_id,
        delegation=session.unit.delegation_id,
    )
    return order


def refuse_dose(dose: Dose, rules: Rules) -> None:
    """Refuse a dose that may not be mixed: unknown, unconfirmed, above its cap, or by a way that kills."""
    if dose.amount is None:
        raise DoseWithoutAmount(dose.name)
    if never_by(dose.inn, dose.route, rules.forbidden):
        raise NeverByThatRoute(dose.name, dose.get_route_display())
    cap = rules.cap_of(dose)
    if cap is not None and dose.amount > cap:
        raise DoseAboveCap(dose.name, amount_text(dose.amount, dose.unit), amount_text(cap, dose.unit))
    if dose.awaits_confirmation:
        raise DoseAwaitsConfirmation(dose.name)


def _still_wanted(doses: list[Dose]) -> list[tuple[Dose, int]]:
    """(dose, number) for each administration that no mixture stands for; numbers go on from the last ever used."""
    asked: dict[int, int] = {}
    for dose_id in Mixture.objects.filter(dose__in=doses).exclude(state__in=ENDED_BADLY).values_list("dose", flat=True):
        asked[dose_id] = asked.get(dose_id, 0) + 1
    last: dict[int, int] = {}
    for dose_id, number in Mixture.objects.filter(dose__in=doses).values_list("dose", "number"):
        last[dose_id] = max(last.get(dose_id, 0), number)
    return [
        (dose, last.get(dose.pk, 0) + step + 1)
        for dose in doses
        for step in range(dose.administrations - asked.get(dose.pk, 0))
    ]


def _open(session: Session, place: Place, by: Person | None, note: str) -> MixingOrder:
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return MixingOrder.objects.create(
                    folio=new_folio(ORDER),
                    session=session,
                    place=place,
                    for_day=session.on,
                    note=note.strip()[:240],
                    requested_by=by,
                )
        except IntegrityError as error:  # a folio drawn before: draw another
            if "folio" not in str(error):
                raise
    raise RuntimeError("no folio is left to draw")


def _ask(order: MixingOrder, wanted: list[tuple[Dose, int]], by: Person | None) -> None:
    mixtures = Mixture.objects.bulk_create(
        [
            Mixture(order=order, dose=dose, number=number, amount=dose.amount, unit=dose.unit, route=dose.route)
            for dose, number in wanted
            if dose.amount is not None  # such a dose was refused before
        ]
    )
    now = timezone.now()
    MixtureEvent.objects.bulk_create(
        [MixtureEvent(mixture=mixture, after=MixtureState.REQUESTED, at=now, by=by) for mixture in mixtures]
    )
