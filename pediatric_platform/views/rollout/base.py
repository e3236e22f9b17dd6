"""What every page of the roll-out asks first, and the form that calls one action."""

from __future__ import annotations

from collections.abc import Sequence
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
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.listing import Crumb
from delegations.views.network.refusals import refuse
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import RolloutSite


class ForStaff(LoginRequiredMixin):
    """For the institute's staff; each sees the hospitals of their scope."""

    request: HttpRequest
    kwargs: dict[str, Any]
    person: Person

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.kwargs = kwargs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            self.load()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def load(self) -> None:
        """What the address names, and whether the person may do this with it."""
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("El despliegue del expediente lo ve el personal del instituto."))


class OfSite(ForStaff):
    """A page of one hospital in the roll-out, for whoever sees the hospital: for others it is not there (404)."""

    site: RolloutSite

    def load(self) -> None:
        seen = RolloutSite.objects.visible_to(self.person).select_related("unit__delegation")
        self.site = get_object_or_404(seen, unit__clues=self.kwargs["clues"])
        self.allow()

    def allow(self) -> None:
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


class RolloutForm(FormView):
    """A form that calls one action; what it refuses stands at its field, and nothing typed is lost."""

    template_name = "pediatric_platform/rollout_form.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def here(self) -> str:
        raise NotImplementedError

    def crumbs(self, title: object = "") -> Sequence[Crumb]:
        raise NotImplementedError

    def subject(self) -> str:
        """Below the title: what it is about."""
        return ""

    def consequences(self) -> list[str]:
        return []

    def edited(self) -> Any:
        """The row whose edition the form carries, if it carries one."""
        return None

    def get_initial(self) -> dict[str, Any]:
        row = self.edited()
        return {} if row is None else {"edition": row.edition}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            said = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            row = self.edited()
            if row is not None and isinstance(refusal, StaleEdition):  # the next press is on top of what is stored
                stored = type(row)._default_manager.values_list("edition", flat=True).get(pk=row.pk)
                form.data = {**form.data.dict(), "edition": stored}  # type: ignore[attr-defined]
            return self.form_invalid(form)
        if said:
            toast(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self) -> str:
        return self.here()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            subject=self.subject(),
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            crumbs=self.crumbs(self.title),
            **kwargs,
        )
