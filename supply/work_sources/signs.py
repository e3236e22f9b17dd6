"""Warning signs that nobody has looked into: one line for each kind, for whoever answers them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supply.models import SignKind, SignState, WarningSign
from supply.sign_rights import may_review
from supply.work_sources.common import asking
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource


def read(desk: Desk) -> list[WorkItem]:
    """Signs are of purchases as a whole: asked for one unit, there is no line; for one drug, those about it."""
    if desk.units is not None or not may_review(desk.person):
        return []
    rows = WarningSign.objects.visible_to(desk.person).filter(state=SignState.OPEN)
    if desk.drugs is not None:
        rows = rows.filter(drug__in=desk.drugs)
    told = (
        rows.order_by()
        .values("kind")
        .annotate(n=Count("pk"), newest=Max("pk"), since=Min("first_seen"), at=Max("last_seen"))
    )
    return [
        WorkItem(
            # A new sign of the kind brings a line back that was put off.
            key=f"signs:{row['kind']}:{row['newest']}",
            rank=Rank.REST,
            urgency=-row["since"].timestamp(),
            tell=partial(_told, row),
        )
        for row in told
    ]


def _told(row: Any) -> Told:
    return Told(
        tone="low",
        title=_("Revisar: %(kind)s") % {"kind": SignKind(row["kind"]).label},
        why=ngettext(
            "%(n)d señal de atención que nadie ha revisado.",
            "%(n)d señales de atención que nadie ha revisado.",
            row["n"],
        )
        % {"n": row["n"]},
        href=asking("supply:sign-list", tipo=row["kind"]),
        action=_("Revisar"),
        as_of=row["at"],
    )


SOURCE = WorkSource("signs", gettext_lazy("Señales de atención"), read, all_of="supply:sign-list")
