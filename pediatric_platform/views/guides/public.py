"""Guides that families read: open to everybody, light, in whole sentences."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import TemplateView

from pediatric_platform.models import GuideKind
from pediatric_platform.selectors.guides.listing import public_guides
from pediatric_platform.views.guides.files import paper_response


class PublicGuides(TemplateView):
    """What was written for families first, then what they may read besides."""

    template_name = "pediatric_platform/family/guides.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(public_guides(self.request.user))
        leaflets = [row for row in rows if row.guide.kind == GuideKind.LEAFLET]
        others = [row for row in rows if row.guide.kind != GuideKind.LEAFLET]
        return super().get_context_data(leaflets=leaflets, others=others, **kwargs)


class PublicGuide(TemplateView):
    """One of them: what it says in short, and where it is."""

    template_name = "pediatric_platform/family/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = get_object_or_404(public_guides(self.request.user), guide__code=self.kwargs["key"])
        return super().get_context_data(
            version=version, guide=version.guide, statements=version.statements.order_by("position"), **kwargs
        )


class PublicGuideFile(View):
    """Its document."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        version = get_object_or_404(public_guides(request.user).exclude(file_name=""), guide__code=key)
        return paper_response(version)
