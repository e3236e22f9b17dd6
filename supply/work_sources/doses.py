"""Dated doses that nothing covers: by unit and drug, the soonest first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.models import Unit
from supply.horizon import COVERAGE_DAYS
from supply.models import CoverageStatus, Drug, Requirement
from supply.work_sources.common import board_of, on_day, pieces_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource

SOON_DAYS = 7


def read(desk: Desk) -> list[WorkItem]:
    lacking = desk.of(
        Requirement.objects.filter(
            short__gt=0,
            package__status=CoverageStatus.UNCOVERED,
            package__needed_on__range=(desk.today, desk.today + timedelta(days=COVERAGE_DAYS)),
        ),
        unit="package__unit",
        delegation="package__unit__delegation",
        drug="drug",
    )
    rows = (
        lacking.order_by()
        .values("package__unit", "drug")
        .annotate(
            doses=Count("package", distinct=True),
            pieces=Sum("short"),
            first_on=Min("package__needed_on"),
            told=Max("package__computed_at"),
        )
        .order_by("first_on", "-pieces", "package__unit", "drug")[: desk.limit + 1]
    )
    found = list(rows)
    units = Unit.objects.in_bulk({row["package__unit"] for row in found})
    drugs = Drug.objects.in_bulk({row["drug"] for row in found})
    return [_item(desk, row, units[row["package__unit"]], drugs[row["drug"]]) for row in found]


def _item(desk: Desk, row: Any, unit: Unit, drug: Drug) -> WorkItem:
    first = row["first_on"]
    why = _("Sin cubrir: %(pieces)s para %(doses)s con fecha en %(days)d días; la primera, %(day)s.") % {
        "pieces": pieces_text(row["pieces"]),
        "doses": ngettext("%(n)d dosis", "%(n)d dosis", row["doses"]) % {"n": row["doses"]},
        "days": COVERAGE_DAYS,
        "day": on_day(first, desk),
    }
    return WorkItem(
        # A dose nearer than the first one known when it was put off is another line.
        key=f"doses:{unit.pk}:{drug.pk}:{first}",
        rank=Rank.DOSE,
        urgency=-first.toordinal() + min(row["pieces"], 999) / 1000,
        tone="out" if (first - desk.today).days <= SOON_DAYS else "critical",
        title=_("Conseguir %(drug)s: hay dosis sin cubrir") % {"drug": drug.label},
        why=why,
        href=board_of(drug),
        action=_("Buscar dónde hay"),
        due=first,
        as_of=row["told"],
        where=unit.name,
        drug=drug.label,
        unit_id=unit.pk,
        delegation_id=unit.delegation_id,
        drug_id=drug.pk,
    )


SOURCE = WorkSource("doses", gettext_lazy("Dosis sin cubrir"), read, all_of="pediatric:coverage")
