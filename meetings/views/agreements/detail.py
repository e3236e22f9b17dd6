"""`/acuerdos/<folio>/`: what was agreed, when the data say it is kept, what they say now, and all that happened."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from meetings.selectors.agreements.one import agreement_page
from meetings.views.agreements.base import OneAgreement


class AgreementDetail(OneAgreement, TemplateView):
    template_name = "meetings/agreement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.agreement
        today = timezone.localdate()
        return super().get_context_data(
            agreement=row,
            condition=getattr(row, "condition", None),
            page=agreement_page(self.person, row),
            today=today,
            late_days=(today - row.due_on).days if row.is_pending and row.due_on < today else 0,
            days_left=(row.due_on - today).days if row.is_pending and row.due_on >= today else None,
            crumbs=self.crumbs(),
            **kwargs,
        )
