"""`/requisiciones/<n>/`: what is asked, how both sides stand with it, what was decided and what has come."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from delegations.models import Person
from supply.actions.requisitions.supplying import left_to_supply
from supply.models import Requisition, RequisitionState
from supply.requisition_rights import may_ask, may_decide, may_escalate, reaches, sees_giver
from supply.selectors.requisitions.stands import DOSE_DAYS, NOWHERE, stands_of
from supply.selectors.requisitions.steps import timeline_of
from supply.selectors.requisitions.supplied import Supplied, supplied_of
from supply.views.requisitions.base import OneRequisition

UNDECIDED = (RequisitionState.SENT, RequisitionState.ESCALATED)


def line_rows(requisition: Requisition, person: Person) -> list[dict[str, Any]]:
    """Each line with how the asker and, for who may see it, the giver stand now, and what became of it."""
    lines = list(requisition.lines.select_related("drug").order_by("pk"))
    drugs = [line.drug_id for line in lines]
    asker = stands_of(requisition.place, drugs, besides=requisition.pk)
    shown = sees_giver(person, requisition)
    giver = stands_of(requisition.giver, drugs) if shown and requisition.giver else {}
    done = supplied_of([requisition.pk])
    left = left_to_supply(requisition) if requisition.state == RequisitionState.APPROVED else {}
    return [
        {
            "line": line,
            "asker": asker.get(line.drug_id, NOWHERE),
            "giver": giver.get(line.drug_id, NOWHERE) if shown else None,
            "left_days": giver.get(line.drug_id, NOWHERE).after_giving(line.asked) if shown else None,
            "supplied": done.get((requisition.pk, line.drug_id), Supplied()),
            "left": left.get(line.pk, 0),
        }
        for line in lines
    ]


class RequisitionDetail(OneRequisition, TemplateView):
    template_name = "supply/requisitions/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person = self.requisition, self.person
        rows = line_rows(row, person)
        asks, decides = may_ask(person, row.place), row.state in UNDECIDED and may_decide(person, row)
        return super().get_context_data(
            requisition=row,
            rows=rows,
            asked=sum(one["line"].asked for one in rows),
            approved=sum(one["line"].approved or 0 for one in rows),
            left=sum(one["left"] for one in rows),
            dose_days=DOSE_DAYS,
            orders=list(row.transfer_orders.select_related("from_place", "transfer").order_by("pk")),
            events=timeline_of(row),
            may_decide=decides,
            is_own=row.state in UNDECIDED and not decides and reaches(person, row),
            may_escalate=may_escalate(person, row),
            may_edit=asks and row.state == RequisitionState.DRAFT,
            may_take_back=asks and row.state in UNDECIDED,
            may_cancel=asks and row.state in (RequisitionState.DRAFT, *UNDECIDED),
            may_fulfil=asks and row.state == RequisitionState.APPROVED,
            may_supply=row.state == RequisitionState.APPROVED and reaches(person, row),
            now=timezone.now(),
            crumbs=self.crumbs(),
            **kwargs,
        )
