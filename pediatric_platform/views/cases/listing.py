"""The lists of cases: what stands, and what the next session with the families takes up."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.views.listing import Crumb, Listing
from pediatric_platform.case_countdown import countdowns, what_is_missing
from pediatric_platform.coming_session import coming_session
from pediatric_platform.filters.cases import CaseFilter
from pediatric_platform.models import Case, Level
from pediatric_platform.selectors.cases.listing import listed
from pediatric_platform.views.cases.base import Staff

COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Qué pasó"), "get_kind_display", 28),
    Column(gettext_lazy("Clave"), "drug.code"),
    Column(gettext_lazy("Qué falta"), what_is_missing, 40),
    Column(gettext_lazy("Se necesita el"), "needed_on"),
    Column(gettext_lazy("Gravedad"), "get_severity_display"),
    Column(gettext_lazy("Estado"), "get_state_display", 20),
    Column(gettext_lazy("Nivel"), "get_level_display", 20),
    Column(gettext_lazy("Vencido"), "is_overdue", 8),
    Column(gettext_lazy("Responsable"), "owner.person.full_name", 28),
    Column("CLUES", "unit.clues"),
    Column(gettext_lazy("Hospital"), "unit.name", 32),
    Column(gettext_lazy("Delegación"), "unit.delegation.name", 24),
    Column(gettext_lazy("Niñas y niños"), "children", 8),
    Column(gettext_lazy("Por dónde llegó"), "get_channel_display", 20),
    Column(gettext_lazy("Abierto"), "opened_at", 18),
    Column(gettext_lazy("Primer contacto"), "contacted_at", 18),
    Column(gettext_lazy("Límite"), "deadline_at", 18),
    Column(gettext_lazy("Agenda"), "agenda_on"),
    Column(gettext_lazy("Se dio por resuelto"), "solved_at", 18),
    Column(gettext_lazy("Terminó"), "ended_at", 18),
    Column(gettext_lazy("Veces reabierto"), "reopenings", 8),
)


class CaseList(Staff, Listing):
    """What is one's own and late first; nothing that a family wrote stands here."""

    model = Case
    filterset_class = CaseFilter
    template_name = "pediatric_platform/case_list.html"
    title = gettext_lazy("Casos")
    export_name = "casos"
    export_columns = COLUMNS

    @cached_property
    def now(self) -> Any:
        return timezone.now()

    def get_queryset(self) -> QuerySet[Case]:
        return listed(self.person, self.now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        scope = scope_of(self.person)
        return context | {
            "rows": [(case, next(iter(countdowns(case, self.now)), None)) for case in context["object_list"]],
            "several_units": scope.board_count > 1 or not scope.unit_ids,
            "may_open": has_permission(self.person, Permission.OPEN_CASE),
        }


class CaseAgenda(CaseList):
    """The cases that no level solved in its time, by the session that takes them up."""

    template_name = "pediatric_platform/case_agenda.html"
    title = gettext_lazy("Para la sesión con las familias")
    export_name = "casos-agenda"

    def get_queryset(self) -> QuerySet[Case]:
        return super().get_queryset().filter(level=Level.SESSION)

    def get_crumbs(self) -> list[Crumb]:
        return [(gettext_lazy("Casos"), reverse("pediatric:case-list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=coming_session(self.person), **kwargs)
