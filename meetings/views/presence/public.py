"""Pages for whoever comes: behind the link of their mail, and behind the code in the room. They need no script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import Refusal
from delegations.models import Person
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said
from meetings.actions.presence import answer_by_link, come_by_link, come_by_room, say_naming_consent
from meetings.actions.presence.come import by_token
from meetings.errors.presence import UnknownRoom
from meetings.forms.presence import RoomForm
from meetings.models import Attendance, Meeting, ParticipantKind, Presence
from meetings.naming_consent import initials
from meetings.presence_window import doors, opens_at
from pediatric_platform.views.public_cases.pages import PublicPage, unkept


class PresencePage(PublicPage, View):
    """Kept by no browser and named to no other site; times are those of the meeting's own clock."""

    http_method_names = ["get", "head", "post", "options"]
    meeting: Meeting

    def found(self, **kwargs: Any) -> None:
        """What the address names. A refusal where it names nothing."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.found(**kwargs)
        except Refusal as refusal:
            answer: HttpResponseBase = render(request, "meetings/public/unknown.html", {"refusal": refusal}, status=404)
        else:
            with timezone.override(self.meeting.series.zone):
                answer = super().dispatch(request, *args, **kwargs)
        # Not «no-referrer»: a browser then sends its forms without an origin, and they would be refused.
        answer.headers["Referrer-Policy"] = "same-origin"
        return unkept(answer)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        shown = {
            "meeting": self.meeting,
            "doors": doors(self.meeting, timezone.now()),
            "opens_at": opens_at(self.meeting),
        }
        return render(self.request, template, shown | context, status=status)


class PresenceLink(PresencePage):
    """`/reuniones/presencia/<secret>/`: one's own row of one meeting, and one large button.

    Opening it does nothing: mail programs open links before people do.
    """

    row: Attendance

    def found(self, **kwargs: Any) -> None:
        self.row = by_token(str(kwargs["token"]))
        self.meeting = self.row.meeting

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        is_family = self.row.kind == ParticipantKind.FAMILY
        return self.page(
            "meetings/public/link.html", row=self.row, is_family=is_family, initials=initials(self.row.name)
        )

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = request.POST.get("hacer", "")
        try:
            if asked == Presence.PRESENT:
                come_by_link(token=token)
            elif asked in (Presence.EXCUSED, Presence.EXPECTED, Presence.REPRESENTED):
                answer_by_link(token=token, presence=asked, represented_by=request.POST.get("represented_by", ""))
            elif asked in ("nombre-si", "nombre-no"):
                say_naming_consent(may_be_named=asked == "nombre-si", attendance=self.row, by=None)
        except Refusal as refusal:
            toast(request, said(refusal), level=40)
        return HttpResponseRedirect(reverse("meetings:presence-link", args=[token]))


class PresenceRoom(PresencePage):
    """`/reuniones/sala/<key>/`: whoever is signed in presses once; anybody else says who they are."""

    def found(self, **kwargs: Any) -> None:
        rows = Meeting.objects.select_related("series").filter(presence_key=str(kwargs["key"]))
        meeting = rows.first()
        if meeting is None:
            raise UnknownRoom
        self.meeting = meeting

    @property
    def somebody(self) -> Person | None:
        """Whoever is signed in, unless they register somebody else on their telephone."""
        other = "otra" in self.request.GET
        return self.request.user if isinstance(self.request.user, Person) and not other else None

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.room(RoomForm())

    def room(self, form: RoomForm, status: int = 200) -> HttpResponse:
        person = self.somebody
        own = Attendance.objects.filter(meeting=self.meeting, person=person).first() if person else None
        return self.page(
            "meetings/public/room.html",
            status=status,
            form=form,
            person=person,
            own=own,
            is_family=own is not None and own.kind == ParticipantKind.FAMILY,
            initials=initials(own.name) if own else "",
            is_done="listo" in self.request.GET,
        )

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        back = reverse("meetings:presence-room", args=[key])
        if (person := self.somebody) is not None:
            return self.of_account(person, back)
        form = RoomForm(request.POST)
        if form.is_valid():
            try:
                come_by_room(key=key, **form.cleaned_data)
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                # As it was typed: what the list holds of that mail is nobody's to read here.
                toast(request, _("Listo, %(name)s.") % {"name": form.cleaned_data["name"]})
                return HttpResponseRedirect(f"{back}?otra&listo" if "otra" in request.GET else f"{back}?listo")
        return self.room(form, status=422)

    def of_account(self, person: Person, back: str) -> HttpResponse:
        asked = self.request.POST.get("hacer", "")
        try:
            if asked in ("nombre-si", "nombre-no"):
                say_naming_consent(may_be_named=asked == "nombre-si", by=person)
            else:
                come_by_room(key=self.meeting.presence_key, person=person)
        except Refusal as refusal:
            toast(self.request, said(refusal), level=40)
        return HttpResponseRedirect(back)
