"""What every page about a child's relatives asks first: whose child, and may this person register there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person
from delegations.navigation import address
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.consents import may_register
from pediatric_platform.clinical import may_see_relatives
from pediatric_platform.models import Child, Guardian


class OfChild(LoginRequiredMixin):
    """A page of one child whom the person treats; only who registers children there may change anything."""

    request: HttpRequest
    kwargs: dict[str, Any]
    person: Person
    child: Child
    only_registrars = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            rows = Child.objects.visible_to(self.person).select_related("unit__delegation")
            self.child = get_object_or_404(rows, folio=kwargs["folio"])
            self.load(kwargs)
            if not may_see_relatives(self.person, self.child.unit):
                raise PermissionDenied(_("A los familiares los ve quien atiende a la niña o al niño en su hospital."))
            if self.only_registrars and not may_register(self.person, self.child):
                raise PermissionDenied(
                    _("A los familiares los invita y los da de baja quien atiende a la niña o al niño en su hospital.")
                )
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def load(self, kwargs: dict[str, Any]) -> None:
        """What else the address names."""

    def here(self) -> str:
        """The child's page, at its relatives."""
        page = address("pediatric:child", self.child.folio)
        return f"{page}#familiares" if page else reverse("pediatric:guardian-history", args=[self.child.folio])


class OfGuardian(OfChild):
    """A page of one guardian of the child."""

    guardian: Guardian

    def load(self, kwargs: dict[str, Any]) -> None:
        self.guardian = get_object_or_404(
            Guardian.objects.select_related("person", "child__unit"), child=self.child, pk=kwargs["pk"]
        )


class GuardianForm(OfChild, FormView):
    """A form of one child's relatives; `act` does it and says what was done."""

    template_name = "pediatric_platform/guardian_form.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"

    def act(self, data: dict[str, Any]) -> str:
        raise NotImplementedError

    def consequences(self) -> list[str]:
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            text = self.act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        toast(self.request, text)
        return HttpResponseRedirect(self.here())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        children = address("pediatric:child-list")
        child = address("pediatric:child", self.child.folio)
        return super().get_context_data(
            child=self.child,
            guardian=getattr(self, "guardian", None),
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            crumbs=[(_("Niñas y niños"), children), (self.child.full_name, child), (self.title, "")],
            **kwargs,
        )


class GuardianPress(OfGuardian, View):
    """One press about a guardian; what was refused is said on the child's page."""

    http_method_names = ("post",)

    def act(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            toast(request, self.act())
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        return HttpResponseRedirect(self.here())
