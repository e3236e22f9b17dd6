"""What a condition says, as whoever writes an agreement gives it; what it leaves out is the agreement's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Delegation, Unit
from delegations.roles import DELEGATION_ROLES, UNIT_ROLES, Role
from meetings.errors.agreements import ConditionIncomplete
from meetings.models import YES_OR_NO, Agreement, Condition, ConditionKind
from pediatric_platform.models import Case, MilestoneKind
from supply.models import Drug, SupplyOrder, Transfer

SHARES = (ConditionKind.ABASTO_LEVEL, ConditionKind.REPORTS_SIGNED)
MOST = {ConditionKind.DRUG_COVERAGE: 365, ConditionKind.CHILDREN_UNCOVERED: 100_000}
MOST_WEEKS = 26
# Of one thing that has a name of its own, wherever it is.
OF_NO_PLACE = (ConditionKind.CASE_CONFIRMED, ConditionKind.TRANSFER_ACCEPTED, ConditionKind.ORDER_RECEIVED)


@dataclass(frozen=True)
class ConditionFacts:
    """`hold_weeks` is of what is counted; what is so or not holds at once."""

    kind: str
    threshold: Decimal | None = None
    hold_weeks: int = 1
    delegation: Delegation | None = None
    unit: Unit | None = None
    drug: Drug | None = None
    case: Case | None = None
    transfer: Transfer | None = None
    supply_order: SupplyOrder | None = None
    role: str = ""
    milestone: str = ""

    def of(self, agreement: Agreement) -> ConditionFacts:
        """With the agreement's own place, drug and case where it names none; without what its kind does not use."""
        own = self.delegation is None and self.unit is None
        kind = self.kind
        by_place = kind not in OF_NO_PLACE
        return replace(
            self,
            threshold=None if kind in YES_OR_NO else self.threshold,
            hold_weeks=1 if kind in YES_OR_NO else self.hold_weeks,
            delegation=(agreement.delegation if own else self.delegation) if by_place else None,
            unit=(agreement.unit if own else self.unit) if by_place else None,
            drug=(self.drug or agreement.drug) if kind == ConditionKind.DRUG_COVERAGE else None,
            case=(self.case or agreement.case) if kind == ConditionKind.CASE_CONFIRMED else None,
            transfer=self.transfer if kind == ConditionKind.TRANSFER_ACCEPTED else None,
            supply_order=self.supply_order if kind == ConditionKind.ORDER_RECEIVED else None,
            role=self.role if kind == ConditionKind.POST_FILLED else "",
            milestone=self.milestone if kind == ConditionKind.MILESTONE_REACHED else "",
        )

    def checked(self) -> ConditionFacts:
        """Itself; a refusal at the field that is missing."""
        if self.kind not in ConditionKind.values:
            raise ConditionIncomplete("kind", _("Esa condición no existe."), _("Elija una de la lista."))
        if self.kind not in YES_OR_NO:
            self._check_number()
        self._check_what()
        return self

    def columns(self) -> dict[str, Any]:
        """As the row keeps them."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def differs_from(self, row: Condition) -> bool:
        return any(getattr(row, name) != value for name, value in self.columns().items())

    def _check_number(self) -> None:
        most = Decimal(100) if self.kind in SHARES else Decimal(MOST.get(ConditionKind(self.kind), 100))
        if self.threshold is None:
            raise ConditionIncomplete("threshold", _("Falta el umbral."), _("Escriba desde qué cifra se cumple."))
        if not 0 <= self.threshold <= most:
            raise ConditionIncomplete(
                "threshold", _("El umbral va de 0 a %(most)s.") % {"most": most}, _("Escriba una cifra de ese rango.")
            )
        if not 1 <= self.hold_weeks <= MOST_WEEKS:
            raise ConditionIncomplete(
                "hold_weeks",
                _("Las semanas seguidas van de 1 a %(most)d.") % {"most": MOST_WEEKS},
                _("Escriba cuántas semanas debe sostenerse."),
            )

    def _check_what(self) -> None:
        one_place = (self.delegation is None) != (self.unit is None)
        match self.kind:
            case ConditionKind.ABASTO_LEVEL | ConditionKind.CHILDREN_UNCOVERED if not one_place:
                raise _lacks("place", _("Falta de qué delegación u hospital."))
            case ConditionKind.REPORTS_SIGNED if self.delegation is None or not one_place:
                raise _lacks("place", _("Falta de qué delegación: las firmas se cuentan por delegación."))
            case ConditionKind.DRUG_COVERAGE if self.unit is None or not one_place:
                raise _lacks("place", _("Falta de qué hospital: la cobertura es de un hospital."))
            case ConditionKind.DRUG_COVERAGE if self.drug is None:
                raise _lacks("drug", _("Falta de qué medicamento."))
            case ConditionKind.POST_FILLED:
                self._check_post(one_place)
            case ConditionKind.CASE_CONFIRMED if self.case is None:
                raise _lacks("case", _("Falta el folio del caso."))
            case ConditionKind.TRANSFER_ACCEPTED if self.transfer is None:
                raise _lacks("transfer", _("Falta qué traspaso."))
            case ConditionKind.ORDER_RECEIVED if self.supply_order is None:
                raise _lacks("supply_order", _("Falta qué orden de suministro."))
            case ConditionKind.MILESTONE_REACHED if self.unit is None or not one_place:
                raise _lacks("place", _("Falta en qué hospital."))
            case ConditionKind.MILESTONE_REACHED if self.milestone not in MilestoneKind.values:
                raise _lacks("milestone", _("Falta qué hito."))

    def _check_post(self, one_place: bool) -> None:
        if not one_place:
            raise _lacks("place", _("Falta de qué delegación u hospital es el puesto."))
        fits = DELEGATION_ROLES if self.delegation is not None else UNIT_ROLES - {Role.FAMILY}
        if self.role not in fits:
            raise _lacks("role", _("Falta qué puesto, de los que hay en ese lugar."))


def _lacks(field: str, message: str) -> ConditionIncomplete:
    return ConditionIncomplete(field, message, _("Sin eso los datos no pueden decir si se cumple."))
