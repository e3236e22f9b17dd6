"""What the workers do with plans; safe to repeat."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from delegations.retrying import RETRY
from pediatric_platform.actions import fever_kit
from pediatric_platform.actions.cases import confirm_by_records
from pediatric_platform.actions.cases import sweep_cases as sweep
from pediatric_platform.actions.declaring import redeclare_mixed as redeclare
from pediatric_platform.actions.plans import extend_plans as extend
from pediatric_platform.actions.rollout import remind_rollout as remind


@shared_task(**RETRY)
def extend_plans() -> int:
    """Each night: write on the plans whose sessions end before half a year from now; how many sessions were written."""
    return extend(today=timezone.localdate())


@shared_task(**RETRY)
def redeclare_mixed() -> int:
    """Every minute: what is mixed and was held back since is needed again; how many sessions need something else."""
    return redeclare()


@shared_task(**RETRY)
def sweep_kits() -> int:
    """Every minute: fever kits below their minimum, back above it, or short for too long; how many alerts changed."""
    done = fever_kit.sweep_kits()
    return done.begun + done.ended + done.escalated


@shared_task(**RETRY)
def sweep_cases() -> int:
    """Every minute: what the clocks of the cases have made due; how many cases changed."""
    swept = sweep()
    return swept.cases + swept.confirmed


@shared_task(**RETRY)
def remind_rollout() -> dict[str, int]:
    """Each morning: what the registry has reached of the roll-out, and whoever has something due is told."""
    return remind(now=timezone.now())


@shared_task(**RETRY)
def confirm_cases() -> int:
    """Each night: every case that was given what it lacked and still stands; how many were confirmed."""
    return confirm_by_records()
