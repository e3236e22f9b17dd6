"""Minutes as they are read: the text, who signed, what was added; their annexes on pages of their own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from meetings.minutes_rights import may_countersign, may_keep
from meetings.minuting.annexes import annexes_of
from meetings.minuting.chain import is_intact
from meetings.minuting.whole import whole
from meetings.models import Signature
from meetings.papers.minutes import check_address
from meetings.selectors.minutes import paper_of
from meetings.views.minutes.base import OfMinutes

PER_PAGE = 100


class MinutesDetail(OfMinutes, TemplateView):
    """Signed, what was frozen; before, the draft with what it still lacks."""

    template_name = "meetings/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes, keeps = self.minutes, may_keep(self.person)
        context = super().get_context_data(
            minutes=minutes, meeting=minutes.meeting, keeps=keeps, crumbs=self.crumbs(), **kwargs
        )
        if not minutes.is_signed:
            # What it lacks is told where it is signed: looking for names reads the whole registry.
            return context | {"sections": minutes.sections, "family_text": minutes.family_text}
        content = whole(minutes)
        signatures = list(Signature.objects.filter(minutes=minutes).order_by("at", "pk"))
        addenda = list(minutes.addenda.order_by("number"))
        mine = any(row.person_id == self.person.pk for row in signatures)
        return context | {
            "sections": content["sections"],
            "family_text": content["family_text"],
            "annexes": [(table["key"], table["title"], len(table["rows"])) for table in annexes_of(content)],
            "signatures": signatures,
            "addenda": addenda,
            "is_intact": is_intact(minutes, addenda),
            "countersigns": not mine and may_countersign(self.person, minutes),
            "check": check_address(minutes.folio),
            "paper": paper_of(minutes),
        }


class MinutesAnnex(OfMinutes, TemplateView):
    """`/minutas/<folio>/anexos/<key>/`: a table of what was frozen, a hundred rows a page."""

    template_name = "meetings/minutes_annex.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.minutes.is_signed:
            raise Http404
        found = {table["key"]: table for table in annexes_of(whole(self.minutes))}
        table = found.get(self.kwargs["key"])
        if table is None:
            raise Http404
        return super().get_context_data(
            minutes=self.minutes,
            table=table,
            page_obj=Paginator(table["rows"], PER_PAGE).get_page(self.request.GET.get("pagina")),
            tabs=[(_("Texto"), self.here(), False)]
            + [
                (one["title"], self.here() + f"anexos/{key}/", key == table["key"], len(one["rows"]))
                for key, one in found.items()
            ],
            crumbs=self.crumbs(table["title"]),
            **kwargs,
        )
