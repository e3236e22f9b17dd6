"""The PDF as a worker made it; while it is made, how it goes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import audit
from delegations.toasts import toast
from meetings.models import Minutes, MinutesPaper, PaperKind
from meetings.selectors.minutes import paper_of
from meetings.views.minutes.base import OfMinutes


def pdf(row: MinutesPaper, minutes: Minutes) -> HttpResponse:
    """The paper as it was kept."""
    response = HttpResponse(bytes(row.content), content_type="application/pdf")
    kind = "" if row.kind == PaperKind.WHOLE else "-familias"
    response["Content-Disposition"] = f'inline; filename="minuta-{minutes.folio.lower()}{kind}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


class MinutesPdf(OfMinutes, View):
    """`/minutas/<folio>/minuta.pdf`; the families' part as `familias.pdf`."""

    kind = PaperKind.WHOLE

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.minutes.is_signed:
            raise Http404
        row = paper_of(self.minutes, self.kind)
        if row is None:
            if self.kind == PaperKind.FAMILIES and not self.minutes.meeting.series.with_families:
                raise Http404
            toast(request, _("El PDF todavía se está haciendo; vuelva a pedirlo en un momento."), level=30)
            return HttpResponseRedirect(self.here())
        audit.record_read(by=self.person, what="minutes.paper_read", target=self.minutes, asked={"kind": row.kind})
        return pdf(row, self.minutes)


class PaperState(OfMinutes, TemplateView):
    """What the page asks every two seconds until the PDF with the last addendum is there."""

    template_name = "meetings/_minutes_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.minutes.is_signed:
            raise Http404
        return super().get_context_data(
            minutes=self.minutes,
            meeting=self.minutes.meeting,
            paper=paper_of(self.minutes),
            addenda_count=self.minutes.addenda.count(),
            **kwargs,
        )
