"""The electronic record: where its roll-out stands still, of every place at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from meetings.figures.numbers import iso
from meetings.figures.places import Places
from meetings.figures.shape import Rollout, RolloutLine
from pediatric_platform.models import RolloutSite
from pediatric_platform.rollout_rules import RANKS, Standing
from pediatric_platform.selectors.rollout.board import ranked_sites

LINES_KEPT = 6


def rollout(places: Places, today: date) -> Mapping[str, Rollout]:
    """By place. One query."""
    sites: dict[str, list[Any]] = defaultdict(list)
    rows: Any = ranked_sites(RolloutSite.objects.all(), today)  # with names that the stubs do not know
    for site in rows.order_by("rank", "since", "unit__name"):
        for key in places.keys_of(site.unit_id):
            sites[key].append(site)
    return {key: _rollout(sites[key]) for key in places.keys}


def _rollout(sites: list[Any]) -> Rollout:
    stuck = [site for site in sites if site.rank in (RANKS[Standing.BLOCKED], RANKS[Standing.LATE])]
    ranks = [site.rank for site in sites]
    return {
        "sites": len(sites),
        "done": ranks.count(RANKS[Standing.DONE]),
        "blocked": ranks.count(RANKS[Standing.BLOCKED]),
        "late": ranks.count(RANKS[Standing.LATE]),
        "lines": [_line(site) for site in stuck[:LINES_KEPT]],
    }


def _line(site: Any) -> RolloutLine:
    blocked = site.rank == RANKS[Standing.BLOCKED]
    return {
        "clues": site.unit.clues,
        "unit": site.unit.name,
        "standing": str(Standing.BLOCKED if blocked else Standing.LATE),
        "milestone": (site.blocked_kind if blocked else site.next_kind) or "",
        "blocked_by": site.blocked_by or "",
        "since": iso(site.since),
    }
