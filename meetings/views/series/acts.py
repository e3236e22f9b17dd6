"""What is done with a meeting: called, moved, cancelled, opened, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person, Posting
from delegations.roles import Permission, Role, permissions_of
from delegations.selectors.holidays import rest_days
from delegations.toasts import toast
from delegations.wording import weekday_text, zone_city
from meetings.actions.meetings import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    move_meeting,
    name_officers,
    open_meeting,
    reopen_meeting,
)
from meetings.forms.series import CancelForm, MoveForm, OfficersForm
from meetings.meeting_rights import must_manage
from meetings.schedule import starts_at
from meetings.views.base import MeetingForm, OfMeeting
from pediatric_platform.views.editing import number_in

# How far ahead the form that moves a meeting says which days are of rest.
REST_SHOWN = timedelta(days=60)


class Managed(OfMeeting):
    """For whoever calls and runs meetings."""

    def permit(self) -> None:
        must_manage(self.person)

    def subject(self) -> str:
        return str(self.meeting)

    def told(self) -> str:
        """Who hears of a change."""
        people = self.meeting.attendances.count() if self.meeting.called_at else 0
        if not people:
            return _("Aún no se convoca a nadie, así que no se avisa.")
        return ngettext(
            "Se avisa a %(n)d persona convocada, con el motivo.",
            "Se avisa a %(n)d personas convocadas, con el motivo.",
            people,
        ) % {"n": people}


class MeetingPress(Managed, View):
    """A button of the meeting's page: it posts the edition that was read."""

    http_method_names = ["post"]

    def act(self, edition: int | None) -> str:
        """Do it; the words of the toast."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            toast(request, self.act(number_in(request, "edition")))
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}".strip(), level=messages.ERROR)
        return HttpResponseRedirect(self.here())


class MeetingCall(MeetingPress):
    def act(self, edition: int | None) -> str:
        done = call_meeting(meeting=self.meeting, edition=edition, by=self.person)
        if not done.new:
            return _("Ya estaban convocadas todas las personas.")
        return ngettext(
            "Se convocó a %(n)d persona.", "Se convocó a %(n)d personas.", done.new
        ) % {"n": done.new}  # fmt: skip


class MeetingOpen(MeetingPress):
    def act(self, edition: int | None) -> str:
        open_meeting(meeting=self.meeting, edition=edition, by=self.person)
        return _("La sesión está en curso.")


class MeetingClose(MeetingPress):
    def act(self, edition: int | None) -> str:
        close_meeting(meeting=self.meeting, edition=edition, by=self.person)
        return _("La sesión terminó. El borrador de su minuta espera firma.")


class MeetingReopen(MeetingPress):
    def act(self, edition: int | None) -> str:
        reopen_meeting(meeting=self.meeting, edition=edition, by=self.person)
        return _("La sesión está otra vez en curso.")


class MeetingMove(Managed, MeetingForm):
    form_class = MoveForm
    title = gettext_lazy("Mover la sesión")
    submit = gettext_lazy("Mover y avisar")

    def get_initial(self) -> dict[str, Any]:
        row, local = self.meeting, self.meeting.local_start
        told = {name: getattr(row, name) for name in ("minutes", "place", "video_link")}
        return super().get_initial() | told | {"on": local.date(), "at": local.time()}

    def act(self, form: Any) -> str:
        told = dict(form.cleaned_data)
        moment = starts_at(told.pop("on"), told.pop("at"), self.meeting.series.zone)
        move_meeting(meeting=self.meeting, starts_at=moment, by=self.person, **told)
        return _("La sesión se movió.")

    def consequences(self) -> list[str]:
        told = [
            self.told(),
            _("Conserva su número y los calendarios suscritos cambian solos."),
            _("Se miran las cifras de la última semana cerrada antes del nuevo día."),
        ]
        zone = self.meeting.series.time_zone
        if zone != "America/Mexico_City":
            told.append(_("La hora es la de %(zone)s.") % {"zone": zone_city(zone)})
        today = timezone.localdate()
        first = min(self.meeting.on, today)
        if days := sorted(rest_days(max(first, today), max(self.meeting.on, today) + REST_SHOWN)):
            named = ", ".join(weekday_text(day) for day in days)
            told.append(_("Días de descanso por venir: %(days)s.") % {"days": named})
        return told


class MeetingCancel(Managed, MeetingForm):
    form_class = CancelForm
    title = gettext_lazy("Cancelar la sesión")
    submit = gettext_lazy("Cancelar la sesión y avisar")
    kind = "danger"

    def act(self, form: Any) -> str:
        cancel_meeting(meeting=self.meeting, by=self.person, **form.cleaned_data)
        return _("La sesión se canceló.")

    def consequences(self) -> list[str]:
        return [
            self.told(),
            _("Su número no se vuelve a usar. No se puede deshacer."),
            _("Si solo cambia el día o el lugar, muévala: así conserva a sus convocados y su orden del día."),
        ]


class MeetingOfficers(Managed, MeetingForm):
    form_class = OfficersForm
    title = gettext_lazy("Quién preside y quién lleva la secretaría")
    submit = gettext_lazy("Guardar")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self._people()}

    def _people(self) -> Any:
        """Central office, and staff that was called."""
        roles = [role for role in Role if Permission.MANAGE_MEETINGS in permissions_of(role)]
        held = Posting.objects.current(timezone.localdate())
        called = held.filter(person__in=self.meeting.attendances.values("person")).exclude(role=Role.FAMILY)
        ids = held.filter(role__in=roles) | called
        return Person.objects.filter(pk__in=ids.values("person"), is_active=True).order_by("full_name", "pk")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"chair": self.meeting.chair_id, "secretary": self.meeting.secretary_id}

    def act(self, form: Any) -> str:
        name_officers(meeting=self.meeting, by=self.person, **form.cleaned_data)
        return _("Guardado.")
