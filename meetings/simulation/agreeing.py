"""Agreements made and followed by the actions that people use, each at its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from delegations.errors import Refusal
from meetings.actions.agreements import agree, cancel, fulfil, move_due, note_progress, reopen
from meetings.models import Agreement, AgreementState, Meeting
from meetings.simulation.ground import Ground
from meetings.simulation.sketch import DAY, Sketch, Step
from meetings.simulation.timeline import Timeline

FIRST = timedelta(minutes=20)


def agree_all(
    ground: Ground, timeline: Timeline, meeting: Meeting, sketches: list[Sketch], seed: int
) -> list[Agreement]:
    """One after the other while the meeting runs; what people do about each follows on its own days."""
    found = []
    each = timedelta(minutes=max(1, (meeting.minutes - 30) // max(1, len(sketches))))
    for place, sketch in enumerate(sketches):
        at = meeting.starts_at + FIRST + each * place
        made = agree(
            meeting=meeting,
            text=sketch.text,
            owner=sketch.owner,
            due_on=meeting.on + DAY * sketch.days,
            by=ground.secretary,
            delegation=sketch.delegation,
            unit=sketch.unit,
            drug=sketch.drug,
            case=sketch.case,
            condition=sketch.condition,
            family_text=sketch.family_text,
            review=sketch.review,
            key=f"{seed}:{place}",
            now=at,
        )
        found.append(made)
        for step in sketch.steps:
            when = at + DAY * sketch.days * step.share
            timeline.add(_working_hour(when), partial(_follow, ground, made.pk, step))
    return found


def _working_hour(at: datetime) -> datetime:
    """Between nine and five, where central office is."""
    local = timezone.localtime(at)
    return local.replace(hour=9 + local.minute % 8)


def _follow(ground: Ground, pk: int, step: Step, now: datetime) -> None:
    """By whoever holds the post; by central office what is hers alone."""
    row = Agreement.objects.select_related("owner__person").get(pk=pk)
    by = ground.secretary
    owner = row.owner.person if row.owner is not None and row.owner.is_current(ground.today) else by
    try:
        if step.act == "progress":
            note_progress(agreement=row, text=step.text, by=owner, now=now)
        elif step.act == "fulfil":
            fulfil(agreement=row, note=step.text, by=owner, now=now)
        elif step.act == "reopen" and row.state == AgreementState.FULFILLED:
            reopen(agreement=row, reason=step.text, by=by, now=now)
        elif step.act == "move":
            days = max(7, (row.due_on - row.meeting.on).days)
            move_due(agreement=row, due_on=timezone.localdate(now) + DAY * days, reason=step.text, by=by, now=now)
        elif step.act == "cancel":
            cancel(agreement=row, reason=step.text, by=by, now=now)
    except Refusal:
        return  # the data have closed it meanwhile: nothing is left to tell
