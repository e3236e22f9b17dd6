"""What every page of the roll-out asks first, and the form that calls one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.listing import Crumb
from pediatric_platform.models import RolloutSite
from pediatric_platform.views.editing import EditForm


class ForStaff(Asking):
    """For the institute's staff; each sees the hospitals of their scope."""

    def allow(self) -> None:
        """What the address names, and whether the person may do this with it."""
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("El despliegue del expediente lo ve el personal del instituto."))


class OfSite(ForStaff):
    """A page of one hospital in the roll-out, for whoever sees the hospital: for others it is not there (404)."""

    site: RolloutSite

    def allow(self) -> None:
        seen = RolloutSite.objects.visible_to(self.person).select_related("unit__delegation")
        self.site = get_object_or_404(seen, unit__clues=self.kwargs["clues"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this there; the action asks again."""

    def here(self) -> str:
        return reverse("pediatric:rollout-site", args=[self.site.unit.clues])

    def crumbs(self, title: object = "") -> list[Crumb]:
        return site_crumbs(self.site, str(title))


def site_crumbs(site: RolloutSite, title: str = "") -> list[Crumb]:
    first: Crumb = (_("Expediente electrónico"), reverse("pediatric:rollout"))
    if not title:
        return [first, (site.unit.name, "")]
    return [first, (site.unit.name, reverse("pediatric:rollout-site", args=[site.unit.clues])), (title, "")]


class RolloutForm(EditForm):
    template_name = "pediatric_platform/rollout_form.html"

    def crumbs(self, title: object = "") -> Sequence[Crumb]:
        raise NotImplementedError

    def subject(self) -> str:
        """Below the title: what it is about."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.subject(), crumbs=self.crumbs(self.title), **kwargs)
