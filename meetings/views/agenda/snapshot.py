"""Figures as a meeting froze them, and the way to those of today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.charts import Series
from delegations.views.listing import Crumb
from delegations.wording import week_short
from meetings.canonical import digest
from meetings.figures.severity import severity
from meetings.models import Snapshot, SnapshotKind
from meetings.views.base import ForStaff
from meetings.views.reviews.figures import day, moment, six, why_unknown
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek


class SnapshotPage(ForStaff, TemplateView):
    """`/reuniones/cifras/<pk>/`: for whoever sees the meeting and the place; nobody changes anything here."""

    snapshot: Snapshot

    def allow(self) -> None:
        seen = Snapshot.objects.visible_to(self.person)
        seen = seen.select_related("meeting__series", "delegation", "unit__delegation", "taken_by")
        self.snapshot = get_object_or_404(seen, pk=self.kwargs["pk"])
        super().allow()

    def get_template_names(self) -> list[str]:
        is_network = self.snapshot.kind == SnapshotKind.NETWORK
        return ["meetings/snapshot_network.html" if is_network else "meetings/snapshot.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.snapshot
        data = row.data
        context = {
            "snapshot": row,
            "meeting": row.meeting,
            "data": data,
            "name": row.unit or row.delegation or row.get_kind_display(),
            "is_whole": digest(data) == row.sha256,
            "today_href": today_address(row),
            "newer": newer_than(row),
            "crumbs": self.crumbs(),
        }
        if row.kind != SnapshotKind.NETWORK and data.get("abasto"):
            context |= figures_of(data)
        return super().get_context_data(**context, **kwargs)

    def crumbs(self) -> list[Crumb]:
        meeting = self.snapshot.meeting
        return [
            (_("Sesiones"), reverse("meetings:meeting-list")),
            (str(meeting), meeting.get_absolute_url()),
            (_("Cifras congeladas"), ""),
        ]


def today_address(row: Snapshot) -> str:
    """The page with the same figures as they stand now."""
    if row.delegation is not None:
        return reverse("supply:board-delegation", args=[row.delegation.code])
    if row.unit is not None:
        return reverse("supply:board-unit", args=[row.unit.clues])
    return reverse("delegations:network" if row.kind == SnapshotKind.NETWORK else "home")


def newer_than(row: Snapshot) -> Snapshot | None:
    """The last one of the same place in the same meeting, where it was frozen again."""
    same = Snapshot.objects.filter(
        meeting=row.meeting_id, kind=row.kind, delegation=row.delegation_id, unit=row.unit_id, pk__gt=row.pk
    )
    return same.order_by("-pk").first()


KINDS = {
    LineKind.WHOLE.value: gettext_lazy("Todo junto"),
    LineKind.WAREHOUSE.value: gettext_lazy("Almacenes"),
    LineKind.PHARMACY.value: gettext_lazy("Farmacias"),
    LineKind.MIXING_CENTRE.value: gettext_lazy("Centrales de mezclas"),
}


def figures_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the page draws out of the frozen JSON."""
    known = [point["level"] for point in data["trend"] if point["level"] is not None]
    return {
        "figures": six(data),
        "unknown": why_unknown(data),
        "kinds": [(KINDS[kind], data["abasto"][kind]) for kind in KINDS if kind in data["abasto"]],
        "severity": severity(data) if data["kind"] != "country" else None,  # type: ignore[arg-type]
        "data_as_of": moment(data["reporting"]["data_as_of"]),
        "weeks": [week_short(str(IsoWeek.of(date.fromisoformat(point["week"])))) for point in data["trend"]],
        "series": [Series(_("Nivel de abasto"), [point["level"] for point in data["trend"]], unit="%")]
        if len(known) > 1
        else [],
        "low": min(50, *(int(level) // 10 * 10 for level in known), 50),
        "agreed": [*data["agreements"]["last"], *data["agreements"]["older"]],
        "last_on": day(data["agreements"]["last_on"]),
    }
