"""What every page asks first that writes regimens."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.errors import Refusal
from delegations.views.acting import ActForm, Asking
from pediatric_platform.actions.regimens import (
    may_manage,
)
from pediatric_platform.models import Protocol, Regimen


class Managed(Asking, ActForm):
    """A form that only whoever manages regimens opens; `act` does it and says what was done."""

    template_name = "pediatric_platform/regimen_form.html"
    protocol: Protocol
    regimen: Regimen | None = None

    def allow(self) -> None:
        if not may_manage(self.person):
            raise PermissionDenied(
                _("Los esquemas valen para todo el país: los cambia oficina central o administración.")
            )
        self.load(self.kwargs)

    def load(self, kwargs: dict[str, Any]) -> None:
        """What the address names."""
        rows = Regimen.objects.visible_to(self.person).select_related("protocol__diagnosis")
        self.regimen = get_object_or_404(rows, protocol__code=kwargs["code"], version=kwargs["version"])
        self.protocol = self.regimen.protocol

    def here(self) -> str:
        assert self.regimen is not None
        return address_of(self.regimen)

    def mark(self) -> str:
        """Of what stands now, which the form was opened on."""
        return ""

    def get_initial(self) -> dict[str, Any]:
        return {"read": self.mark()}

    def refusal(self) -> Refusal | None:
        """Why the form is not there at all."""
        return None

    def refused(self, form: Any, refusal: Refusal) -> None:
        super().refused(form, refusal)
        if refusal.code == "stale_edition":  # told once: the next press is on top of what stands now
            typed = form.data.copy()
            typed["read"] = self.mark()
            form.data = typed

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
            refusal=self.refusal(),
            crumbs=[*crumbs, (self.title, "")],
            **kwargs,
        )


def address_of(regimen: Regimen) -> str:
    return reverse("pediatric:regimen", args=[regimen.protocol.code, regimen.version])
