"""What the workers do with meetings; safe to repeat."""

from __future__ import annotations

from dataclasses import asdict

from celery import shared_task

from delegations.retrying import RETRY
from meetings.actions import agreements, meetings, minutes
from meetings.actions.agenda import build_agendas as build
from meetings.models import Minutes


@shared_task(**RETRY)
def make_minutes_papers(minutes_id: int) -> int:
    """The PDF of minutes just signed or added to; how many were made."""
    return len(minutes.make_papers(minutes=Minutes.objects.defer("content", "sections").get(pk=minutes_id)))


@shared_task(**RETRY)
def make_missing_papers() -> int:
    """Every few minutes: signed minutes whose PDF no message asked for; how many were made."""
    return minutes.make_missing_papers()


@shared_task(**RETRY)
def plan_and_call() -> dict[str, int]:
    """Each morning: meetings planned ahead, called a week before, reminded of the day before; how many of each."""
    return meetings.plan_and_call()


@shared_task(**RETRY)
def send_invitations(meeting_id: int | None = None) -> int:
    """Mail to whoever has no account: of a meeting just called, moved or cancelled; every few minutes of all."""
    return meetings.send_invitations(meeting_id=meeting_id)


@shared_task(**RETRY)
def build_agendas() -> int:
    """Each night: the agendas of the meetings of the next two weeks, out of the data; how many."""
    return build()


@shared_task(**RETRY)
def evaluate_agreements() -> dict[str, int]:
    """Each night: what the data say of the agreements, and what becomes of them; how many of each."""
    return asdict(agreements.evaluate_agreements())


@shared_task(**RETRY)
def remind_agreements() -> int:
    """Each hour: owners of agreements near their day, at the hour at which work starts where they are; how many."""
    return agreements.remind_agreements()
