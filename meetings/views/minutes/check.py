"""Whether a print of minutes is true: by its folio, open to anybody, without a word of what they say."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from meetings.minuting.chain import is_intact
from meetings.models import MinutesPaper
from meetings.selectors.minutes import signed_with


class MinutesSearch(TemplateView):
    """`/minutas/comprobar/`: the folio as it stands on the paper."""

    template_name = "meetings/minutes_search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.GET.get("folio", "").upper()
        if folio := "".join(sign for sign in typed if sign == "-" or (sign.isascii() and sign.isalnum()))[:20]:
            return HttpResponseRedirect(reverse("meetings:minutes-check", args=[folio]))
        return super().get(request, *args, **kwargs)


class MinutesCheck(TemplateView):
    """`/minutas/comprobar/<folio>/`: of which meeting, when, signed by which posts, with which print and addenda."""

    template_name = "meetings/minutes_check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        folio = self.kwargs["folio"][:20].upper()
        context = super().get_context_data(**kwargs) | {
            "folio": folio,
            "crumbs": [(_("Comprobar una minuta"), reverse("meetings:minutes-search")), (folio, "")],
        }
        minutes = signed_with(folio)
        if minutes is None:
            return context | {"found": None}
        addenda = list(minutes.addenda.order_by("number"))
        papers = MinutesPaper.objects.filter(minutes=minutes).defer("content").order_by("addenda", "kind")
        return context | {
            "found": minutes,
            "addenda": addenda,
            "signatures": list(minutes.signatures.order_by("at", "pk")),
            "papers": list(papers),
            "is_intact": is_intact(minutes, addenda),
        }
