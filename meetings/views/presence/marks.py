"""What is pressed on the list: one tap a participant, its way back, and what each says of themselves."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.row_numbers import row_number
from delegations.toasts import toast
from meetings.actions.presence import (
    note_presence,
    represent,
    say_naming_consent,
    strike_participant,
)
from meetings.errors.presence import NotYourPresence
from meetings.models import Attendance, NotedVia, ParticipantKind, Presence
from meetings.presence_rights import must_note
from meetings.views.presence.attendance import OfAttendance

SAID = {
    Presence.PRESENT: gettext_lazy("%(name)s: presente."),
    Presence.EXCUSED: gettext_lazy("%(name)s: con aviso."),
    Presence.ABSENT: gettext_lazy("%(name)s: ausente."),
    Presence.EXPECTED: gettext_lazy("%(name)s: sin anotar."),
    Presence.REPRESENTED: gettext_lazy("%(name)s: representada o representado."),
}


class Press(OfAttendance, View):
    """One press; what is refused is said on the list, as it then is."""

    http_method_names = ["post", "options"]

    def act(self, request: HttpRequest) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            self.act(request)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}", level=messages.WARNING)
        return HttpResponseRedirect(self.back(request))

    def back(self, request: HttpRequest) -> str:
        """The list as it was filtered, or its first page."""
        asked = request.POST.get("vuelta", "")
        is_list = asked.startswith(self.list_address()) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
        return asked if is_list else self.list_address()

    def row(self, asked: str) -> Attendance:
        return get_object_or_404(Attendance, meeting=self.meeting, pk=row_number(asked))


class AttendanceMark(Press):
    """`anotar/`: `marca` is «row:presence:was», one button of the list."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)

    def act(self, request: HttpRequest) -> None:
        asked, _colon, rest = request.POST.get("marca", "").partition(":")
        presence, _colon, was = rest.partition(":")
        if presence not in Presence.values or was not in Presence.values:
            return
        row = note_presence(attendance=self.row(asked), presence=presence, was=was, by=self.person)
        undo = ""
        if was != presence and was != Presence.REPRESENTED:
            way = urlencode({"era": was, "es": presence})
            undo = reverse("meetings:attendance-undo", args=[self.meeting.pk, row.pk]) + f"?{way}"
        toast(request, SAID[Presence(presence)] % {"name": row.name}, undo=undo)


class AttendanceUndo(Press):
    """The tap taken back, if nobody noted anything since."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)

    def act(self, request: HttpRequest) -> None:
        before, now = request.GET.get("era", ""), request.GET.get("es", "")
        row = self.row(str(self.kwargs["fila"]))
        if before in Presence.values and now in Presence.values:
            note_presence(attendance=row, presence=before, was=now, by=self.person)
            toast(request, _("Deshecho."))


class AttendanceStrike(Press):
    """A row too many is taken off the list."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)

    def act(self, request: HttpRequest) -> None:
        strike_participant(attendance=self.row(str(self.kwargs["fila"])), by=self.person)
        toast(request, _("Ya no está en la lista."))


class AttendanceNaming(Press):
    """What a family said to the secretary about its name."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)

    def act(self, request: HttpRequest) -> None:
        row = self.row(str(self.kwargs["fila"]))
        named = request.POST.get("nombre") == "si"
        say_naming_consent(may_be_named=named, attendance=row, by=self.person)
        toast(request, _("Su nombre se dice.") if named else _("Se muestran sus iniciales."))


class AttendanceOwn(Press):
    """`yo/`: what the person who was called says of themselves; a relative too."""

    def permit(self) -> None:
        """Whoever is on the list."""
        self.own = Attendance.objects.filter(meeting=self.meeting, person=self.person).first()
        if self.own is None:
            raise NotYourPresence

    def act(self, request: HttpRequest) -> None:
        if self.own is None:
            raise NotYourPresence
        presence = request.POST.get("asistencia", "")
        if presence == Presence.REPRESENTED:
            represent(attendance=self.own, represented_by=request.POST.get("represented_by", ""), by=self.person)
        elif presence in Presence.values:
            note_presence(attendance=self.own, presence=presence, via=NotedVia.SELF, by=self.person)
        elif request.POST.get("nombre") and self.own.kind == ParticipantKind.FAMILY:
            named = request.POST["nombre"] == "si"
            say_naming_consent(may_be_named=named, attendance=self.own, by=self.person)
        toast(request, _("Anotado. Gracias."))

    def back(self, request: HttpRequest) -> str:
        return super().back(request) if request.POST.get("vuelta") else self.here()
