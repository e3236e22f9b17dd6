"""Minutes of meetings of the past: drafted, signed some days later with what was frozen then, one with an addendum."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from delegations.models import Person
from meetings.actions.minutes import draft_minutes
from meetings.actions.minutes.draft import facts_of_in_spanish
from meetings.actions.minutes.sign import content_of
from meetings.canonical import digest
from meetings.minutes_rights import post_of
from meetings.minuting.chain import addendum_print
from meetings.models import Addendum, Meeting, Minutes, Signature
from meetings.simulation.ground import Ground
from pediatric_platform.folios import ALPHABET

PREFIX = "T"
SIGNS = 6
ADDENDUM = (
    "Donde dice que se pasó lista a la hora de inicio debe decir que se pasó lista quince minutos después, porque el "
    "enlace de video tardó en abrir. Los acuerdos y las cifras no cambian."
)
JOINED_AFTER = timedelta(hours=20)


def draft_past(meeting: Meeting, by: Person, at: datetime, rng: Random) -> Minutes:
    """As the button drafts it, with a folio of the seed."""
    minutes = draft_minutes(meeting=meeting, by=by)
    minutes.folio = f"{PREFIX}-{''.join(rng.choice(ALPHABET) for _sign in range(SIGNS))}"
    minutes.drafted_at = at
    minutes.save(update_fields=["folio", "drafted_at"])
    return minutes


def sign_past(ground: Ground, minutes: Minutes, at: datetime) -> Minutes:
    """What `sign_minutes` freezes, at a moment of the past; nobody is told now. That it would refuse none of them is
    for the tests to say: to look for names in each takes seconds.
    """
    minutes.content = content_of(minutes, facts_of_in_spanish(minutes.meeting))
    minutes.sha256 = digest(minutes.content)
    minutes.signed_at, minutes.signed_by = at, ground.secretary
    minutes.edition += 1
    minutes.save(update_fields=["content", "sha256", "signed_at", "signed_by", "edition"])
    joined = min(at + JOINED_AFTER, ground.now)
    Signature.objects.bulk_create(
        [_signature(minutes, ground.secretary, at), _signature(minutes, ground.chair, joined)]
    )
    return minutes


def add_past_addendum(ground: Ground, minutes: Minutes, at: datetime) -> Addendum:
    """Below what was signed, chained to it."""
    by = ground.secretary
    row = Addendum(minutes=minutes, number=1, text=ADDENDUM, at=at, by=by, name=by.full_name, post=post_of(by))
    row.sha256 = addendum_print(row, before=minutes.sha256)
    row.save(force_insert=True)
    return row


def _signature(minutes: Minutes, person: Person, at: datetime) -> Signature:
    return Signature(
        minutes=minutes, person=person, name=person.full_name, post=post_of(person), at=at, sha256=minutes.sha256
    )
