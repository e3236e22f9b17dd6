"""What every page asks first that writes regimens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.regimens import (
    may_manage,
)
from pediatric_platform.models import Protocol, Regimen


class Managed(LoginRequiredMixin, FormView):
    """A form that only whoever manages regimens opens; `act` does it and says what was done."""

    template_name = "pediatric_platform/regimen_form.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"
    person: Person
    protocol: Protocol
    regimen: Regimen | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            if not may_manage(self.person):
                raise PermissionDenied(
                    _("Los esquemas valen para todo el país: los cambia oficina central o administración.")
                )
            self.load(kwargs)
        return super().dispatch(request, *args, **kwargs)

    def load(self, kwargs: dict[str, Any]) -> None:
        """What the address names."""
        rows = Regimen.objects.visible_to(self.person).select_related("protocol__diagnosis")
        self.regimen = get_object_or_404(rows, protocol__code=kwargs["code"], version=kwargs["version"])
        self.protocol = self.regimen.protocol

    def here(self) -> str:
        assert self.regimen is not None
        return address_of(self.regimen)

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def mark(self) -> str:
        """Of what stands now, which the form was opened on."""
        return ""

    def get_initial(self) -> dict[str, Any]:
        return {"read": self.mark()}

    def consequences(self) -> list[str]:
        return []

    def refusal(self) -> Refusal | None:
        """Why the form is not there at all."""
        return None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            text = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            if refusal.code == "stale_edition":  # told once: the next press is on top of what stands now
                form.data = {**form.data.dict(), "read": self.mark()}  # type: ignore[attr-defined]
            return self.form_invalid(form)
        toast(self.request, text)
        return HttpResponseRedirect(self.here())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            (_("Esquemas"), reverse("pediatric:regimen-list")),
            (self.protocol.name, reverse("pediatric:protocol", args=[self.protocol.code])),
        ]
        if self.regimen is not None:
            crumbs.append((_("Versión %(number)d") % {"number": self.regimen.version}, address_of(self.regimen)))
        return super().get_context_data(
            protocol=self.protocol,
            regimen=self.regimen,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            refusal=self.refusal(),
            crumbs=[*crumbs, (self.title, "")],
            **kwargs,
        )


def address_of(regimen: Regimen) -> str:
    return reverse("pediatric:regimen", args=[regimen.protocol.code, regimen.version])
