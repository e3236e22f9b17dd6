"""The list of minutes, and the way from a meeting to its own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Listing
from delegations.views.network.presses import answered
from meetings.actions.minutes import draft_minutes
from meetings.filters.minutes import MinutesFilter
from meetings.minutes_rights import may_keep, must_keep
from meetings.models import MeetingState, Minutes
from meetings.selectors.minutes import listed
from meetings.views.base import ForStaff, OfMeeting


def _state(row: Minutes) -> str:
    return _("Firmada") if row.is_signed else _("Borrador")


class MinutesList(ForStaff, Listing):
    """`/minutas/`: the newest first; drafts for whoever sees the country."""

    model = Minutes
    filterset_class = MinutesFilter
    template_name = "meetings/minutes_list.html"
    title = gettext_lazy("Minutas")
    export_name = "minutas"
    export_columns = (
        Column(gettext_lazy("Folio"), "folio"),
        Column(gettext_lazy("Serie"), "meeting.series.name", 36),
        Column(gettext_lazy("Número"), "meeting.number", 8),
        Column(gettext_lazy("Fecha"), "meeting.on"),
        Column(gettext_lazy("Estado"), _state, 12),
        Column(gettext_lazy("Firmada"), "signed_at", 18),
        Column(gettext_lazy("Firmó"), "signed_by.full_name", 30),
        Column(gettext_lazy("Firmas"), "signers", 8),
        Column(gettext_lazy("Adendas"), "corrections", 8),
        Column(gettext_lazy("Huella SHA-256"), "sha256", 66),
    )

    def get_queryset(self) -> QuerySet[Minutes]:
        return listed(self.person)


class MeetingMinutes(OfMeeting, TemplateView):
    """`/reuniones/<pk>/minuta/`: on to the minutes; where there are none yet, the button that drafts them."""

    template_name = "meetings/minutes_none.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Minutes.objects.visible_to(self.person).filter(meeting=self.meeting).only("folio").first()
        if found is not None:
            return HttpResponseRedirect(found.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        must_keep(self.person)
        folios: list[str] = []

        def draft() -> None:
            folios.append(draft_minutes(meeting=self.meeting, by=self.person).folio)

        response = answered(request, draft, _("Borrador listo: revíselo y corríjalo."), request.path)
        if folios:
            response = HttpResponseRedirect(reverse("meetings:minutes-edit", args=[folios[0]]))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_begun = self.meeting.state in (MeetingState.RUNNING, MeetingState.ENDED)
        return super().get_context_data(
            meeting=self.meeting,
            crumbs=self.crumbs(_("Minuta")),
            has_begun=has_begun,
            drafts=has_begun and may_keep(self.person),
            **kwargs,
        )
