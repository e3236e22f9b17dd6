"""What a new measure would make of the doses to come, side by side with what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from pediatric_platform.dosing import Body, compute
from pediatric_platform.models import Dose, Growth, Mixture, MixtureState, Plan
from pediatric_platform.models.mixture import OPEN
from pediatric_platform.plan_rules import capped
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.regimens import shape_of

ASKED = (*OPEN, MixtureState.ADMINISTERED)


@dataclass(frozen=True, slots=True)
class Resized:
    """One dose: `new_rule` is what the rule gives for the new measure; `mixed`: it stays, for it is being mixed;
    `by_hand`: somebody set another amount than the rule's, which stays and waits to be confirmed."""

    dose: Dose
    new_rule: Decimal | None
    new_cap: Decimal | None
    is_capped: bool
    mixed: bool
    by_hand: bool

    @property
    def new_amount(self) -> Decimal | None:
        return self.dose.amount if self.mixed or self.by_hand else self.new_rule

    @property
    def changes(self) -> bool:
        """Whether anything of the dose would be written."""
        return not self.mixed and (self.dose.rule_amount, self.dose.is_capped) != (self.new_rule, self.is_capped)

    @property
    def ratio(self) -> Decimal | None:
        """The change of the amount, in per cent."""
        if not self.dose.amount or self.new_amount is None:
            return None
        return (self.new_amount / self.dose.amount - 1) * 100


def resized(plan: Plan, growth: Growth, *, today: date) -> list[Resized]:
    """Every dose still to be given from today on, in order of its day."""
    lines = {line.id: line for phase in shape_of(plan.regimen_id).phases for line in phase.lines}
    limits = caps()
    body = Body(growth.weight_kg, growth.surface_m2, plan.child.birth_date)
    asked = Mixture.objects.filter(dose=OuterRef("pk"), state__in=ASKED)
    doses = (
        Dose.objects.to_give()
        .filter(session__plan=plan, session__state="planned", session__on__gte=today, document__isnull=True)
        .annotate(is_asked=Exists(asked))
        .select_related("session")
        .order_by("session__on", "session_id", "position")
    )
    found = []
    for dose in doses:
        line = capped(lines[dose.line_id], limits)
        computed = compute(line, body, dose.session.on)
        found.append(
            Resized(
                dose=dose,
                new_rule=computed.amount,
                new_cap=line.max_amount,
                is_capped=computed.is_capped,
                mixed=dose.is_asked,
                by_hand=dose.amount != dose.rule_amount,
            )
        )
    return found
