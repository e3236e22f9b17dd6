"""Signing, signing too, and adding what has to be corrected."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.views.network.presses import answered
from meetings.actions.minutes import add_addendum, countersign, missing_of, sign_minutes
from meetings.forms.minutes import AddendumForm, EditionForm
from meetings.minutes_rights import must_countersign
from meetings.views.base import MeetingForm
from meetings.views.minutes.base import KeepsMinutes, OfMinutes


class MinutesSign(KeepsMinutes, MeetingForm):
    """What it freezes is told before the press; what is missing stands in its way."""

    form_class = EditionForm
    template_name = "meetings/minutes_sign.html"
    title = gettext_lazy("Firmar la minuta")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.minutes.is_signed:
            return HttpResponseRedirect(self.here())
        return super().get(request, *args, **kwargs)

    @cached_property
    def missing(self) -> list[str]:
        return [] if self.minutes.is_signed else missing_of(self.minutes)

    def consequences(self) -> list[str]:
        told = [
            _("El texto, la asistencia, el orden del día y las revisiones quedan como están. No se puede deshacer."),
            _("Las cifras de los anexos son las que se mostraron; lo que se corrija después no las cambia."),
            _("Se avisa a quienes se convocó, y pueden firmarla también."),
            _("Lo que haya que corregir se escribe en una adenda."),
        ]
        if self.minutes.meeting.series.with_families:
            told.insert(2, _("Las familias leen en su página la parte escrita para ellas."))
        return told

    def act(self, form: Any) -> str:
        sign_minutes(minutes=self.minutes, by=self.person, **form.cleaned_data)
        return _("Minuta firmada. Su PDF se está haciendo.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(minutes=self.minutes, missing=self.missing, **kwargs)


class MinutesCountersign(OfMinutes, View):
    """«Firmar también», in one press."""

    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_countersign(self.person, self.minutes)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: countersign(minutes=self.minutes, by=self.person),
            _("Su firma quedó en la minuta."),
            self.here(),
        )


class AddendumAdd(KeepsMinutes, MeetingForm):
    form_class = AddendumForm
    title = gettext_lazy("Agregar una adenda")
    submit = gettext_lazy("Firmar y agregar")

    def get_initial(self) -> dict[str, Any]:
        return {}

    def consequences(self) -> list[str]:
        return [
            _("La minuta no cambia: la adenda queda debajo, numerada, con su nombre, su cargo y la hora."),
            _("Se avisa a quienes se convocó y se hace otro PDF que la incluye."),
            _("Tampoco la adenda se puede cambiar después."),
        ]

    def act(self, form: Any) -> str:
        add_addendum(minutes=self.minutes, by=self.person, **form.cleaned_data)
        return _("Adenda agregada.")
