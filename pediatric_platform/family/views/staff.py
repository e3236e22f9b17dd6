"""What families reported, for whoever treats the children."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.exports import Column
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.listing import Listing
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.family_reports import answer_report, take_report
from pediatric_platform.errors.family import AnsweredInItsCase
from pediatric_platform.family.forms import AnswerForm
from pediatric_platform.filters.family import FamilyReportFilter
from pediatric_platform.models import FamilyReport
from pediatric_platform.selectors.family_reports import may_call, reports_for, rows_of

TAKE = "atender"


class Treating(LoginRequiredMixin):
    """For those who treat children."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_permission(person_of(request), Permission.VIEW_CHILDREN):
            raise PermissionDenied(_("Los avisos de las familias los lee quien trata a las niñas y los niños."))
        return super().dispatch(request, *args, **kwargs)


class FamilyReportList(Treating, Listing):
    """What nobody has taken up comes first; too long without anybody is marked."""

    model = FamilyReport
    filterset_class = FamilyReportFilter
    template_name = "pediatric_platform/family_report_list.html"
    title = gettext_lazy("Avisos de familias")
    export_name = "avisos-de-familias"
    export_columns = (
        Column(gettext_lazy("Aviso"), "folio"),
        Column(gettext_lazy("Qué"), "get_kind_display", 26),
        Column(gettext_lazy("Niña o niño (folio)"), "child.folio"),
        Column(gettext_lazy("Hospital"), "unit", 40),
        Column(gettext_lazy("Avisó"), "told_at"),
        Column(gettext_lazy("Atendido"), "taken_at"),
        Column(gettext_lazy("Atendió"), "taken_by", 30),
    )

    def get_queryset(self) -> QuerySet[FamilyReport]:
        return reports_for(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "rows": rows_of(context["object_list"], timezone.now())}


class FamilyReportTakeUp(Treating, FormView):
    """One report: its words, who told it, and the answer that the family will read."""

    form_class = AnswerForm
    template_name = "pediatric_platform/family_report.html"
    report: FamilyReport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.report = get_object_or_404(reports_for(person_of(request)), folio=kwargs["folio"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.record_read(
            by=person_of(self.request),
            what="family_report.read",
            target=self.report,
            asked={"child": self.report.child.folio},
        )
        guardian = self.report.child.guardians.filter(person=self.report.told_by).order_by("-since").first()
        (row,) = rows_of([self.report], timezone.now())
        return super().get_context_data(
            row=row,
            report=self.report,
            guardian=guardian,
            may_call=may_call(person_of(self.request), self.report),
            case_href=address("pediatric:case", row.case.folio) if row.case else "",
            child_href=address("pediatric:child", self.report.child.folio),
            crumbs=[
                (_("Avisos de familias"), reverse("pediatric:family-report-list")),
                (self.report.folio, ""),
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """«La atiendo yo», or the answer."""
        if TAKE in request.POST:
            try:
                report = take_report(report=self.report, by=person_of(request))
            except AnsweredInItsCase as refusal:
                toast(request, said(refusal), level=messages.ERROR)
                return self.back()
            mine = report.taken_by_id == person_of(request).pk
            toast(request, _("Usted lo atiende.") if mine else _("Ya lo atiende %s.") % report.taken_by)
            return self.back()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        try:
            answer_report(report=self.report, by=person_of(self.request), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        toast(self.request, _("Respuesta guardada. La familia la lee en su página."))
        return self.back()

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("pediatric:family-report-take-up", args=[self.report.folio]))
