"""The worker's task that solves. It is a module of its own, named in config/celery.py's include list and sent by name:
the solver's library is loaded where this is, and so never where pages are made.
"""

from __future__ import annotations

from celery import shared_task

from delegations.retrying import RETRY
from supply.actions.redistribution.computing import compute_redistribution
from supply.models import RedistributionRun


@shared_task(**RETRY)
def answer_redistribution(run_id: int) -> int:
    """Answer a question about where what exists should be; how many proposals."""
    return compute_redistribution(run=RedistributionRun.objects.get(pk=run_id))
