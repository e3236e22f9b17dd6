"""Who is called by a series: a post, an account or a guest is added, corrected, taken off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from meetings.actions.series import MemberFacts, add_member, change_member, drop_member
from meetings.forms.series import AccountForm, GuestForm, MemberForm, PostForm
from meetings.models import Member, ParticipantKind
from meetings.selectors.series import members_of, people_found
from meetings.views.base import MeetingForm
from meetings.views.series.series import OfSeries

# Which form `como` in the address asks for.
WAYS: dict[str, tuple[Any, Any]] = {
    "puesto": (gettext_lazy("Un puesto"), PostForm),
    "cuenta": (gettext_lazy("Una cuenta"), AccountForm),
    "fuera": (gettext_lazy("Alguien de fuera"), GuestForm),
}


class MemberAdd(OfSeries, MeetingForm):
    template_name = "meetings/member_add.html"
    title = gettext_lazy("Agregar a quien se convoca")
    submit = gettext_lazy("Agregar")

    @property
    def way(self) -> str:
        asked = self.request.GET.get("como", "")
        return asked if asked in WAYS else "puesto"

    def edited(self) -> Any:
        return None

    def get_form_class(self) -> Any:
        return WAYS[self.way][1]

    def get_success_url(self) -> str:
        return f"{self.here()}#integrantes"

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        kind = told.pop("kind", ParticipantKind.INSTITUTE)
        if self.way == "cuenta":
            found = dict(people_found(self.person, told["person"].email))
            kind = found.get(told["person"], ParticipantKind.INSTITUTE)
        add_member(series=self.series, facts=MemberFacts(kind=kind, **told), by=self.person)
        return _("Agregado. Se le convoca desde la próxima sesión sin convocar.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "")[:120]
        tabs = [(label, f"{self.request.path}?como={way}", way == self.way) for way, (label, _form) in WAYS.items()]
        context = super().get_context_data(tabs=tabs, way=self.way, words=words, **kwargs)
        if self.way == "cuenta":
            listed = set(members_of(self.series).exclude(person=None).values_list("person", flat=True))
            labels = dict(ParticipantKind.choices)
            context["found"] = [
                (person, labels[kind], person.pk in listed) for person, kind in people_found(self.person, words)
            ]
        return context


class OfMember(OfSeries):
    member: Member

    def allow(self) -> None:
        super().allow()
        self.member = get_object_or_404(members_of(self.series), pk=self.kwargs["pk"])


class MemberChange(OfMember, MeetingForm):
    form_class = MemberForm
    title = gettext_lazy("Corregir a quien se convoca")
    submit = gettext_lazy("Guardar")

    def subject(self) -> str:
        member = self.member
        named = member.person.full_name if member.person else member.name or member.get_role_display()
        return f"{named} · {self.series}"

    def edited(self) -> Any:
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_guest": not self.member.role and self.member.person is None}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.member, name) for name in MemberForm.base_fields}

    def act(self, form: Any) -> str:
        change_member(member=self.member, by=self.person, **form.cleaned_data)
        return _("Guardado.")


class MemberDrop(OfMember, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            drop_member(member=self.member, by=self.person)
            toast(request, _("Ya no se le convoca. En las sesiones ya convocadas sigue en la lista."))
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}".strip(), level=messages.ERROR)
        return HttpResponseRedirect(f"{self.here()}#integrantes")
