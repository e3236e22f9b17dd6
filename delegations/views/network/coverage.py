"""The figures and the tile map of the network: how many posts have a holder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import Tile
from delegations.models import Holding, Posting
from delegations.selectors.network import Coverage

CONFIRMED_WITHIN = timedelta(days=90)
# Words of the map: the marks and hues are those of the boards, what they say is of posts.
LABELS = {
    "adequate": gettext_lazy("Todos ocupados"),
    "low": gettext_lazy("90 % o más"),
    "critical": gettext_lazy("60 % o más"),
    "out": gettext_lazy("Menos de 60 %"),
}


def category(row: Coverage) -> str:
    """The mark of a share of posts filled."""
    if row.is_complete:
        return "adequate"
    return "low" if row.share >= 0.9 else "critical" if row.share >= 0.6 else "out"


def share_text(row: Coverage) -> str:
    """Whole percent; 100 only when none is missing, 0 only when all are."""
    if not row.missing or not row.filled:
        return f"{100 * row.share:.0f}"
    return str(min(99, max(1, round(100 * row.share))))


def tiles(rows: Sequence[Coverage], *, to: str = "", query: str = "") -> list[Tile]:
    """The map: share of posts filled; each tile leads to its delegation, or to `to` with `query` and its code."""
    made = []
    for row in rows:
        note = (
            ngettext("falta %(n)d de %(all)d", "faltan %(n)d de %(all)d", row.missing)
            % {"n": row.missing, "all": row.posts}
            if row.missing
            else _("ninguno falta")
        )
        href = f"{reverse(to)}?{query}={row.code}" if to else reverse("delegations:network-delegation", args=[row.code])
        made.append(
            Tile(row.code, row.name, row.tile_row, row.tile_column, href, share_text(row), category(row), note=note)
        )
    return made


def confirmed_count(day: date, **where: object) -> int:
    """How many holders confirmed their contact within 90 days, and it still works."""
    return (
        Posting.objects.of_network()
        .current(day)
        .filter(
            holding__in=(Holding.TITULAR, Holding.SUBSTITUTE),
            contact_confirmed_at__gte=timezone.now() - CONFIRMED_WITHIN,
            contact_bounced_at__isnull=True,
            **where,
        )
        .count()
    )
