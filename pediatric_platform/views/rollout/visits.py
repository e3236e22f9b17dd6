"""Verification visits and their findings: lists, one with its questions, and what is done to each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.exports import Column
from delegations.views.listing import Listing
from delegations.views.network.presses import answered
from pediatric_platform.actions.rollout import (
    answer_visit,
    cancel_visit,
    change_visit,
    missing_of,
    plan_visit,
    sign_visit,
)
from pediatric_platform.filters.rollout import VisitFilter
from pediatric_platform.forms.rollout import ReasonForm
from pediatric_platform.forms.visits import AnswersForm, VisitForm
from pediatric_platform.models import Visit
from pediatric_platform.papers.visit import figure_rows, visit_pdf
from pediatric_platform.rollout_rights import may_manage, may_resolve, may_visit, must_manage, must_visit, owners_for
from pediatric_platform.selectors.rollout.visit import findings_of, questions_of
from pediatric_platform.views.rollout.base import ForStaff, OfSite, RolloutForm


def _state(visit: Visit) -> str:
    if visit.cancelled_reason:
        return _("Cancelada")
    if visit.signed_at is not None:
        return _("Firmada")
    return _("Programada") if visit.on > visit.site.unit.today() else _("Sin firmar")


class VisitList(ForStaff, Listing):
    model = Visit
    filterset_class = VisitFilter
    template_name = "pediatric_platform/rollout_visit_list.html"
    title = gettext_lazy("Visitas de verificación")
    export_name = "visitas"
    export_columns = (
        Column(gettext_lazy("Fecha"), "on"),
        Column(gettext_lazy("Hospital"), "site.unit.name", 36),
        Column("CLUES", "site.unit.clues"),
        Column(gettext_lazy("Quién la encabeza"), "lead.full_name", 28),
        Column(gettext_lazy("Estado"), _state, 14),
        Column(gettext_lazy("Firmada"), "signed_at", 18),
        Column(gettext_lazy("Hallazgos"), "found", 10),
        Column(gettext_lazy("Por resolver"), "pending", 10),
    )

    def get_queryset(self) -> QuerySet[Visit]:
        return (
            Visit.objects.visible_to(self.person)
            .select_related("site__unit__delegation", "lead")
            .annotate(found=Count("findings"), pending=Count("findings", filter=Q(findings__done_on__isnull=True)))
        )

    def get_crumbs(self) -> list[Any]:
        return [(_("Expediente electrónico"), reverse("pediatric:rollout"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"rows": [(row, _state(row)) for row in context["object_list"]]}


class VisitPlan(OfSite, RolloutForm):
    form_class = VisitForm
    title = gettext_lazy("Programar una visita de verificación")
    submit = gettext_lazy("Programar")
    made: Visit | None = None

    def permit(self) -> None:
        must_manage(self.person, self.site.unit)

    def subject(self) -> str:
        return self.site.unit.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": owners_for(self.site.unit)}

    def act(self, form: Any) -> str:
        data = {name: form.cleaned_data[name] for name in ("on", "lead", "team")}
        self.made = plan_visit(site=self.site, by=self.person, **data)
        return _("Visita programada; se avisó a quien la encabeza.")

    def get_success_url(self) -> str:
        return reverse("pediatric:rollout-visit", args=[self.made.pk]) if self.made else self.here()


class OfVisit(ForStaff):
    """A visit to a hospital that the person sees; for others it is not there (404)."""

    visit: Visit
    writes = True

    def allow(self) -> None:
        rows = Visit.objects.visible_to(self.person).select_related("site__unit__delegation", "lead", "signed_by")
        self.visit = get_object_or_404(rows, pk=self.kwargs["pk"])
        if self.writes:
            self.permit()

    def permit(self) -> None:
        must_visit(self.person, self.visit)

    def here(self) -> str:
        return reverse("pediatric:rollout-visit", args=[self.visit.pk])

    def crumbs(self, title: object = "") -> list[Any]:
        unit = self.visit.site.unit
        name = _("Visita del %(day)s") % {"day": self.visit.on.strftime("%d/%m/%Y")}
        way: list[Any] = [
            (_("Expediente electrónico"), reverse("pediatric:rollout")),
            (unit.name, reverse("pediatric:rollout-site", args=[unit.clues])),
        ]
        return [*way, (name, self.here()), (str(title), "")] if title else [*way, (name, "")]

    def subject(self) -> str:
        return f"{self.visit.site.unit.name} · {self.visit.on.strftime('%d/%m/%Y')}"

    def edited(self) -> Visit:
        return self.visit


class VisitDetail(OfVisit, TemplateView):
    """Who went, what was found, what is still to be put right."""

    template_name = "pediatric_platform/rollout_visit.html"
    writes = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, unit = self.visit, self.visit.site.unit
        is_open = visit.signed_at is None and not visit.cancelled_reason
        writes = may_visit(self.person, visit)
        return super().get_context_data(
            visit=visit,
            unit=unit,
            state=_state(visit),
            today=unit.today(),
            is_open=is_open,
            has_come=visit.on <= unit.today(),
            writes=writes,
            manages=may_manage(self.person, unit),
            questions=questions_of(visit),
            findings=[(row, row.done_on is None and may_resolve(self.person, row)) for row in findings_of(visit)],
            missing=missing_of(visit) if is_open and writes else (),
            team=visit.team.splitlines(),
            figures=figure_rows(visit.figures) if visit.signed_at else (),
            crumbs=self.crumbs(),
            **kwargs,
        )


class VisitChange(OfVisit, RolloutForm):
    form_class = VisitForm
    title = gettext_lazy("Cambiar la visita")
    submit = gettext_lazy("Guardar")

    def permit(self) -> None:
        must_manage(self.person, self.visit.site.unit)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": [*owners_for(self.visit.site.unit), self.visit.lead]}

    def get_initial(self) -> dict[str, Any]:
        row = self.visit
        return {"on": row.on, "lead": row.lead_id, "team": row.team, "edition": row.edition}

    def act(self, form: Any) -> str:
        change_visit(visit=self.visit, by=self.person, **form.cleaned_data)
        return _("Guardado.")


class VisitCancel(OfVisit, RolloutForm):
    form_class = ReasonForm
    title = gettext_lazy("Cancelar la visita")
    submit = gettext_lazy("Cancelar la visita")
    kind = "danger"

    def permit(self) -> None:
        must_manage(self.person, self.visit.site.unit)

    def act(self, form: Any) -> str:
        cancel_visit(visit=self.visit, by=self.person, **form.cleaned_data)
        return _("Visita cancelada.")


class VisitAnswers(OfVisit, RolloutForm):
    """The questions, on a phone while walking through the hospital."""

    form_class = AnswersForm
    template_name = "pediatric_platform/rollout_visit_answers.html"
    title = gettext_lazy("Llenar la visita")
    submit = gettext_lazy("Guardar")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "questions": questions_of(self.visit)}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"summary": self.visit.summary}

    def act(self, form: Any) -> str:
        answer_visit(
            visit=self.visit,
            answers=form.answers(),
            summary=form.cleaned_data["summary"],
            edition=form.cleaned_data["edition"],
            by=self.person,
        )
        return _("Guardado. Fírmela cuando esté completa.")


class VisitSign(OfVisit, View):
    """Signed, it changes no more."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: sign_visit(visit=self.visit, by=self.person),
            _("Visita firmada. Su acta ya no cambia."),
            self.here(),
        )


class VisitReport(OfVisit, View):
    """The report as a tagged PDF; before the signature it says that it is a draft."""

    writes = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(visit_pdf(self.visit, now=timezone.now()), content_type="application/pdf")
        name = f"visita-{self.visit.site.unit.clues.lower()}-{self.visit.on:%Y-%m-%d}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response
