from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.roles import Permission
from delegations.toasts import toast
from supply.actions.weeks import correct_week
from supply.errors import Refusal
from supply.forms.weeks import CorrectionForm
from supply.models import Drug, ReportState
from supply.selectors.counting import to_count
from supply.views.weeks.of_report import OfReport


class WeeklyReportCorrect(OfReport, TemplateResponseMixin, View):
    """One drug counted as of the week's Sunday; opens in place on the report's page, or as a page of its own."""

    permission = Permission.SIGN_WEEK
    template_name = "supply/weekly_report_correct.html"

    @cached_property
    def drug(self) -> Drug:
        drug: Drug = get_object_or_404(Drug.objects.visible_to(self.person), pk=self.kwargs["drug"])
        return drug

    def make_form(self, data: Any = None) -> CorrectionForm:
        places = self.report.places().order_by("kind")
        shelves = [(place, list(to_count(place, self.report.closes_on, self.drug))) for place in places]
        return CorrectionForm(data, shelves=shelves)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(Permission.COUNT_STOCK):
            raise PermissionDenied(_("Su nombramiento no permite contar existencias en esta unidad."))
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                correct_week(
                    report=self.report,
                    corrections=form.corrections(),
                    key=f"semana-{self.report.pk}-{form.cleaned_data['key']}"[:80],
                    by=self.person,
                )
            except Refusal as refusal:
                form.add_error(None, f"{refusal} {refusal.remedy}".strip())
            else:
                toast(
                    request,
                    _("Conteo de %(drug)s asentado; el borrador ya lo incluye.") % {"drug": self.drug.label},
                    link=f"{reverse('supply:report-detail', args=[self.report.pk])}#clave-{self.drug.pk}",
                    link_label=_("Ver la línea"),
                )
                return HttpResponseRedirect(self.report.get_absolute_url())
        return self.show(form)

    def show(self, form: CorrectionForm) -> HttpResponse:
        return self.render_to_response(
            {
                "report": self.report,
                "drug": self.drug,
                "form": form,
                "is_open": self.report.state == ReportState.DRAFT,
                "crumbs": [
                    (_("Semanas"), reverse("supply:report-list")),
                    (self.report.owner, self.report.get_absolute_url()),
                    (_("Corregir"), ""),
                ],
            }
        )
