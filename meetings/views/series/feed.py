"""Meetings in a calendar: the file of one, a person's secret address, and what it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.selectors.links import fingerprint
from delegations.toasts import toast
from delegations.views.acting import Asking
from meetings import calendar
from meetings.actions.meetings import make_meeting_feed, read_meeting_feed, revoke_meeting_feed
from meetings.errors.series import NoFeed
from meetings.models import MeetingFeed
from meetings.selectors.series import my_meetings
from meetings.views.base import OfMeeting

MAKE, REVOKE = "hacer", "quitar"
# How far back a calendar keeps what was.
KEPT = timedelta(days=90)


def _answer(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=calendar.MIME)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


class MeetingFile(OfMeeting, View):
    """One meeting, to save in any calendar; for whoever sees it."""

    http_method_names = ["get", "head"]

    def permit(self) -> None:
        """Whoever sees it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        response = _answer(calendar.file_of(self.meeting, now=timezone.now()))
        response["Content-Disposition"] = f'attachment; filename="sesion-{self.meeting.number}.ics"'
        return response


class MeetingFeedPage(Asking, TemplateView):
    """Make one's own secret address, seen once; or take it back."""

    template_name = "meetings/feed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = MeetingFeed.objects.visible_to(self.person).live().first()
        crumbs = [(_("Sesiones"), reverse("meetings:meeting-list")), (_("A mi calendario"), "")]
        coming = my_meetings(self.person, timezone.now()).count()
        return super().get_context_data(feed=feed, crumbs=crumbs, coming=coming, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer to making one is the page itself: the address is kept nowhere, so it cannot be shown later."""
        if request.POST.get("accion") == MAKE:
            import segno  # only this answer draws a code

            token = make_meeting_feed(by=self.person)
            address = f"{settings.SITE_URL.rstrip('/')}{reverse('meetings:meeting-feed-file', args=[token])}"
            code = segno.make(address, error="l", micro=False).svg_data_uri(scale=4, border=2, light="#fff")
            return self.render_to_response(self.get_context_data(address=address, code=code))
        try:
            revoke_meeting_feed(by=self.person)
            toast(request, _("Listo. Ese calendario ya no muestra nada."))
        except NoFeed as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}", level=messages.ERROR)
        return HttpResponseRedirect(reverse("meetings:meeting-feed"))


class MeetingFeedFile(View):
    """`/reuniones/calendario/<secret>.ics`: whoever has the address reads it; nothing else opens with it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        rows = MeetingFeed.objects.live().filter(token_hash=fingerprint(token), person__is_active=True)
        feed = rows.select_related("person").first()
        if feed is None:
            raise Http404
        now = timezone.now()
        if request.method == "GET":
            read_meeting_feed(feed=feed, now=now)
        with translation.override(feed.person.language):
            content = calendar.feed_of(my_meetings(feed.person, now - KEPT), now=now)
        response = _answer(content)
        response["Content-Disposition"] = 'inline; filename="sesiones.ics"'
        return response
