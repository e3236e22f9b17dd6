"""What the pharmacist's review reads: guards by drug, allergies of the child, hours written before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q

from pediatric_platform.models import Allergy, Dose, DosePiece, Guard, GuardKind, Mixture, MixtureEvent, MixtureState
from pediatric_platform.plan_rules import Caps, lowest_cap
from pediatric_platform.selectors.caps import caps


@dataclass(frozen=True, slots=True)
class Rules:
    """Ways that are forbidden, as (inn, route), and the caps that safety rules set."""

    forbidden: frozenset[tuple[str, str]]
    caps: Caps

    def cap_of(self, dose: Dose) -> Decimal | None:
        """The lowest cap of one administration: the regimen's own, and the rules'."""
        return lowest_cap(self.caps, inn=dose.inn, route=dose.route, unit=dose.unit, own=dose.max_amount)


def rules_for(inns: Iterable[str]) -> Rules:
    """The guards of these drugs; two queries."""
    guards = Guard.objects.filter(inn__in=set(inns), kind=GuardKind.NEVER_ROUTE)
    return Rules(frozenset(guards.values_list("inn", "route")), caps())


def is_never_intrathecal(dose_id: int) -> bool:
    """Whether the catalogue says so of a drug that the dose would be made of."""
    return DosePiece.objects.filter(dose=dose_id, drug__never_intrathecal=True).exists()


def allergies_to(child_id: int, inn: str, name: str = "") -> list[Allergy]:
    """The child's allergies in force to a drug, by its international name or as it was written."""
    about = Q(inn=inn) | Q(substance__unaccent__iexact=name or inn)
    return list(Allergy.objects.in_force().filter(about, child=child_id))


def has_allergy_since_review(mixture: Mixture) -> bool:
    """Whether an allergy to what it holds was noted after the pharmacist reviewed it."""
    allergies = allergies_to(mixture.order.session.plan.child_id, mixture.dose.inn, mixture.dose.name)
    if not allergies:
        return False
    reviewed = MixtureEvent.objects.filter(mixture=mixture, after=MixtureState.VALIDATED).aggregate(at=Max("at"))["at"]
    return reviewed is None or any(allergy.written_at > reviewed for allergy in allergies)


def last_words(place_id: int, inn: str) -> dict[str, object]:
    """Diluent, volume and hours of the last validated mixture of a drug at a mixing centre: the form begins there."""
    event = (
        MixtureEvent.objects.filter(
            after=MixtureState.VALIDATED, mixture__order__place=place_id, mixture__dose__inn=inn
        )
        .select_related("mixture")
        .order_by("-id")
        .first()
    )
    if event is None:
        return {}
    return {
        "diluent": event.mixture.diluent,
        "volume_ml": event.mixture.volume_ml,
        "hours": event.checks.get("hours"),
    }
