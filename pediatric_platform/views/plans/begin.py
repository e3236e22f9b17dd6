"""A plan is begun: first which regimen, then its calendar and doses, then the button."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.plans import GROWTH_DAYS, PLAN_DAYS, begin_plan
from pediatric_platform.actions.plans.begin import allergies_to, check_start, standard_of
from pediatric_platform.forms.plans import BeginForm, ReasonsForm
from pediatric_platform.models import Growth, Regimen
from pediatric_platform.prescribing import may_prescribe
from pediatric_platform.selectors.plans.preview import preview
from pediatric_platform.selectors.regimens import shape_of, usable_versions
from pediatric_platform.views.children.base import OneChild


class PlanBegin(OneChild, TemplateView):
    """Whoever prescribes at the child's hospital; for whoever only sees the child, 403."""

    template_name = "pediatric_platform/plan_begin.html"
    registers = False

    def allow(self) -> None:
        super().allow()
        if not may_prescribe(self.person, self.child.unit):
            raise PermissionDenied(_("Los planes los empieza oncología del hospital."))

    def make_form(self, asked: Any) -> BeginForm:
        """Asked with the address, so that a preview can be gone back to; unasked, with what is likely."""
        today = self.child.unit.today()
        self.standard = standard_of(self.child)
        growths = Growth.objects.filter(
            child=self.child, measured_on__gte=today - timedelta(days=GROWTH_DAYS), measured_on__lte=today
        ).order_by("-measured_on", "-pk")
        regimens = usable_versions()
        chosen = asked.get("esquema") if asked else self.standard and self.standard.pk
        phases = self.phases(chosen)
        told: dict[str, Any] = {"regimens": regimens, "growths": growths, "standard": self.standard, "phases": phases}
        if asked:
            return BeginForm(asked, **told)
        return BeginForm(initial={"esquema": self.standard, "inicio": today, "medida": growths.first()}, **told)

    def phases(self, regimen: Any) -> list[tuple[int, str]]:
        if not str(regimen or "").isdecimal() or len(str(regimen)) > 9:
            return []
        try:
            shape = shape_of(int(regimen))
        except Regimen.DoesNotExist:
            return []
        return [(phase.position, f"{phase.position} · {phase.name}") for phase in shape.phases]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET if "esquema" in request.GET else None
        form = self.make_form(asked)
        if asked is None or not form.is_valid():
            return self.show(form)
        return self.show(form, self.reasons(form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        reasons = self.reasons(form, request.POST)
        if not reasons.is_valid():
            return self.show(form, reasons)
        try:
            plan = begin_plan(child=self.child, by=self.person, **self.facts(form), **reasons.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(reasons if refusal.field in reasons.fields else form, _renamed(refusal))
            return self.show(form, reasons)
        toast(request, _("Plan empezado: %(regimen)s.") % {"regimen": plan.regimen})
        return HttpResponseRedirect(reverse("pediatric:plan", args=[plan.pk]))

    def facts(self, form: BeginForm) -> dict[str, Any]:
        told = form.cleaned_data
        return {
            "regimen": told["esquema"],
            "first_phase": told["fase"] or 1,
            "started_on": told["inicio"],
            "growth": told["medida"],
        }

    def reasons(self, form: BeginForm, data: Any = None) -> ReasonsForm:
        regimen = form.cleaned_data["esquema"]
        self.allergies = [name for _inn, name in allergies_to(self.child, regimen)]
        deviates = self.standard is not None and self.standard.pk != regimen.pk
        return ReasonsForm(data, deviates=deviates, allergic=bool(self.allergies))

    def show(self, form: BeginForm, reasons: ReasonsForm | None = None) -> HttpResponse:
        today = self.child.unit.today()
        shown = None
        if reasons is not None:
            told = self.facts(form)
            try:
                check_start(self.child, today=today, **told)
            except Refusal as refusal:
                if not form.errors:
                    refuse(form, _renamed(refusal))
            else:
                until = today + timedelta(days=PLAN_DAYS)
                shown = preview(self.child, today=today, until=until, **told)
        context = self.get_context_data(
            child=self.child,
            form=form,
            reasons=reasons,
            shown=shown,
            standard=self.standard,
            allergies=getattr(self, "allergies", []),
            growth_days=GROWTH_DAYS,
            plan_days=PLAN_DAYS,
            crumbs=self.crumbs(_("Empezar un plan")),
        )
        if self.request.method == "GET":
            audit.record_read(by=self.person, what="child.read", target=self.child, asked={"page": "plan"})
        return self.render_to_response(context)


# What actions call by another name than the address does.
NAMES = {"regimen": "esquema", "first_phase": "fase", "started_on": "inicio", "growth": "medida"}


def _renamed(refusal: Refusal) -> Refusal:
    refusal.field = NAMES.get(refusal.field, refusal.field)
    return refusal
