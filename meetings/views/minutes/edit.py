"""The text in work: a page with every section, which saves itself; two secretaries may write at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.presses import answered
from delegations.views.network.refusals import refuse, said
from meetings.actions.minutes import Written, draft_minutes, write_minutes
from meetings.actions.minutes.write import FAMILY
from meetings.forms.minutes import BASE, TEXT, WriteForm
from meetings.views.minutes.base import KeepsMinutes


class Writing(KeepsMinutes):
    """The form with every section, and the one call that keeps what was sent of it."""

    def form_of(self, data: Any = None) -> WriteForm:
        return WriteForm(data, minutes=self.minutes, initial={"edition": self.minutes.edition})

    def write(self, form: WriteForm) -> Written:
        texts, bases = form.told(TEXT), form.told(BASE)
        family = texts.pop(FAMILY, None)
        return write_minutes(
            minutes=self.minutes,
            sections=texts,
            family_text=family,
            bases=bases,
            edition=form.cleaned_data["edition"],
            by=self.person,
        )

    def titles(self, keys: tuple[str, ...]) -> str:
        names = {row["key"]: row["title"] for row in self.minutes.sections} | {FAMILY: _("Para las familias")}
        return ", ".join(str(names[key]) for key in keys)


class MinutesEdit(Writing, FormView):
    template_name = "meetings/minutes_edit.html"
    title = gettext_lazy("Editar la minuta")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.minutes.is_signed:
            return HttpResponseRedirect(self.here())
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> WriteForm:
        return self.form_of(self.request.POST if self.request.method == "POST" else None)

    def form_valid(self, form: WriteForm) -> HttpResponse:
        try:
            written = self.write(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        if written.clashed:
            words = _("Alguien más cambió lo mismo: quedaron las dos versiones en %(parts)s. Elija una.")
            toast(self.request, words % {"parts": self.titles(written.clashed)}, level=30)
            return HttpResponseRedirect(self.request.path)
        toast(self.request, _("Guardado."))
        return HttpResponseRedirect(self.here())

    def form_invalid(self, form: WriteForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            minutes=self.minutes, meeting=self.minutes.meeting, crumbs=self.crumbs(self.title), title=self.title,
            **kwargs,
        )  # fmt: skip
        return context | {"parts": context["form"].bound()}


class MinutesSave(Writing, View):
    """What the page sends while one types: some sections, each with what was read of it. Answers with what stands."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_of(request.POST)
        if not form.is_valid():
            return JsonResponse({"said": " ".join(str(fault) for faults in form.errors.values() for fault in faults)},
                                status=422)  # fmt: skip
        try:
            written = self.write(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return JsonResponse({"said": said(refusal), "code": refusal.code}, status=409)
        stands = {row["key"]: row["text"] for row in written.minutes.sections} | {FAMILY: written.minutes.family_text}
        told = _("Guardado a las %(hour)s.") % {"hour": f"{timezone.localtime():%H:%M}"}
        if written.clashed:
            told = _("Alguien más cambió lo mismo: quedaron las dos versiones en %(parts)s. Elija una.")
            told %= {"parts": self.titles(written.clashed)}
        return JsonResponse(
            {
                "edition": written.minutes.edition,
                "texts": {key: stands[key] for key in form.told(TEXT)},
                "clashed": list(written.clashed),
                "said": told,
            }
        )


class MinutesRefresh(KeepsMinutes, View):
    """What nobody touched is written anew from what happened."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: draft_minutes(meeting=self.minutes.meeting, by=self.person),
            _("Borrador actualizado; lo que se editó a mano quedó como estaba."),
            self.here(),
        )
