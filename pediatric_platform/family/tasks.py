"""What the family's side does by itself; each task may be run again without harm."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from pediatric_platform.actions.family_mail import tell_changed_answers, tell_moved_sessions
from pediatric_platform.actions.promises import settle_promises as settle


@shared_task
def write_to_families() -> dict[str, int]:
    """Mail to those who asked for it, where an answer or a day has changed."""
    return {"answers": tell_changed_answers(), "moved": tell_moved_sessions()}


@shared_task
def settle_promises() -> dict[str, int]:
    """Say of yesterday's promises whether they came true."""
    return settle(today=timezone.localdate())
