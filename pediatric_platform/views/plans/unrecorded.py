"""Sessions whose day went by and nobody told whether they were given."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.views.listing import Listing
from pediatric_platform.filters.sessions import UnrecordedFilter
from pediatric_platform.models import Session
from pediatric_platform.selectors.plans import unrecorded
from pediatric_platform.views.children.base import Clinical


class UnrecordedSessions(Clinical, Listing):
    """Oldest first; files tell folios and no name."""

    model = Session
    filterset_class = UnrecordedFilter
    template_name = "pediatric_platform/session_unrecorded.html"
    title = gettext_lazy("Sesiones sin anotar")
    export_name = "sesiones-sin-anotar"
    export_columns = (
        Column(gettext_lazy("Día"), "on"),
        Column(gettext_lazy("Folio"), "plan.child.folio"),
        Column(gettext_lazy("Hospital"), "unit.name", 36),
        Column(gettext_lazy("Esquema"), "plan.regimen", 36),
        Column(gettext_lazy("Fase"), "phase_name", 24),
        Column(gettext_lazy("Ciclo"), "cycle"),
        Column(gettext_lazy("Día del ciclo"), "day"),
    )

    def get_queryset(self) -> QuerySet[Session]:
        return unrecorded(self.person, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Calendario"), reverse("pediatric:calendar")), (str(self.title), "")]
        return {**super().get_context_data(**kwargs), "today": timezone.localdate(), "crumbs": crumbs}
