"""Signing: everything that the minutes tell is frozen with its print; others join the signature."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Person
from meetings.actions.minutes.draft import facts_of_in_spanish, stale
from meetings.actions.minutes.opened import locked, note, open_minutes
from meetings.canonical import digest
from meetings.errors.minutes import AlreadySigned, MinutesNotReady, MinutesNotSigned
from meetings.minutes_notices import tell_signed
from meetings.minutes_rights import must_countersign, must_keep, post_of
from meetings.minuting.texts import texts_of
from meetings.models import Meeting, MeetingState, Minutes, Review, ReviewState, Signature
from meetings.selectors.naming import who_is_named
from pediatric_platform.errors.editing import check_edition
from supply.queue import later


@transaction.atomic
def sign_minutes(*, minutes: Minutes, edition: int | None = None, by: Person) -> Minutes:
    """The first signature: from now on nothing of it changes, and the PDF is made by a worker."""
    must_keep(by)
    # Before the minutes, as every draft does. Whoever writes attendance, agenda, reviews or agreements waits for this
    # row (migration 0003), and is then refused.
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("series", "chair", "secretary")
        .get(pk=minutes.meeting_id)
    )
    minutes = open_minutes(minutes)
    check_edition(minutes, edition)
    minutes.meeting = meeting
    facts = facts_of_in_spanish(minutes.meeting)
    if missing := missing_of(minutes, facts):
        raise MinutesNotReady(missing)
    now = timezone.now()
    minutes.content = content_of(minutes, facts)
    minutes.sha256 = digest(minutes.content)
    minutes.signed_at, minutes.signed_by = now, by
    minutes.edition += 1
    minutes.save(update_fields=["content", "sha256", "signed_at", "signed_by", "edition"])
    _signature(minutes, by)
    note("minutes.signed", minutes, by, {"sha256": minutes.sha256})
    tell_signed(minutes, by=by)
    later("meetings.tasks.make_minutes_papers", minutes.pk)
    return minutes


@transaction.atomic
def countersign(*, minutes: Minutes, by: Person) -> Signature:
    """Another signature below what was frozen; one a person."""
    minutes = locked(minutes)
    must_countersign(by, minutes)
    if not minutes.is_signed:
        raise MinutesNotSigned
    if Signature.objects.filter(minutes=minutes, person=by).exists():
        raise AlreadySigned
    row = _signature(minutes, by)
    note("minutes.countersigned", minutes, by)
    return row


def missing_of(minutes: Minutes, facts: dict[str, Any] | None = None) -> list[str]:
    """What stands between the minutes and a signature, in words."""
    meeting = minutes.meeting
    facts = facts_of_in_spanish(meeting) if facts is None else facts
    missing = []
    if meeting.state != MeetingState.ENDED:
        missing.append(_("La sesión aún no termina: ciérrela primero."))
    left = Review.objects.filter(meeting=meeting, state=ReviewState.PENDING).count()
    if left:
        missing.append(
            ngettext(
                "Queda %(n)d revisión sin estado: anótela o márquela como no revisada.",
                "Quedan %(n)d revisiones sin estado: anótelas o márquelas como no revisadas.",
                left,
            )
            % {"n": left}
        )
    empty = [row["title"] for row in minutes.sections if not row["text"]]
    if empty:
        missing.append(_("Falta el texto de: %(titles)s.") % {"titles": ", ".join(empty)})
    if old := stale(minutes, facts):
        missing.append(
            _("Los datos cambiaron desde que se redactó: %(titles)s. Pulse «Actualizar el borrador».")
            % {"titles": ", ".join(old)}
        )
    if meeting.series.with_families and not minutes.family_text:
        missing.append(_("Falta la parte para las familias."))
    return missing + who_is_named(meeting, texts_of(minutes, facts))


def content_of(minutes: Minutes, facts: dict[str, Any]) -> dict[str, Any]:
    """What is frozen: the facts with the words, and nothing that says how they were drafted."""
    return {
        **facts,
        "folio": minutes.folio,
        "sections": [{"key": row["key"], "title": row["title"], "text": row["text"]} for row in minutes.sections],
        "family_text": minutes.family_text,
    }


def _signature(minutes: Minutes, by: Person) -> Signature:
    return Signature.objects.create(
        minutes=minutes, person=by, name=by.full_name, post=post_of(by), at=timezone.now(), sha256=minutes.sha256
    )
