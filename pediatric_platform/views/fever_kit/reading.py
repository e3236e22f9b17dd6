"""Pages that read kits: every hospital's, and the numbers of the golden hour with their sources."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from delegations.exports import Column
from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from pediatric_platform.filters.fever_kit import KitFilter
from pediatric_platform.models import FeverRule
from pediatric_platform.selectors.fever_kit import hospitals_with_kits
from pediatric_platform.views.fever_kit.crumbs import fever_crumb, kits_crumb


class _ForStaff:
    """Whoever sees stock; nobody's children are told of here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_permission(person_of(request), Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los botiquines los ve el personal del instituto."))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class KitList(_ForStaff, Listing):
    """Hospitals with their kit and their door, those that lack something first."""

    model = Unit
    filterset_class = KitFilter
    template_name = "pediatric_platform/fever_kit_list.html"
    title = gettext_lazy("Botiquines de fiebre")
    export_name = "botiquines-de-fiebre"
    export_columns = (
        Column("CLUES", "clues", 14),
        Column(gettext_lazy("Hospital"), "name", 40),
        Column(gettext_lazy("Delegación"), "delegation.name", 24),
        Column(gettext_lazy("Renglones"), "items"),
        Column(gettext_lazy("Por debajo del mínimo"), "alerts"),
        Column(gettext_lazy("Desde"), "short_since", 20),
        Column(gettext_lazy("Puerta"), "door", 40),
    )

    def get_crumbs(self) -> list[tuple[Any, str]]:
        return fever_crumb(person_of(self.request))

    def get_queryset(self) -> QuerySet[Unit]:
        return hospitals_with_kits(person_of(self.request))


class FeverRules(_ForStaff, LoginRequiredMixin, ListView):
    """What counts as fever, how many minutes there are, with where each number is written."""

    model = FeverRule
    template_name = "pediatric_platform/fever_rules.html"
    context_object_name = "rules"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            crumbs=[*kits_crumb(person_of(self.request)), (_("Reglas de la hora dorada"), "")], **kwargs
        )
