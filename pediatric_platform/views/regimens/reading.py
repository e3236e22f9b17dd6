"""Pages that read regimens: the list, a protocol, one version, the comparison, deviations, safety rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from pediatric_platform.actions.regimens import may_manage
from pediatric_platform.actions.regimens.load import drug_names
from pediatric_platform.filters.regimens import ProtocolFilter
from pediatric_platform.models import Diagnosis, Guard, Protocol, Regimen, RegimenState
from pediatric_platform.selectors.guides.listing import guides_about
from pediatric_platform.selectors.regimens.comparison import AT_MOST, comparable, compare, shown_versions
from pediatric_platform.selectors.regimens.deviations import deviations_page
from pediatric_platform.selectors.regimens.makeup import makeups
from pediatric_platform.selectors.regimens.pages import protocol_versions, protocols, regimen_page

SEEN_DEVIATIONS = 50


def _list_crumb() -> tuple[str, str]:
    return _("Esquemas"), reverse("pediatric:regimen-list")


class RegimenList(Listing):
    """Every protocol by diagnosis, with the version to show first and what it is made of."""

    model = Protocol
    filterset_class = ProtocolFilter
    template_name = "pediatric_platform/regimen_list.html"
    title = gettext_lazy("Esquemas de tratamiento")
    export_name = "esquemas"
    export_columns = (
        Column(gettext_lazy("Clave"), "code", 18),
        Column(gettext_lazy("Protocolo"), "name", 44),
        Column(gettext_lazy("Diagnóstico"), "diagnosis.name", 36),
        Column("CIE-10", "diagnosis.icd10", 8),
        Column(gettext_lazy("Grupo de riesgo"), "risk", 20),
        Column(gettext_lazy("Población"), "population", 20),
        Column(gettext_lazy("Criterio único"), "is_standard", 12),
        Column(gettext_lazy("Lo decidió"), "standard_body", 30),
        Column(gettext_lazy("Versión"), "shown_version", 10),
        Column(
            gettext_lazy("Estado"),
            lambda row: str(RegimenState(row.shown_state).label) if row.shown_state else "",
            12,
        ),
    )

    def get_queryset(self) -> QuerySet[Protocol]:
        return protocols(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        made = makeups([row.shown_id for row in shown if row.shown_id])
        rows = [
            (row, made.get(row.shown_id), RegimenState(row.shown_state).label if row.shown_state else "")
            for row in shown
        ]
        return {**context, "rows": rows}


class ProtocolDetail(LoginRequiredMixin, TemplateView):
    """A protocol: its versions, who approved each, what changed, and whether it is the one criterion."""

    template_name = "pediatric_platform/protocol.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = person_of(self.request)
        rows = Protocol.objects.visible_to(person).select_related("diagnosis")
        protocol = get_object_or_404(rows, code=self.kwargs["code"])
        others = rows.filter(diagnosis=protocol.diagnosis_id).exclude(pk=protocol.pk).order_by("name")
        versions = protocol_versions(protocol)
        return super().get_context_data(
            protocol=protocol,
            versions=versions,
            others=others,
            guides=guides_about(protocol_id=protocol.pk, diagnosis_id=protocol.diagnosis_id)
            if has_permission(person, Permission.VIEW_STOCK)
            else [],
            may_manage=may_manage(person),
            has_approved=any(view.row.state == RegimenState.APPROVED for view in versions),
            crumbs=[_list_crumb(), (protocol.name, "")],
            **kwargs,
        )


class RegimenDetail(LoginRequiredMixin, TemplateView):
    """One version as grids of drugs and days; whoever manages regimens changes a draft from here."""

    template_name = "pediatric_platform/regimen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = person_of(self.request)
        rows = Regimen.objects.visible_to(person).select_related("protocol__diagnosis", "approved_by")
        regimen = get_object_or_404(rows, protocol__code=self.kwargs["code"], version=self.kwargs["version"])
        manages = may_manage(person)
        protocol = regimen.protocol
        return super().get_context_data(
            regimen=regimen,
            protocol=protocol,
            page=regimen_page(regimen),
            may_manage=manages,
            may_edit=manages and regimen.state == RegimenState.DRAFT,
            crumbs=[
                _list_crumb(),
                (protocol.name, reverse("pediatric:protocol", args=[protocol.code])),
                (_("Versión %(number)d") % {"number": regimen.version}, ""),
            ],
            **kwargs,
        )


class RegimenCompare(LoginRequiredMixin, TemplateView):
    """The same diagnosis across protocols and versions, side by side."""

    template_name = "pediatric_platform/regimen_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = person_of(self.request)
        diagnoses = Diagnosis.objects.visible_to(person).filter(protocols__isnull=False).distinct().order_by("name")
        asked = self.request.GET.get("diagnostico", "")
        diagnosis = get_object_or_404(diagnoses, code=asked) if asked else None
        chosen = [int(text) for text in self.request.GET.getlist("version") if text.isdecimal() and len(text) < 10]
        choices: Sequence[Regimen] = list(comparable(diagnosis, person)) if diagnosis else []
        versions = shown_versions(diagnosis, person, chosen) if diagnosis else []
        return super().get_context_data(
            diagnoses=diagnoses,
            diagnosis=diagnosis,
            choices=choices,
            shown={row.pk for row in versions},
            at_most=AT_MOST,
            cut=len(set(chosen) & {row.pk for row in choices}) > AT_MOST,
            comparison=compare(versions) if versions else None,
            crumbs=[_list_crumb(), (_("Comparar"), "")],
            **kwargs,
        )


class RegimenDeviations(LoginRequiredMixin, TemplateView):
    """Where plans in course leave their regimen: counts for the institute's staff, folios for who treats the child."""

    template_name = "pediatric_platform/regimen_deviations.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_permission(person_of(request), Permission.VIEW_STOCK):
            raise PermissionDenied(_("Las desviaciones las ve el personal del instituto."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        wanted = request.GET.get(EXPORT_PARAM, "")
        if wanted not in EXPORT_FORMATS:
            return super().get(request, *args, **kwargs)
        page = deviations_page(person_of(request), request.GET.get("protocolo", ""))
        columns = (
            Column(gettext_lazy("Protocolo"), "protocol.name", 40),
            Column(gettext_lazy("Diagnóstico"), "protocol.diagnosis.name", 36),
            Column(gettext_lazy("Tipo"), "kind", 34),
            Column(gettext_lazy("Medicamento"), "drug", 24),
            Column(gettext_lazy("Planes en el país"), "country"),
            Column(gettext_lazy("Planes donde usted ve"), "here"),
        )
        return export_response(page.rows, columns, "desviaciones", wanted, request=request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = person_of(self.request)
        asked = self.request.GET.get("protocolo", "")
        protocol = get_object_or_404(Protocol.objects.visible_to(person), code=asked) if asked else None
        page = deviations_page(person, asked)
        seen = Paginator(page.seen, SEEN_DEVIATIONS).get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            page=page,
            protocol=protocol,
            rows=[(row, page.plans.get(row.protocol.pk, 0), sorted(row.units.items())) for row in page.rows],
            seen=seen,
            page_obj=seen,
            treats=has_permission(person, Permission.VIEW_CHILDREN),
            crumbs=[_list_crumb(), (_("Desviaciones"), "")],
            **kwargs,
        )


class RegimenGuards(LoginRequiredMixin, ListView):
    """The safety rules as they are on record, with where each is written."""

    template_name = "pediatric_platform/regimen_guards.html"
    context_object_name = "guards"

    def get_queryset(self) -> QuerySet[Guard]:
        return Guard.objects.visible_to(person_of(self.request)).order_by("kind", "inn", "code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            names=drug_names(), crumbs=[_list_crumb(), (_("Reglas de seguridad"), "")], **kwargs
        )
