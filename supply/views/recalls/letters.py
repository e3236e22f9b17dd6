"""The letters to whoever holds some: a worker sets them, the page waits."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import audit
from supply.actions.recalls.lettering import letters_of
from supply.models import RecallHolding
from supply.views.recalls.base import OneRecall

MOST = 1_000


class _OfLetters(OneRecall):
    def pdf(self) -> bytes | None:
        """Of the places that the person sees."""
        rows = RecallHolding.objects.visible_to(self.person).filter(recall=self.recall).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:MOST])
        if not ids:
            raise Http404
        return letters_of(self.recall, ids, (get_language() or "es")[:5])


class Letters(_OfLetters, TemplateView):
    """Asks every two seconds until they are there, and leads to them."""

    def get_template_names(self) -> list[str]:
        part = "HX-Request" in self.request.headers
        return ["supply/recalls/_letters.html" if part else "supply/recalls/letters.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            recall=self.recall,
            is_ready=self.pdf() is not None,
            poll=reverse("supply:recall-letters", args=[self.recall.pk]),
            crumbs=self.crumbs((_("Cartas"), "")),
            **kwargs,
        )


class LettersPdf(_OfLetters, View):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pdf = self.pdf()
        if pdf is None:
            return HttpResponseRedirect(reverse("supply:recall-letters", args=[self.recall.pk]))
        audit.record_read(by=self.person, what="recall.letters_read", target=self.recall)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="cartas-{self.recall.folio.lower()}.pdf"'
        response["Cache-Control"] = "no-store"
        return response
