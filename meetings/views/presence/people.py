"""Somebody who just came, a row put right, and who comes for whom."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.presence import add_participant, correct_participant, represent
from meetings.actions.presence.correct import was_called
from meetings.forms.presence import AccountParticipantForm, ArrivalForm, ParticipantForm, RepresentForm
from meetings.models import Attendance, ParticipantKind
from meetings.naming_consent import initials
from meetings.presence_rights import must_note
from meetings.views.base import MeetingForm
from meetings.views.presence.attendance import OfAttendance


class OnTheList(OfAttendance, MeetingForm):
    """A form of whoever keeps the minutes."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)

    def here(self) -> str:
        return self.list_address()

    def edited(self) -> Any:
        return None

    def subject(self) -> str:
        return str(self.meeting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, **kwargs) | {"crumbs": self.below(self.title)}


class AttendanceAdd(OnTheList):
    """Who came without being on the list."""

    form_class = ArrivalForm
    title = gettext_lazy("Agregar a quien llegó")
    submit = gettext_lazy("Agregar")

    def act(self, form: Any) -> str:
        came = add_participant(
            meeting=self.meeting, facts=form.facts(), presence=form.cleaned_data["presence"], by=self.person
        )
        if came.is_new:
            return _("%(name)s está en la lista.") % {"name": came.attendance.name}
        return _("%(name)s ya estaba en la lista: se anotó ahí.") % {"name": came.attendance.name}

    def consequences(self) -> list[str]:
        return [
            _("Si ya está en la lista, por su correo o por su nombre, se anota en su renglón y no se repite."),
            _("De una familia que no ha dicho que sí se muestran las iniciales."),
        ]


class OfRow(OnTheList):
    """About one participant."""

    row: Attendance

    def permit(self) -> None:
        super().permit()
        rows = Attendance.objects.select_related("delegation", "unit", "person")
        self.row = get_object_or_404(rows, meeting=self.meeting, pk=self.kwargs["fila"])

    def subject(self) -> str:
        return f"{self.row.name} · {self.meeting}"


class AttendanceCorrect(OfRow):
    """A misspelt name, a post, whose chair it is, whether they count."""

    template_name = "meetings/attendance_correct.html"
    title = gettext_lazy("Corregir a un participante")
    submit = gettext_lazy("Guardar")

    def get_form_class(self) -> Any:
        return AccountParticipantForm if self.row.person_id else ParticipantForm

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        return {
            "name": row.name, "kind": row.kind, "post": row.post, "organisation": row.organisation, "email": row.email,
            "delegation": row.delegation, "clues": row.unit.clues if row.unit else "", "is_required": row.is_required,
        }  # fmt: skip

    def act(self, form: Any) -> str:
        correct_participant(attendance=self.row, facts=form.facts(), by=self.person)
        return _("Guardado.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            row=self.row,
            is_family=self.row.kind == ParticipantKind.FAMILY,
            initials=initials(self.row.name),
            may_strike=not was_called(self.row),
            **kwargs,
        )


class AttendanceRepresent(OfRow):
    """Somebody else comes for them."""

    form_class = RepresentForm
    title = gettext_lazy("Anotar quién lo representa")
    submit = gettext_lazy("Anotar")

    def get_initial(self) -> dict[str, Any]:
        return {"represented_by": self.row.represented_by}

    def act(self, form: Any) -> str:
        represent(attendance=self.row, by=self.person, **form.cleaned_data)
        return _("Anotado.")

    def consequences(self) -> list[str]:
        return [_("Cuenta para el quórum como si estuviera.")] if self.row.is_required else []
