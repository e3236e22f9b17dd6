"""What every page of the registry asks first: whose child, and what may this person do there."""

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
from django.views.generic import FormView

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.listing import Crumb
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.children.rights import may_register
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import Child
from pediatric_platform.selectors.children import one_of


class Clinical(LoginRequiredMixin):
    """A page for whoever treats children; for everybody else there are none."""

    request: HttpRequest
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            self.allow()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def allow(self) -> None:
        """403 unless the person sees some children."""
        if not has_permission(self.person, Permission.VIEW_CHILDREN):
            raise PermissionDenied(_("A las niñas y niños los ve quien los atiende: oncología, enfermería y farmacia."))


class OneChild(Clinical):
    """A page of one child whom the person treats: for others it is not there (404)."""

    kwargs: dict[str, Any]
    child: Child
    registers = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.kwargs = kwargs

    def allow(self) -> None:
        self.child = get_object_or_404(one_of(self.person), folio=self.kwargs["folio"])
        if self.registers and not may_register(self.person, self.child.unit):
            raise PermissionDenied(_("Solo oncología y enfermería de su hospital cambian la ficha."))

    def here(self) -> str:
        return reverse("pediatric:child", args=[self.child.folio])

    def crumbs(self, title: object) -> list[Crumb]:
        return [
            (_("Niñas y niños"), reverse("pediatric:child-list")),
            (self.child.folio, self.here()),
            (str(title), ""),
        ]


class ChildAct(OneChild, FormView):
    """A form about one child; `act` does it and says what was done."""

    template_name = "pediatric_platform/child_act.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """What will happen, before it does."""
        return []

    def warnings(self, form: Any) -> list[str]:
        """What is odd and was let through."""
        return []

    def edited(self) -> Any:
        """The row whose edition the form carries, if it carries one."""
        return None

    def refused(self, form: Any, refusal: Refusal) -> None:
        """The refusal at its field; nothing typed is lost. Stale, told once: the next press is on top of what is
        stored now."""
        refuse(form, refusal)
        row = self.edited()
        if row is not None and isinstance(refusal, StaleEdition):
            stored = type(row)._default_manager.values_list("edition", flat=True).get(pk=row.pk)
            form.data = {**form.data.dict(), "edition": stored}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            said = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refused(form, refusal)
            return self.form_invalid(form)
        toast(self.request, said)
        for warning in self.warnings(form):
            messages.warning(self.request, warning)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        return self.here()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            child=self.child,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            crumbs=self.crumbs(self.title),
            **kwargs,
        )
