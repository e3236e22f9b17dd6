"""`/casos/nuevo/`: a case in under a minute, alone or together with one that stands for the same."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from delegations.errors import NotAllowed, Refusal
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.forms.cases import OpenForm
from pediatric_platform.models import Case, CaseChannel
from pediatric_platform.selectors.cases.child import child_named
from pediatric_platform.selectors.cases.opening import alike_at, units_to_open
from pediatric_platform.views.cases.base import Staff

NEW = "nuevo"


class Opening(Staff):
    """For whoever may open cases somewhere."""

    def allow(self) -> None:
        super().allow()
        if not has_permission(self.person, Permission.OPEN_CASE):
            raise PermissionDenied(_("Su nombramiento no permite abrir casos."))

    def form_kwargs(self) -> dict[str, Any]:
        treats = has_permission(self.person, Permission.VIEW_CHILDREN)
        return {"units": units_to_open(self.person), "treats": treats}


class CaseOpen(Opening, FormView):
    template_name = "pediatric_platform/case_open.html"
    form_class = OpenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.form_kwargs()}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        given = {
            "unit": asked.get("unidad", "")[:11],
            "child": asked.get("folio", "")[:14],
            "drug": asked.get("medicamento", "")[:120],
        }
        return {name: value for name, value in given.items() if value}  # an empty one would hide the only hospital

    def form_valid(self, form: OpenForm) -> HttpResponse:
        try:
            case = self.open(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            if refusal.field == "file":
                form.add_error("photo", f"{refusal.message} {refusal.remedy}")
            return self.form_invalid(form)
        owner = case.owner.person.full_name if case.owner is not None else _("oficina central")
        toast(self.request, _("Caso %(folio)s: lo tiene %(owner)s.") % {"folio": case.folio, "owner": owner})
        return HttpResponseRedirect(reverse("pediatric:case", args=[case.folio]))

    @transaction.atomic
    def open(self, asked: dict[str, Any]) -> Case:
        """Open it, or join the one chosen; the picture goes with it, or nothing is done."""
        told = cases.Told(
            child=child_named(self.person, asked.get("child", "")),
            channel=CaseChannel.STAFF,
            story=asked["story"],
            needed_on=asked["needed_on"],
            prescription_on=asked["prescription_on"],
            contact_name=asked["contact_name"],
            contact_phone=asked["contact_phone"],
        )
        same = self.same(asked)
        if same is not None:
            case = cases.join_case(case=same, told=told, by=self.person, key=asked["key"])
        else:
            case = cases.open_case(
                unit=asked["unit"],
                kind=asked["kind"],
                told=told,
                drug=asked["drug"],
                drug_words=asked["drug_words"],
                key=asked["key"],
                by=self.person,
            )
        if asked["photo"] is not None:
            attach(case=case, data=asked["photo"].read(), title=_("Receta"), by=self.person)
        return case

    def same(self, asked: dict[str, Any]) -> Case | None:
        """The case that one chose to join, of those that were offered."""
        folio = self.request.POST.get("join", NEW)
        if folio == NEW or not asked["drug"]:
            return None
        return alike_at(self.person, asked["unit"], asked["drug"]).filter(folio=folio[:14]).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Casos"), reverse("pediatric:case-list")), (_("Abrir un caso"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class CaseOpenAlike(Opening, View):
    """While one writes: the cases that stand for the same drug at the same hospital. A part of the page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = OpenForm(request.GET, **self.form_kwargs())
        form.is_valid()
        unit, drug = form.cleaned_data.get("unit"), form.cleaned_data.get("drug")
        found = list(alike_at(self.person, unit, drug)[:3]) if unit and drug else []
        return render(request, "pediatric_platform/_case_open_alike.html", {"found": found, "new": NEW})
