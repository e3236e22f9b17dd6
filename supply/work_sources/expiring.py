"""Pieces that will expire before anybody asks for them, the dearest first."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, FloatField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts.numbers import grouped
from supply.models import StockPlan
from supply.work_sources.common import PLAN_COLUMNS, on_day, pieces_text, plan_page
from supply.worklist import Desk, Rank, WorkItem, WorkSource

# Sooner than this there is still time to use it elsewhere, and reason to begin: a working value.
LOOK_DAYS = 120


def read(desk: Desk) -> list[WorkItem]:
    rows = desk.of(
        StockPlan.objects.filter(expiring__gt=0, expires_first_on__lte=desk.today + timedelta(days=LOOK_DAYS)),
        unit="unit",
        delegation="unit__delegation",
        drug="drug",
    )
    worth = Cast(KeyTextTransform("lost_value", "facts"), FloatField())
    ranked = rows.annotate(worth=worth, harm=Coalesce(worth, Cast(F("expiring"), FloatField())))
    joined = ranked.select_related("unit", "drug").only(*PLAN_COLUMNS).order_by("-harm", "expires_first_on", "pk")
    return [_item(desk, row) for row in joined[: desk.limit + 1]]


def _item(desk: Desk, row: StockPlan) -> WorkItem:
    drug = row.drug.label
    assert row.expires_first_on is not None
    asked = (
        _("Con lo que se pide (%(daily)s al día) no se alcanza a usar; lo primero caduca %(day)s.")
        if row.daily_mean
        else _("Aquí no se pide; lo primero caduca %(day)s.")
    )
    told = [asked % {"daily": grouped(row.daily_mean, 1), "day": on_day(row.expires_first_on, desk)}]
    worth: float | None = row.worth  # type: ignore[attr-defined]  # annotated
    if worth:
        told.append(_("Vale $%(worth)s al precio del último contrato.") % {"worth": grouped(worth, 2)})
    return WorkItem(
        key=f"expiring:{row.unit_id}:{row.drug_id}:{row.expires_first_on}",
        rank=Rank.EXPIRING,
        urgency=row.harm,  # type: ignore[attr-defined]  # annotated
        tone="low" if (row.expires_first_on - desk.today).days > 30 else "critical",
        title=_("Dar uso a %(pieces)s de %(drug)s antes de que caduquen")
        % {"pieces": pieces_text(row.expiring), "drug": drug},
        why=" ".join(told),
        href=plan_page(row.unit, row.drug),
        action=_("Ver lotes"),
        due=row.expires_first_on,
        as_of=row.computed_at,
        where=row.unit.name,
        drug=drug,
        unit_id=row.unit_id,
        delegation_id=row.unit.delegation_id,
        drug_id=row.drug_id,
    )


SOURCE = WorkSource("expiring", gettext_lazy("Por caducar sin usarse"), read, all_of="supply:stock-plan-list")
