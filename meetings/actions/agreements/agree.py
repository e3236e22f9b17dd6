"""Something is agreed: whose it is, by when, and when the data will say that it was kept."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Unit
from meetings.actions.agreements.conditions import set_condition
from meetings.actions.agreements.writing import happened, must_name_nobody, named_owner, tidy, trace
from meetings.actions.holding import hold
from meetings.agreement_notices import tell_given
from meetings.agreement_owner import Owner
from meetings.agreement_rights import must_agree
from meetings.condition_facts import ConditionFacts
from meetings.errors.agreements import (
    AgreementFactMissing,
    BadDueDay,
    KeyOfAnotherAgreement,
    NoMeetingToAgreeIn,
    OtherMeetings,
    PlaceUnclear,
)
from meetings.models import (
    AgendaItem,
    Agreement,
    AgreementEventKind,
    Meeting,
    MeetingState,
    Minutes,
    Review,
)
from meetings.selectors.agreements.owners import holder_of
from pediatric_platform.folios import folio_from, new_folio
from pediatric_platform.models import Case
from supply.models import Drug

PREFIX = "D"
LONGEST = 2_000
FARTHEST = timedelta(days=731)
TRIES = 5


@transaction.atomic
def agree(
    *,
    meeting: Meeting,
    text: str,
    owner: Owner,
    due_on: date,
    by: Person | None,
    delegation: Delegation | None = None,
    unit: Unit | None = None,
    drug: Drug | None = None,
    case: Case | None = None,
    condition: ConditionFacts | None = None,
    family_text: str = "",
    review: Review | None = None,
    agenda_item: AgendaItem | None = None,
    key: str = "",
    now: datetime | None = None,
) -> Agreement:
    """Write it down; its owner is told. With `key`, the same form sent twice is one agreement.

    Without a place of its own it is about the review's. `family_text` not empty: it concerns the families.
    """
    must_agree(by)
    now = now or timezone.now()
    meeting = hold(meeting.pk)
    words, family_text = words_of(text), tidy(family_text, LONGEST)
    if key and (same := _same(meeting, key, words)) is not None:
        return same
    must_be_under_way(meeting)
    if any(row is not None and row.meeting_id != meeting.pk for row in (review, agenda_item)):
        raise OtherMeetings
    if review is not None and delegation is None and unit is None:
        delegation, unit = review.delegation, review.unit
    if delegation is not None and unit is not None:
        raise PlaceUnclear
    check_due(due_on, meeting.on)
    owner = owner.checked()
    must_name_nobody(meeting, text=words, family_text=family_text, owner=named_owner(owner))
    agreement = _created(
        meeting,
        key,
        text=words,
        for_families=bool(family_text),
        family_text=family_text,
        **owner.columns(),
        owner=holder_of(owner, timezone.localdate(now)),
        due_on=due_on,
        first_due_on=due_on,
        delegation=delegation,
        unit=unit,
        drug=drug,
        case=case,
        review=review,
        agenda_item=agenda_item,
        state_at=now,
        agreed_at=now,
        agreed_by=by,
        is_simulated=meeting.is_simulated,
    )
    if condition is not None:
        set_condition(agreement, condition, now)
    happened(agreement, AgreementEventKind.AGREED, by=by, at=now, meeting=meeting)
    after: dict[str, Any] = {"meeting": meeting.pk, "due_on": due_on.isoformat(), "owner": owner.told}
    trace("agreement.agreed", agreement, by, after=after | {"condition": condition.kind if condition else None})
    tell_given(agreement, besides=by)
    return agreement


def words_of(text: str) -> str:
    """The agreement's words, with their lines."""
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()[:LONGEST]
    if not words:
        raise AgreementFactMissing(
            "text", _("Falta el acuerdo."), _("Escriba qué se hará. Sin nombres de niñas, niños ni familiares.")
        )
    return words


def check_due(due_on: date, earliest: date) -> None:
    if due_on < earliest:
        raise BadDueDay(_("La fecha es anterior a la sesión."), _("Escriba para cuándo debe quedar."))
    if due_on > earliest + FARTHEST:
        raise BadDueDay(_("La fecha queda a más de dos años."), _("Acuerde un paso que quepa antes."))


def is_signed(meeting_id: int) -> bool:
    """Whether the minutes of a meeting are signed."""
    return Minutes.objects.filter(meeting=meeting_id, signed_at__isnull=False).exists()


def must_be_under_way(meeting: Meeting) -> None:
    """Something is agreed in a meeting that has begun and whose minutes are not signed."""
    if meeting.state == MeetingState.CANCELLED:
        raise NoMeetingToAgreeIn(_("La sesión se canceló."), _("Anote el acuerdo en la sesión en que se tomó."))
    if meeting.state == MeetingState.PLANNED:
        raise NoMeetingToAgreeIn(_("La sesión aún no comienza."), _("Ábrala; los acuerdos se anotan cuando se toman."))
    if is_signed(meeting.pk):
        raise NoMeetingToAgreeIn(
            _("La minuta de esa sesión está firmada."), _("Anote el acuerdo en la siguiente sesión, o en una adenda.")
        )


def folio_of_key(meeting: Meeting, key: str) -> str:
    """The folio that a form's key leads to, always the same; nobody reads the key off it."""
    print_ = hmac.new(settings.SECRET_KEY.encode(), f"agreement:{meeting.pk}:{key}".encode(), hashlib.sha256).digest()
    return folio_from(PREFIX, print_[:12], 8)


def _same(meeting: Meeting, key: str, words: str) -> Agreement | None:
    """What this key has agreed already."""
    found = Agreement.objects.filter(folio=folio_of_key(meeting, key), meeting=meeting).first()
    if found is not None and found.text != words:
        raise KeyOfAnotherAgreement(found.folio)
    return found


def _created(meeting: Meeting, key: str, **columns: Any) -> Agreement:
    """With the folio of its key, or any that is free."""
    for attempt in range(TRIES):
        folio = folio_of_key(meeting, key) if key and not attempt else new_folio(PREFIX)
        try:
            with transaction.atomic():
                return Agreement.objects.create(folio=folio, meeting=meeting, **columns)
        except IntegrityError as error:
            if "folio" not in str(error) or attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")
