"""A hospital's page, and what is written about its milestones."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from delegations.charts import Series
from delegations.views.network.presses import answered
from delegations.wording import spelled
from pediatric_platform.actions.rollout import (
    block_milestone,
    expect_children,
    plan_milestone,
    plan_rest,
    reach_milestone,
    reopen_milestone,
    replan_milestone,
    unblock_milestone,
)
from pediatric_platform.forms.rollout import BlockForm, ExpectedForm, MilestoneForm, PlanRestForm, ReachForm, ReasonForm
from pediatric_platform.models import Milestone, MilestoneKind, TraineeRole
from pediatric_platform.rollout_rights import may_advance, may_manage, must_advance, must_manage, owners_for
from pediatric_platform.rollout_rules import MEASURED
from pediatric_platform.selectors.rollout.site import site_page
from pediatric_platform.views.rollout.base import OfSite, RolloutForm


class SiteDetail(OfSite, TemplateView):
    """`/expediente/<CLUES>/`"""

    template_name = "pediatric_platform/rollout_site.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = site_page(self.site, now=timezone.now())
        manages = may_manage(self.person, self.site.unit)
        return super().get_context_data(
            site=self.site,
            unit=self.site.unit,
            page=page,
            steps=[
                (step, step.milestone is not None and may_advance(self.person, step.milestone)) for step in page.steps
            ],
            manages=manages,
            roles=[(TraineeRole(code).label, staff) for code, staff in page.roles.items()],
            week_labels=[spelled(day, "j M") for day, _use in page.weeks],
            week_series=[
                Series(_("Mismo día"), [use.same_day for _day, use in page.weeks]),
                Series(_("Después"), [use.later for _day, use in page.weeks]),
                Series(_("Sin anotar"), [use.unrecorded for _day, use in page.weeks]),
            ],
            crumbs=self.crumbs(),
            **kwargs,
        )


class Managing(OfSite, RolloutForm):
    """A form about a hospital, for whoever leads the roll-out there."""

    def permit(self) -> None:
        must_manage(self.person, self.site.unit)

    def subject(self) -> str:
        return self.site.unit.name


class SiteExpected(Managing):
    form_class = ExpectedForm
    title = gettext_lazy("Cuántas niñas y niños atiende")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        site = self.site
        return {"expected": site.expected_children, "source": site.expected_source, "note": site.note}

    def act(self, form: Any) -> str:
        expect_children(site=self.site, by=self.person, **form.cleaned_data)
        return _("Guardado.")


class SitePlanRest(Managing):
    """Owner and day for every milestone that has none."""

    form_class = PlanRestForm
    title = gettext_lazy("Planear los hitos que faltan")
    submit = gettext_lazy("Planear")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": owners_for(self.site.unit)}

    def act(self, form: Any) -> str:
        made = plan_rest(site=self.site, by=self.person, **form.cleaned_data)
        return ngettext("Se planeó %(n)d hito.", "Se planearon %(n)d hitos.", len(made)) % {"n": len(made)}


class OfMilestone(OfSite):
    """A milestone of a hospital, by its kind."""

    milestone: Milestone | None
    must_exist = True

    def allow(self) -> None:
        self.milestone = None
        super().allow()

    def permit(self) -> None:
        self.milestone_kind = self.kwargs["hito"]
        rows = self.site.milestones.select_related("owner", "site__unit")
        if self.must_exist:
            self.milestone = get_object_or_404(rows, kind=self.milestone_kind)
            self.allow_on(self.milestone)
        else:
            if self.milestone_kind not in MilestoneKind.values:
                self.milestone = get_object_or_404(rows, kind=self.milestone_kind)
            self.milestone = rows.filter(kind=self.milestone_kind).first()
            must_manage(self.person, self.site.unit)

    def allow_on(self, milestone: Milestone) -> None:
        must_advance(self.person, milestone)

    def edited(self) -> Milestone | None:
        return self.milestone

    def subject(self) -> str:
        return f"{MilestoneKind(self.milestone_kind).label} · {self.site.unit.name}"


class MilestonePlan(OfMilestone, RolloutForm):
    """Whose and by when: for the first time, or another owner or day."""

    form_class = MilestoneForm
    title = gettext_lazy("Responsable y fecha del hito")
    submit = gettext_lazy("Guardar")
    must_exist = False

    def get_form_kwargs(self) -> dict[str, Any]:
        people = owners_for(self.site.unit)
        if self.milestone is not None and self.milestone.owner not in people:
            people = [*people, self.milestone.owner]
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        if self.milestone is None:
            return {}
        row = self.milestone
        return {"owner": row.owner_id, "due_on": row.due_on, "edition": row.edition}

    def act(self, form: Any) -> str:
        owner, due_on = form.cleaned_data["owner"], form.cleaned_data["due_on"]
        if self.milestone is None:
            plan_milestone(site=self.site, kind=self.milestone_kind, owner=owner, due_on=due_on, by=self.person)
        else:
            edition = form.cleaned_data["edition"]
            replan_milestone(milestone=self.milestone, owner=owner, due_on=due_on, edition=edition, by=self.person)
        return _("Responde %(owner)s, para el %(day)s.") % {
            "owner": owner.full_name,
            "day": spelled(due_on, "j M Y"),
        }


class MilestoneBlock(OfMilestone, RolloutForm):
    form_class = BlockForm
    title = gettext_lazy("Anotar qué lo detiene")
    submit = gettext_lazy("Anotar")

    def get_initial(self) -> dict[str, Any]:
        row = self.milestone
        assert row is not None
        since = row.blocked_since or self.site.unit.today()
        return super().get_initial() | {"why": row.blocked_by, "since": since, "note": row.blocked_note}

    def act(self, form: Any) -> str:
        assert self.milestone is not None
        block_milestone(milestone=self.milestone, by=self.person, **form.cleaned_data)
        return _("Quedó anotado; se avisó a quien lleva el despliegue.")

    def consequences(self) -> list[str]:
        return [
            _("El hospital sube al principio del tablero hasta que se quite."),
            _("Se avisa a la jefatura de prestaciones médicas de la delegación; si no hay, a oficina central."),
        ]


class MilestoneReach(OfMilestone, RolloutForm):
    form_class = ReachForm
    title = gettext_lazy("Dar el hito por logrado")
    submit = gettext_lazy("Dar por logrado")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"on": self.site.unit.today()}

    def act(self, form: Any) -> str:
        assert self.milestone is not None
        reach_milestone(milestone=self.milestone, by=self.person, **form.cleaned_data)
        return _("Hito logrado.")

    def consequences(self) -> list[str]:
        if self.milestone_kind in MEASURED:
            return [_("Este hito lo mide el registro: solo se acepta si los datos lo dicen.")]
        if self.milestone_kind == MilestoneKind.VERIFIED:
            return [_("Pide una visita firmada y todos sus hallazgos resueltos.")]
        return [_("Queda anotado quién lo dio por logrado. Quien lleva el despliegue puede reabrirlo.")]


class MilestoneReopen(OfMilestone, RolloutForm):
    form_class = ReasonForm
    title = gettext_lazy("Reabrir el hito")
    submit = gettext_lazy("Reabrir")
    kind = "danger"

    def allow_on(self, milestone: Milestone) -> None:
        must_manage(self.person, self.site.unit)

    def act(self, form: Any) -> str:
        assert self.milestone is not None
        reopen_milestone(milestone=self.milestone, by=self.person, **form.cleaned_data)
        return _("El hito está pendiente otra vez.")


class MilestoneUnblock(OfMilestone, View):
    """What stopped it is gone: one press."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        milestone = self.milestone
        assert milestone is not None
        return answered(
            request,
            lambda: unblock_milestone(milestone=milestone, by=self.person),
            _("Ya nada detiene ese hito."),
            self.here(),
        )
