"""The list of children whom the person treats."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.listing import Listing
from pediatric_platform import identifiers
from pediatric_platform.filters.children import OLD_MEASURE, ChildFilter
from pediatric_platform.models import Child
from pediatric_platform.selectors.children import listed
from pediatric_platform.views.children.base import Clinical


class ChildList(Clinical, Listing):
    """By name, folio, or a CURP or NSS written whole; files tell folios and no name."""

    model = Child
    filterset_class = ChildFilter
    template_name = "pediatric_platform/child_list.html"
    title = gettext_lazy("Niñas y niños")
    export_name = "ninos"
    export_columns = (
        Column(gettext_lazy("Folio"), "folio"),
        Column(gettext_lazy("Hospital"), "unit.name", 36),
        Column("CLUES", "unit.clues"),
        Column(gettext_lazy("Diagnóstico"), "diagnosis.name", 36),
        Column("CIE-10", "diagnosis.icd10", 8),
        Column(gettext_lazy("Grupo de riesgo"), "risk"),
        Column(gettext_lazy("Edad, años"), lambda child: int(child.age_on(timezone.localdate()))),
        Column(gettext_lazy("Estado"), "get_state_display"),
        Column(gettext_lazy("Esquema"), "regimen_name", 30),
        Column(gettext_lazy("Última medida"), "measured_on"),
        Column(gettext_lazy("Próxima sesión"), "next_on"),
    )

    def get_queryset(self) -> QuerySet[Child]:
        return listed(self.person)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sought = identifiers.normalised(request.GET.get("q", ""))
        if identifiers.is_whole(sought):
            return self.found_by_identifier(sought)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def found_by_identifier(self, sought: str) -> HttpResponse:
        """Straight to the child, or back to the list: no address with an identifier in it is left on the screen."""
        found = list(Child.objects.visible_to(self.person).defer("curp", "nss", "agregado").search(sought)[:30])
        if len(found) == 1:
            href = reverse("pediatric:child", args=[found[0].folio])
        else:
            href = reverse("pediatric:child-list")
            if found:  # siblings share an NSS
                folios = ", ".join(child.folio for child in found)
                messages.info(self.request, _("Con ese NSS hay varios: %(folios)s.") % {"folios": folios})
            else:
                messages.warning(self.request, _("Nadie a quien usted atienda tiene esa CURP o ese NSS."))
        if "HX-Request" in self.request.headers:
            return HttpResponse(headers={"HX-Redirect": href})
        return HttpResponseRedirect(href)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """While an identifier is being typed into the live search, none of it is left in the address."""
        response = super().render_to_response(context, **kwargs)
        if identifiers.may_be_part(identifiers.normalised(self.request.GET.get("q", ""))):
            response.headers.pop("HX-Push-Url", None)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        context = super().get_context_data(**kwargs)
        units = context["filter"].form.fields["unidad"].queryset
        return context | {
            "today": today,
            "old_measure": today - OLD_MEASURE,
            "may_register": has_permission(self.person, Permission.REGISTER_CHILD),
            "several_units": len(units[:2]) > 1,
        }
