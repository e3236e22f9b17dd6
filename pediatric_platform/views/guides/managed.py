"""What every page asks first that writes guides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
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
from pediatric_platform.actions.guides import may_manage
from pediatric_platform.errors.guides import NotYoursToPublish
from pediatric_platform.models import Guide, GuideVersion


def list_crumb() -> tuple[str, str]:
    return _("Guías"), reverse("pediatric:guide-list")


def address_of(version: GuideVersion) -> str:
    return reverse("pediatric:guide-version", args=[version.guide.code, version.pk])


class Managed(LoginRequiredMixin, FormView):
    """A form that only whoever writes guides opens; `act` does it and says what was done."""

    template_name = "pediatric_platform/guide_form.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"
    person: Person
    guide: Guide | None = None
    version: GuideVersion | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            if not may_manage(self.person):
                raise NotYoursToPublish
            self.load(kwargs)
        return super().dispatch(request, *args, **kwargs)

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

    def get_initial(self) -> dict[str, Any]:
        return {"edition": self.version.edition} if self.version is not None else {}

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def consequences(self) -> list[str]:
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            text = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            if refusal.code == "stale_edition" and self.version is not None:  # told once: the next press is on top
                self.version.refresh_from_db(fields=["edition"])
                form.data = {**form.data.dict(), "edition": self.version.edition}  # type: ignore[attr-defined]
            return self.form_invalid(form)
        toast(self.request, text)
        return HttpResponseRedirect(self.here())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [list_crumb()]
        if self.guide is not None:
            crumbs.append((self.guide.title, reverse("pediatric:guide", args=[self.guide.code])))
        if self.version is not None:
            crumbs.append((_("Versión %(number)s") % {"number": self.version.number}, address_of(self.version)))
        return super().get_context_data(
            guide=self.guide,
            version=self.version,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            crumbs=[*crumbs, (self.title, "")],
            **kwargs,
        )
