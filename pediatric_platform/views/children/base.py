"""What every page of the registry asks first: whose child, and what may this person do there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.listing import Crumb
from pediatric_platform.actions.children.rights import may_register
from pediatric_platform.models import Child
from pediatric_platform.selectors.children import one_of
from pediatric_platform.views.editing import EditForm


class Clinical(Asking):
    """A page for whoever treats children; for everybody else there are none."""

    def allow(self) -> None:
        """403 unless the person sees some children."""
        if not has_permission(self.person, Permission.VIEW_CHILDREN):
            raise PermissionDenied(_("A las niñas y niños los ve quien los atiende: oncología, enfermería y farmacia."))


class OneChild(Clinical):
    """A page of one child whom the person treats: for others it is not there (404)."""

    child: Child
    registers = True

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


class ChildAct(OneChild, EditForm):
    """A form about one child; `act` does it and says what was done."""

    template_name = "pediatric_platform/child_act.html"

    def warnings(self, form: Any) -> list[str]:
        """What is odd and was let through."""
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer = super().form_valid(form)
        if not form.errors:
            for warning in self.warnings(form):
                messages.warning(self.request, warning)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(child=self.child, crumbs=self.crumbs(self.title), **kwargs)
