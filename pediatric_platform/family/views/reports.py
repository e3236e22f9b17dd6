"""A relative tells of a problem or of fever, and reads what the hospital answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from delegations.errors import NotAllowed, Refusal
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.actions.family_reports import LONGEST, tell_report
from pediatric_platform.family.forms import FeverForm, ProblemForm, ReportForm
from pediatric_platform.family.photo_field import refuse_here
from pediatric_platform.family.views.base import OwnChild
from pediatric_platform.models import CaseFollower, FamilyReport, FeverDoor, FeverEpisode, Guardian, ReportKind, Session
from pediatric_platform.selectors.family import contacts_of, sessions_of
from pediatric_platform.selectors.family_cases import cases_of_child
from pediatric_platform.selectors.family_problems import medicines_of
from pediatric_platform.selectors.fever_doors import doors_of
from pediatric_platform.selectors.sessions import standing

# What somebody typed on a page whose session had ended, until they are in again.
DRAFT = "family_draft"


class TellReport(OwnChild, FormView):
    """One report of one kind. Sent without a session, what was typed waits until its writer has signed in again."""

    kind: ClassVar[ReportKind]
    fields: ClassVar[tuple[str, ...]]
    while_living = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated and request.method == "POST":
            typed = {name: request.POST.get(name, "")[:LONGEST] for name in self.fields}
            request.session[DRAFT] = {"path": request.path, **typed}
            return redirect_to_login(request.path)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was typed before the session ended is there again: on this page alone, and once."""
        draft = request.session.pop(DRAFT, None) or {}
        if draft.pop("path", "") == request.path:
            self.initial = {name: typed for name, typed in draft.items() if typed}
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom to call stands above the form."""
        return super().get_context_data(contacts=contacts_of(self.child.unit), was_kept=bool(self.initial), **kwargs)

    def form_valid(self, form: ReportForm) -> HttpResponse:
        try:
            report = tell_report(
                child=self.child, kind=self.kind, by=self.person, session=self.next_session(), **form.told()
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse_here(form, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(page_of(report))

    def next_session(self) -> Session | None:
        """The session that the report is most likely about."""
        today = self.child.unit.today()
        return standing(sessions_of(self.child)).filter(on__gte=today).first()


class FamilyProblem(TellReport):
    """Something is missing, or was not given: a case. Those that stand already are shown before the form."""

    kind = ReportKind.PROBLEM
    form_class = ProblemForm
    fields = ("key", "problem", "drug", "drug_words", "text", "phone")
    template_name = "pediatric_platform/family/problem.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "medicines": medicines_of(self.child)}

    def get_initial(self) -> dict[str, Any]:
        """The telephone that the hospital has of them already."""
        own = Guardian.objects.current().filter(child=self.child, person=self.person).first()
        return {"phone": own.phone if own else "", **super().get_initial()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = [row for row in cases_of_child(self.child, self.person) if row.case.is_standing]
        return super().get_context_data(standing=standing, **kwargs)


class FamilyFever(TellReport):
    """The child has fever: what to do now stands before the form, which replaces none of it."""

    kind = ReportKind.FEVER
    form_class = FeverForm
    fields = ("key", "temperature", "began_at", "to", "text")
    template_name = "pediatric_platform/family/fever.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "doors": self.doors}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(doors=self.doors, **kwargs)

    @cached_property
    def doors(self) -> list[FeverDoor]:
        """Where a child with fever is received."""
        return doors_of(self.child)

    def next_session(self) -> None:
        return None


class FamilyReportPage(OwnChild, TemplateView):
    """The report's folio, what to do meanwhile, who has it, and the answer. Only what one told oneself."""

    template_name = "pediatric_platform/family/report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What became a case is read there."""
        own = FamilyReport.objects.filter(child=self.child, told_by=self.person).select_related("child")
        where = page_of(get_object_or_404(own, folio=kwargs["told"]))
        return super().get(request, *args, **kwargs) if where == request.path else HttpResponseRedirect(where)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = FamilyReport.objects.filter(child=self.child, told_by=self.person).select_related("taken_by")
        report = get_object_or_404(own, folio=self.kwargs["told"])
        open_page(child=self.child, by=self.person, part="report")
        return super().get_context_data(
            report=report,
            contacts=contacts_of(self.child.unit),
            doors=_door_first(doors_of(self.child), report),
            now=timezone.localtime(),
            **kwargs,
        )


def page_of(report: FamilyReport) -> str:
    """Where a relative reads what became of it: its case's page, or its own."""
    follower = CaseFollower.objects.filter(report=report).select_related("case").first()
    child = report.child.folio
    if follower is not None:
        return reverse("pediatric:family-case", args=[child, follower.case.folio])
    return reverse("pediatric:family-report", args=[child, report.folio])


def _door_first(doors: list[FeverDoor], report: FamilyReport) -> list[FeverDoor]:
    """The one that was told before the others."""
    episode = FeverEpisode.objects.filter(report=report).first()
    return sorted(doors, key=lambda door: episode is None or door.unit_id != episode.unit_id)
