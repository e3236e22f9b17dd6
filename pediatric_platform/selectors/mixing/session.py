"""A session as the mixing centre and the pharmacy see it: each dose, what became of it, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass

from delegations.models import Person, Place, PlaceKind
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.mixing_rules import is_mixed, never_by
from pediatric_platform.models import Dose, DoseState, Mixture, MixtureState, Session, SessionState
from pediatric_platform.prescribing import was_in_treatment
from pediatric_platform.selectors.mixing.holds import Hold, holds_of
from pediatric_platform.selectors.mixing.rules import Rules, rules_for

ENDED_BADLY = (MixtureState.REJECTED, MixtureState.RETURNED, MixtureState.CANCELLED)


@dataclass(frozen=True)
class DoseWork:
    """A dose with its mixtures. `obstacle`: awaits, amount, cap or route; empty where nothing is in its way."""

    dose: Dose
    is_mixed: bool
    obstacle: str
    mixtures: tuple[tuple[Mixture, tuple[Hold, ...]], ...]
    pieces: tuple[tuple[str, int], ...]
    may_hand_out: bool

    @property
    def left_to_ask(self) -> int:
        live = sum(1 for mixture, _holds in self.mixtures if mixture.state not in ENDED_BADLY)
        return max(self.dose.administrations - live, 0)


@dataclass(frozen=True)
class SessionWork:
    mixed: tuple[DoseWork, ...]
    handed_out: tuple[DoseWork, ...]
    is_planned: bool

    @property
    def may_be_asked(self) -> bool:
        """Whether some mixed dose still has to be asked for. A dose in the way stops the others: it is shown."""
        to_ask = [work for work in self.mixed if work.dose.state == DoseState.PLANNED and work.left_to_ask]
        return self.is_planned and bool(to_ask)


def session_work(session: Session, person: Person) -> SessionWork:
    """Six queries, whatever the session holds."""
    to_give = session.state == SessionState.PLANNED and was_in_treatment(session.plan.child)
    doses = list(session.doses.prefetch_related("pieces__drug", "mixtures__order").order_by("position"))
    rules = rules_for(dose.inn for dose in doses)
    holds = holds_of([mixture.pk for dose in doses for mixture in dose.mixtures.all()])
    may = any(has_permission(person, Permission.POST_LEDGER, place=place) for place in pharmacies_of(session))
    made = [
        DoseWork(
            dose,
            is_mixed(dose.route, dose.purpose),
            _obstacle(dose, rules),
            tuple((mixture, tuple(holds.get(mixture.pk, ()))) for mixture in dose.mixtures.all()),
            tuple((piece.drug.label, piece.pieces) for piece in dose.pieces.all()),
            may and to_give and dose.state == DoseState.PLANNED,
        )
        for dose in doses
    ]
    return SessionWork(
        tuple(work for work in made if work.is_mixed),
        tuple(work for work in made if not work.is_mixed),
        to_give,
    )


def pharmacies_of(session: Session) -> list[Place]:
    """Where the hospital keeps what is handed out: its pharmacy first, then its warehouse."""
    places = Place.objects.active().filter(unit=session.unit_id, kind__in=[PlaceKind.PHARMACY, PlaceKind.WAREHOUSE])
    return sorted(places.select_related("unit", "delegation"), key=lambda place: place.kind != PlaceKind.PHARMACY)


def _obstacle(dose: Dose, rules: Rules) -> str:
    cap = rules.cap_of(dose)
    if dose.state != DoseState.PLANNED:
        return ""
    if never_by(dose.inn, dose.route, rules.forbidden):
        return "route"
    if dose.amount is None:
        return "amount"
    if cap is not None and dose.amount > cap:
        return "cap"
    return "awaits" if dose.awaits_confirmation else ""
