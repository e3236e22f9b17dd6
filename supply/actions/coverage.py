"""Answering every declared package of a unit from what there is and what is on its way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from delegations.models import Unit


@transaction.atomic
def cover_unit(*, unit: Unit | int, now: datetime | None = None, changed_only: bool = False) -> int:
    """Answer the unit's packages from today on; how many answers were written. (Being written.)"""
    return 0


def cover_all(*, now: datetime | None = None) -> int:
    """Answer the packages of every unit; how many answers were written."""
    return 0
