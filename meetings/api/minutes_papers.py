"""/api/v1/minutes/<folio>/paper/: the PDF of signed minutes, as a worker made it and as it was kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from meetings.api.minutes import Kept
from meetings.models import PaperKind
from meetings.selectors.minutes import paper_of
from meetings.views.minutes.papers import pdf
from pediatric_platform.api.acts import Acts

AGAIN_AFTER = 5  # seconds


class PaperWaitingSerializer(serializers.Serializer):
    """The worker has not made it yet; `Retry-After` says when to ask again."""

    ready = serializers.BooleanField()


class MinutesPaperFile(Acts, Kept):
    summary = _("El PDF de una minuta firmada, con sus anexos")
    details = _("202 mientras se hace; un borrador no tiene.")
    serializer_class: Any = PaperWaitingSerializer
    answers: ClassVar[dict[int, Any]] = {200: OpenApiTypes.BINARY, 202: PaperWaitingSerializer}
    kind = PaperKind.WHOLE

    def get(self, request: Request, folio: str) -> HttpResponse:
        minutes = self.get_object()
        if not minutes.is_signed:
            raise Http404
        if self.kind == PaperKind.FAMILIES and not minutes.meeting.series.with_families:
            raise Http404
        row = paper_of(minutes, self.kind)
        if row is None:
            return Response({"ready": False}, status=202, headers={"Retry-After": str(AGAIN_AFTER)})
        audit.record_read(by=self.person, what="minutes.paper_read", target=minutes, asked={"kind": row.kind})
        return pdf(row, minutes)
