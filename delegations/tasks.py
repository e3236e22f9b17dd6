"""What the workers do on this floor: each task calls one action and may be repeated. Hours are in config/celery.py."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from delegations.actions.network_sweep import sweep_network as sweep
from delegations.actions.old_notices import purge_notices as purge
from delegations.retrying import RETRY


@shared_task(**RETRY)
def sweep_network() -> dict[str, int]:
    """Tell of posts about to end or empty, and ask for the contacts that nobody has confirmed lately."""
    return sweep(now=timezone.now())


@shared_task(**RETRY)
def purge_notices() -> dict[str, int]:
    """Delete old notices that were read, and what became of old mails."""
    return purge(now=timezone.now())
