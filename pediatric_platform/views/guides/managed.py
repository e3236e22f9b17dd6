"""What every page asks first that writes guides."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.acting import Asking
from pediatric_platform.actions.guides import may_manage
from pediatric_platform.errors.guides import NotYoursToPublish
from pediatric_platform.models import Guide, GuideVersion
from pediatric_platform.views.editing import EditForm


def list_crumb() -> tuple[str, str]:
    return _("Guías"), reverse("pediatric:guide-list")


def address_of(version: GuideVersion) -> str:
    return reverse("pediatric:guide-version", args=[version.guide.code, version.pk])


class Managed(Asking, EditForm):
    """A form that only whoever writes guides opens; `act` does it and says what was done."""

    template_name = "pediatric_platform/guide_form.html"
    guide: Guide | None = None
    version: GuideVersion | None = None

    def allow(self) -> None:
        if not may_manage(self.person):
            raise NotYoursToPublish
        self.load(self.kwargs)

    def load(self, kwargs: dict[str, Any]) -> None:
        """What the address names."""
        if "key" in kwargs:
            self.guide = get_object_or_404(Guide.objects.visible_to(self.person), code=kwargs["key"])
        if "pk" in kwargs:
            rows = GuideVersion.objects.visible_to(self.person).select_related("guide").defer("file")
            self.version = get_object_or_404(rows, guide=self.guide, pk=kwargs["pk"])

    def here(self) -> str:
        if self.version is not None:
            return address_of(self.version)
        if self.guide is not None:
            return reverse("pediatric:guide", args=[self.guide.code])
        return reverse("pediatric:guide-list")

    def edited(self) -> GuideVersion | None:
        return self.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [list_crumb()]
        if self.guide is not None:
            crumbs.append((self.guide.title, reverse("pediatric:guide", args=[self.guide.code])))
        if self.version is not None:
            crumbs.append((_("Versión %(number)s") % {"number": self.version.number}, address_of(self.version)))
        return super().get_context_data(
            guide=self.guide,
            version=self.version,
            crumbs=[*crumbs, (self.title, "")],
            **kwargs,
        )
