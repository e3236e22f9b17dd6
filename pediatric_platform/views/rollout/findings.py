"""Findings of visits: all of them as a list, noted, given to somebody else, put right."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.exports import Column
from delegations.views.listing import Listing
from delegations.views.network.presses import answered
from pediatric_platform.actions.rollout import note_finding, reassign_finding, remove_finding, resolve_finding
from pediatric_platform.filters.rollout import FindingFilter
from pediatric_platform.forms.visits import FindingForm, ReassignForm, ResolveForm
from pediatric_platform.models import Finding, VisitItem
from pediatric_platform.rollout_rights import may_resolve, must_resolve, must_visit, owners_for
from pediatric_platform.views.rollout.base import ForStaff, RolloutForm
from pediatric_platform.views.rollout.visits import OfVisit


class FindingList(ForStaff, Listing):
    """What is still to be put right, the longest due first."""

    model = Finding
    filterset_class = FindingFilter
    template_name = "pediatric_platform/finding_list.html"
    title = gettext_lazy("Hallazgos de las visitas")
    export_name = "hallazgos"
    export_columns = (
        Column(gettext_lazy("Hospital"), "visit.site.unit.name", 36),
        Column("CLUES", "visit.site.unit.clues"),
        Column(gettext_lazy("Visita"), "visit.on"),
        Column(gettext_lazy("Hallazgo"), "text", 60),
        Column(gettext_lazy("Responsable"), "owner.full_name", 28),
        Column(gettext_lazy("Para el"), "due_on"),
        Column(gettext_lazy("Resuelto el"), "done_on"),
        Column(gettext_lazy("Qué se hizo"), "done_note", 40),
    )

    def get_queryset(self) -> QuerySet[Finding]:
        seen = Finding.objects.visible_to(self.person).filter(visit__cancelled_reason="")
        return seen.select_related("visit__site__unit__delegation", "visit__lead", "owner")

    def get_crumbs(self) -> list[Any]:
        return [(_("Expediente electrónico"), reverse("pediatric:rollout"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [(row, row.done_on is None and may_resolve(self.person, row)) for row in context["object_list"]]
        return context | {"rows": rows, "today": timezone.localdate()}


class FindingAdd(OfVisit, RolloutForm):
    form_class = FindingForm
    title = gettext_lazy("Anotar un hallazgo")
    submit = gettext_lazy("Anotar")

    def get_form_kwargs(self) -> dict[str, Any]:
        items = VisitItem.objects.filter(is_active=True)
        return {**super().get_form_kwargs(), "people": owners_for(self.visit.site.unit), "items": items}

    def edited(self) -> Any:
        return None

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("pregunta", "")
        return {"item": asked} if asked.isdecimal() and len(asked) < 10 else {}

    def act(self, form: Any) -> str:
        note_finding(visit=self.visit, by=self.person, **form.cleaned_data)
        return _("Hallazgo anotado; se avisó a su responsable.")


class OfFinding(ForStaff):
    """A finding at a hospital that the person sees; for others it is not there (404)."""

    finding: Finding

    def allow(self) -> None:
        rows = Finding.objects.visible_to(self.person).select_related(
            "visit__site__unit__delegation", "visit__lead", "owner"
        )
        self.finding = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        must_visit(self.person, self.finding.visit)

    def here(self) -> str:
        return reverse("pediatric:rollout-visit", args=[self.finding.visit_id])

    def subject(self) -> str:
        return f"{self.finding.text} · {self.finding.visit.site.unit.name}"

    def crumbs(self, title: object = "") -> list[Any]:
        unit = self.finding.visit.site.unit
        return [
            (_("Expediente electrónico"), reverse("pediatric:rollout")),
            (unit.name, reverse("pediatric:rollout-site", args=[unit.clues])),
            (_("Visita del %(day)s") % {"day": self.finding.visit.on.strftime("%d/%m/%Y")}, self.here()),
            (str(title), ""),
        ]


class FindingResolve(OfFinding, RolloutForm):
    form_class = ResolveForm
    title = gettext_lazy("Dar por resuelto")
    submit = gettext_lazy("Dar por resuelto")

    def permit(self) -> None:
        must_resolve(self.person, self.finding)

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.finding.visit.site.unit.today()}

    def act(self, form: Any) -> str:
        resolve_finding(finding=self.finding, by=self.person, **form.cleaned_data)
        return _("Hallazgo resuelto.")


class FindingReassign(OfFinding, RolloutForm):
    form_class = ReassignForm
    title = gettext_lazy("Cambiar responsable o fecha")
    submit = gettext_lazy("Guardar")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = [*owners_for(self.finding.visit.site.unit), self.finding.owner]
        return {**super().get_form_kwargs(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"owner": self.finding.owner_id, "due_on": self.finding.due_on}

    def act(self, form: Any) -> str:
        reassign_finding(finding=self.finding, by=self.person, **form.cleaned_data)
        return _("Guardado; se avisó a su responsable.")


class FindingRemove(OfFinding, View):
    """It was no finding; only before the signature."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: remove_finding(finding=self.finding, by=self.person),
            _("Se quitó el hallazgo."),
            self.here(),
        )
