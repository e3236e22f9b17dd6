"""A case's page: what is missing and for when, who has it, how long is left, and the next step."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from delegations import audit
from delegations.errors import Refusal
from delegations.views.network.refusals import said
from pediatric_platform.selectors.case_evidence import evidence_of
from pediatric_platform.selectors.cases.one import CasePage, case_page
from pediatric_platform.views.cases.base import OneCase


class CaseDetail(OneCase, TemplateView):
    """For whoever sees the hospital's stock. Opening it is written down where it is about a child."""

    template_name = "pediatric_platform/case_detail.html"
    refusal: Refusal | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = case_page(self.person, self.case, timezone.now())
        self.note_reading(page)
        return super().get_context_data(
            page=page,
            case=self.case,
            evidence=evidence_of(self.case, person=self.person),
            refusal=said(self.refusal) if self.refusal else "",
            crumbs=self.crumbs(),
            **kwargs,
        )

    def note_reading(self, page: CasePage) -> None:
        if page.children:
            audit.record_read(by=self.person, what="case.read", target=self.case)
