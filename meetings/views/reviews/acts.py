"""What the desk does: write, judge, put on the wall, count time. The script asks for data, a plain form goes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from meetings.actions.reviews import mark, show_review, spend, write_review
from meetings.forms.reviews import MarkForm, TimeForm, WriteForm
from meetings.models import Review
from meetings.selectors.reviews import version_of
from meetings.views.reviews.base import Kept, asks_for_data, back, fresh, refused
from meetings.views.reviews.screen import state_of


class DeskAct(Kept, View):
    """One act on a review: its form, its action, and what is said of it."""

    http_method_names = ["post", "options"]
    form_class: type[forms.Form] = forms.Form

    def act(self, form: Any) -> dict[str, Any]:
        """Do it; what the script is told besides how the review now stands."""
        raise NotImplementedError

    def done(self, told: dict[str, Any]) -> str:
        """The words of the toast where there is no script."""
        return _("Guardado.")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.unreadable(form)
        try:
            told = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            if asks_for_data(request):
                return refused(refusal)
            toast(request, said(refusal), level=messages.ERROR)
            return back(self.address())
        if asks_for_data(request):
            return fresh(JsonResponse(told))
        if words := self.done(told):
            toast(request, words)
        return back(self.address())

    def unreadable(self, form: forms.Form) -> HttpResponse:
        message = _("No se entendió lo enviado: recargue la página e inténtelo otra vez.")
        told = {"code": "invalid", "message": message, "remedy": "", "fields": sorted(form.errors)}
        return fresh(JsonResponse(told, status=422))

    def stands(self, review: Review) -> dict[str, Any]:
        fields = {"version": version_of(review), "saved_at": f"{timezone.localtime():%H:%M:%S}"}
        return state_of(review, self.meeting, self.person) | fields


class ReviewWrite(DeskAct):
    form_class = WriteForm

    def act(self, form: WriteForm) -> dict[str, Any]:
        written = write_review(review=self.review, by=self.person, **form.asked())
        return self.stands(written.review) | {"merged": written.merged, "clash": written.clash}

    def done(self, told: dict[str, Any]) -> str:
        if told["clash"]:
            return _("Otra persona cambió la misma línea: quedaron las dos versiones. Deje la buena.")
        return _("Guardado; se juntó con lo que otra persona escribió.") if told["merged"] else _("Guardado.")


class ReviewMark(DeskAct):
    form_class = MarkForm

    def act(self, form: MarkForm) -> dict[str, Any]:
        return self.stands(mark(review=self.review, by=self.person, **form.asked()))


class ReviewShow(DeskAct):
    def act(self, form: forms.Form) -> dict[str, Any]:
        return self.stands(show_review(review=self.review, by=self.person))

    def done(self, told: dict[str, Any]) -> str:
        return _("La pantalla de la sala la muestra.")


class ReviewTime(DeskAct):
    form_class = TimeForm

    def act(self, form: TimeForm) -> dict[str, Any]:
        review = spend(review=self.review, seconds=form.cleaned_data["seconds"], by=self.person)
        return {"seconds": review.seconds}
