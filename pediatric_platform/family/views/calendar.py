"""The calendar for the family's telephone: its page, and its file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.toasts import toast
from pediatric_platform.actions.calendar_feeds import make_feed, read_feed, revoke_feed
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.errors.family import NoCalendar
from pediatric_platform.family.calendar import calendar_of
from pediatric_platform.family.views.base import OwnChild
from pediatric_platform.selectors.calendar import calendar_at, feed_of

MAKE, REVOKE = "hacer", "quitar"


class FamilyCalendarPage(OwnChild, TemplateView):
    """Make the secret address, seen once; or take it back."""

    template_name = "pediatric_platform/family/calendar.html"
    while_living = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_page(child=self.child, by=self.person, part="calendar")
        return super().get_context_data(feed=feed_of(self.child, self.person.pk), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer to making one is the page itself: the address is kept nowhere, so it cannot be shown later."""
        if request.POST.get("accion") == MAKE:
            import segno  # only this answer draws a code

            token = make_feed(child=self.child, by=self.person)
            address = f"{settings.SITE_URL.rstrip('/')}{reverse('pediatric:family-calendar-file', args=[token])}"
            code = segno.make(address, error="l", micro=False).svg_data_uri(scale=4, border=2, light="#fff")
            return self.render_to_response(self.get_context_data(address=address, code=code))
        try:
            revoke_feed(child=self.child, by=self.person)
            toast(request, _("Listo. Ese calendario ya no muestra nada."))
        except NoCalendar as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}")
        return HttpResponseRedirect(reverse("pediatric:family-calendar", args=[self.child.folio]))


class FamilyCalendarFile(View):
    """`/calendario/<secret>.ics`: whoever has the address reads it; nothing else opens with it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = calendar_at(token)
        if found is None:
            raise Http404
        now = timezone.now()
        if request.method == "GET":
            shown = [day.shown for day in found.days if day.shown is not None]
            read_feed(feed=found.feed, child=found.child, shown=shown, now=now)
        with translation.override(found.feed.guardian.person.language):
            content = calendar_of(found.child.short_name, found.days, now=now.astimezone(found.child.unit.zone))
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "no-store, private"
        response["Content-Disposition"] = 'inline; filename="sesiones.ics"'
        response["X-Robots-Tag"] = "noindex"
        return response
