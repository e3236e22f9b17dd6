"""Certificates as PDF for whoever leads the roll-out and for each their own; and the check that anybody may make."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import audit
from delegations.toasts import toast
from pediatric_platform.models import Attendance
from pediatric_platform.papers.certificate import certificates_pdf
from pediatric_platform.rollout_rights import may_manage
from pediatric_platform.selectors.rollout.certificates import certificate_of, certified_of
from pediatric_platform.views.rollout.base import ForStaff
from pediatric_platform.views.rollout.trainings import OfTraining


def pdf(rows: list[Attendance], name: str) -> HttpResponse:
    response = HttpResponse(certificates_pdf(rows), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


class CertificatePapers(OfTraining, View):
    """Every certificate of a training, one a page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows = certified_of(self.training)
        if not rows:
            toast(request, _("Aún no hay constancias: se emiten al cerrar la lista."), level=30)
            return HttpResponseRedirect(self.here())
        audit.record_read(by=self.person, what="rollout.certificates_printed", target=self.training, rows=len(rows))
        return pdf(rows, f"constancias-{self.training.on:%Y-%m-%d}")


class CertificatePaper(ForStaff, View):
    """One of them, also for whom it is."""

    attendance: Attendance

    def allow(self) -> None:
        rows = Attendance.objects.visible_to(self.person) | Attendance.objects.filter(trainee__person=self.person)
        rows = rows.exclude(certificate="").select_related("training__unit", "trainee")
        self.attendance = get_object_or_404(rows, pk=self.kwargs["pk"], training__closed_at__isnull=False)
        is_own = self.attendance.trainee.person_id == self.person.pk
        if not is_own and not may_manage(self.person, self.attendance.training.unit):
            raise PermissionDenied(_("Una constancia la descarga su titular o quien lleva el despliegue del hospital."))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.attendance
        audit.record_read(by=self.person, what="rollout.certificates_printed", target=row.training, rows=1)
        return pdf([row], f"constancia-{row.certificate}")


class CertificateSearch(TemplateView):
    """`/constancias/`: the folio as it stands on the paper. Open to anybody."""

    template_name = "pediatric_platform/certificate_search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if folio := "".join(request.GET.get("folio", "").upper().split())[:20].replace("/", ""):
            return HttpResponseRedirect(reverse("pediatric:certificate", args=[folio]))
        return super().get(request, *args, **kwargs)


class CertificateCheck(TemplateView):
    """`/constancias/<folio>/`: whose it is and for what, or that there is none. Open to anybody who holds the folio."""

    template_name = "pediatric_platform/certificate.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        folio = kwargs["folio"][:20].upper()
        context = self.get_context_data(
            folio=folio,
            found=certificate_of(folio),
            crumbs=[(_("Comprobar una constancia"), reverse("pediatric:certificate-search")), (folio, "")],
        )
        return self.render_to_response(context)
