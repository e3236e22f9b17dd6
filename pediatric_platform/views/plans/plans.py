"""A plan: its phases, its sessions with their answers, and what a prescriber does with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations import audit
from pediatric_platform.actions.plans import GROWTH_DAYS, complete_plan, resize_plan, stop_plan
from pediatric_platform.forms.plans import CompleteForm, ResizeForm, StopForm
from pediatric_platform.models import Dose, Growth, PlanState
from pediatric_platform.prescribing import was_in_treatment
from pediatric_platform.selectors.plans import phases_of, resized
from pediatric_platform.selectors.plans.lifetime import life_with
from pediatric_platform.selectors.plans.lines import drugs_of
from pediatric_platform.selectors.sessions import answered
from pediatric_platform.views.plans.base import Act, OnePlan
from supply.horizon import COVERAGE_DAYS, last_day


class PlanDetail(OnePlan, TemplateView):
    """For whoever treats the child; opening it is written down."""

    template_name = "pediatric_platform/plan_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, today = self.row, self.child.unit.today()
        audit.record_read(by=self.person, what="plan.read", target=plan)
        sessions = answered(plan.sessions.order_by("on", "pk"))
        written = [dated for dated in sessions if dated.session.state == "planned"]
        # Of who left treatment only the days until then are still to be told; what comes after is not to be given.
        planned = [dated for dated in written if was_in_treatment(self.child, dated.session.on)]
        life = life_with(plan, after=plan.expanded_until if plan.state == PlanState.ACTIVE else date.max)
        is_active, answered_until = plan.state == PlanState.ACTIVE, last_day(today)
        return super().get_context_data(
            plan=plan,
            child=self.child,
            is_active=is_active,
            may_prescribe=self.may_prescribe and is_active,
            phases=phases_of(plan, today),
            not_given=len(written) - len(planned),
            in_treatment=was_in_treatment(self.child),
            to_come=[dated for dated in planned if today <= dated.session.on <= answered_until],
            later=[dated for dated in planned if dated.session.on > answered_until],
            coverage_days=COVERAGE_DAYS,
            unrecorded=[dated for dated in planned if dated.session.on < today],
            past=[dated for dated in reversed(sessions) if dated.session.state != "planned"],
            to_confirm=sum(len(dated.to_confirm) for dated in planned),
            deviations=plan.deviations.select_related("by"),
            growth_age=(today - plan.growth.measured_on).days,
            growth_days=GROWTH_DAYS,
            newer=Growth.objects.filter(child=self.child, measured_on__gt=plan.growth.measured_on).exists(),
            lifetime=life.life if life else None,
            crumbs=[*self.crumbs("")[:-2], (_("Plan"), "")],
            **kwargs,
        )


class PlanResize(Act, OnePlan):
    """Old and new doses side by side; the prescriber confirms what they see."""

    template_name = "pediatric_platform/plan_resize.html"
    form_class = ResizeForm
    title = gettext_lazy("Recalcular las dosis")
    submit = gettext_lazy("Confirmar las dosis nuevas")

    def growths(self) -> Any:
        today = self.child.unit.today()
        return Growth.objects.filter(
            child=self.child, measured_on__gte=today - timedelta(days=GROWTH_DAYS), measured_on__lte=today
        ).order_by("-measured_on", "-pk")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "growths": self.growths()}

    def chosen(self) -> Growth | None:
        """The measure asked for, else the newest."""
        asked = self.request.POST.get("growth") or self.request.GET.get("medida", "")
        found = self.growths()
        if asked.isascii() and asked.isdecimal() and len(asked) < 10:
            return found.filter(pk=int(asked)).first()
        return found.first()

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "growth": self.chosen()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        growth = self.chosen()
        rows = resized(self.row, growth, today=self.child.unit.today()) if growth else []
        return super().get_context_data(
            plan=self.row,
            growth=growth,
            growths=self.growths(),
            growth_days=GROWTH_DAYS,
            changing=[row for row in rows if row.changes],
            mixed=[row for row in rows if row.mixed],
            same=sum(not row.changes and not row.mixed for row in rows),
            **kwargs,
        )

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        resize_plan(plan=self.row, growth=told["growth"], edition=told["edition"], by=self.person)
        return _("Dosis recalculadas con la medida nueva.")


class PlanStop(Act, OnePlan):
    """The treatment is interrupted for good, or another begins."""

    form_class = StopForm
    title = gettext_lazy("Suspender el plan")
    submit = gettext_lazy("Suspender el plan")
    kind = "danger"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "on": self.child.unit.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "drugs": drugs_of(Dose.objects.filter(session__plan=self.row))}

    def consequences(self) -> list[str]:
        return [
            _("Las sesiones por dar se cancelan con este motivo, y su material deja de pedirse."),
            _("Las mezclas que nadie ha preparado se cancelan; las que ya se prepararon dirán que no se usen."),
            _("Lo que ya se aplicó se queda en la historia."),
            _("Después puede empezarse otro plan, desde la fase que convenga."),
        ]

    def act(self, form: Any) -> str:
        stop_plan(plan=self.row, by=self.person, **form.cleaned_data)
        return _("Plan suspendido.")


class PlanComplete(Act, OnePlan):
    """The regimen was given to its end."""

    form_class = CompleteForm
    title = gettext_lazy("Terminar el plan")
    submit = gettext_lazy("Terminar el plan")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "on": self.child.unit.today()}

    def consequences(self) -> list[str]:
        return [_("El plan queda como terminado; para eso no debe quedar ninguna sesión por dar.")]

    def act(self, form: Any) -> str:
        complete_plan(plan=self.row, by=self.person, **form.cleaned_data)
        return _("Plan terminado.")
