"""What was agreed is put right, moved to another day, or given to another post."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Unit
from meetings.actions.agreements.agree import LONGEST, check_due, is_signed, words_of
from meetings.actions.agreements.conditions import set_condition
from meetings.actions.agreements.writing import (
    happened,
    locked,
    must_name_nobody,
    named_owner,
    save,
    tidy,
    trace,
)
from meetings.actions.holding import hold
from meetings.agreement_notices import tell_given, tell_owner
from meetings.agreement_owner import Owner
from meetings.agreement_rights import must_agree, must_keep
from meetings.condition_facts import ConditionFacts
from meetings.errors.agreements import AgreementFactMissing, AgreementIsClosed, BadDueDay, PlaceUnclear, SignedAway
from meetings.models import Agreement, AgreementEventKind, AgreementState, Condition
from meetings.selectors.agreements.owners import holder_of, post_text
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.models import Case
from supply.models import Drug


@transaction.atomic
def change_agreement(
    *,
    agreement: Agreement,
    text: str,
    delegation: Delegation | None,
    unit: Unit | None,
    drug: Drug | None,
    case: Case | None,
    condition: ConditionFacts | None,
    family_text: str = "",
    edition: int | None = None,
    by: Person | None,
    now: datetime | None = None,
) -> Agreement:
    """Other words, another place, another condition: until the minutes that tell of it are signed."""
    must_agree(by)
    now = now or timezone.now()
    hold(agreement.meeting_id)
    row = locked(agreement)
    check_edition(row, edition)
    must_be_pending(row)
    if is_signed(row.meeting_id):
        raise SignedAway
    if delegation is not None and unit is not None:
        raise PlaceUnclear
    before = _told(row)
    text, family_text = words_of(text), tidy(family_text, LONGEST)
    must_name_nobody(row.meeting, text=text, family_text=family_text)
    row.text, row.family_text = text, family_text
    row.for_families = bool(row.family_text)
    row.delegation, row.unit, row.drug, row.case = delegation, unit, drug, case
    save(row, "text", "family_text", "for_families", "delegation", "unit", "drug", "case")
    _rewrite_condition(row, condition, now)
    happened(row, AgreementEventKind.CHANGED, by=by, at=now)
    trace("agreement.changed", row, by, before, _told(row))
    return row


@transaction.atomic
def move_due(
    *,
    agreement: Agreement,
    due_on: date,
    reason: str,
    edition: int | None = None,
    by: Person | None,
    now: datetime | None = None,
) -> Agreement:
    """Another day, and why. What was first promised stays: a share kept on time is of that."""
    must_keep(by)
    now = now or timezone.now()
    row = locked(agreement)
    check_edition(row, edition)
    must_be_pending(row)
    reason = needs(reason, "reason", _("Falta el motivo."), _("Escriba por qué cambia la fecha."))
    must_name_nobody(row.meeting, reason=reason)
    today = timezone.localdate(now)
    if due_on == row.due_on:
        raise BadDueDay(_("Es la misma fecha."), _("Escriba la fecha nueva."))
    if due_on < today:
        raise BadDueDay(_("La fecha ya pasó."), _("Escriba para cuándo debe quedar."))
    check_due(due_on, row.meeting.on)
    former, state = row.due_on, row.state
    row.due_on, row.reminded_on = due_on, None
    if state != AgreementState.OPEN:
        # It has its days again; the night looks whether it is at risk.
        row.state, row.state_at = AgreementState.OPEN, now
    save(row, "due_on", "reminded_on", "state", "state_at")
    words = f"{former:%d/%m/%Y} → {due_on:%d/%m/%Y}. {reason}"[:400]
    happened(row, AgreementEventKind.DUE_MOVED, by=by, at=now, before=state, text=words)
    trace(
        "agreement.due_moved", row, by,
        {"due_on": former.isoformat(), "state": state}, {"due_on": due_on.isoformat(), "state": row.state},
    )  # fmt: skip
    tell_owner("agreement.due_moved", row, row.edition, besides=by, former=former, reason=reason)
    return row


@transaction.atomic
def give_agreement(
    *, agreement: Agreement, owner: Owner, edition: int | None = None, by: Person | None, now: datetime | None = None
) -> Agreement:
    """It is somebody else's from now on; who holds the post is told."""
    must_keep(by)
    now = now or timezone.now()
    row = locked(agreement)
    check_edition(row, edition)
    must_be_pending(row)
    owner, former = owner.checked(), Owner.of(row)
    if owner.is_same(former):
        return row
    must_name_nobody(row.meeting, owner=named_owner(owner))
    for column, value in owner.columns().items():
        setattr(row, column, value)
    row.owner, row.reminded_on = holder_of(owner, timezone.localdate(now)), None
    save(row, *owner.columns(), "owner", "reminded_on")
    happened(row, AgreementEventKind.OWNER, by=by, at=now, text=f"{_whose(former)} → {_whose(owner)}"[:400])
    trace("agreement.given", row, by, {"owner": former.told}, {"owner": owner.told})
    tell_given(row, besides=by)
    return row


def _whose(owner: Owner) -> str:
    """The post, for everybody who reads the history. Somebody from outside may be a relative: only whose they are."""
    with translation.override(settings.LANGUAGE_CODE):
        return post_text(owner) if owner.role else owner.organisation or _("Alguien de fuera")


def must_be_pending(agreement: Agreement) -> None:
    if not agreement.is_pending:
        raise AgreementIsClosed(str(agreement.get_state_display()))


def needs(text: str, field: str, message: str, remedy: str) -> str:
    """The words, tidied; a refusal where there are none."""
    words = tidy(text)
    if not words:
        raise AgreementFactMissing(field, message, remedy)
    return words


def _told(row: Agreement) -> dict[str, Any]:
    condition = Condition.objects.filter(agreement=row).first()
    return {
        "delegation": row.delegation.code if row.delegation else None,
        "unit": row.unit.clues if row.unit else None,
        "drug": row.drug_id,
        "case": row.case.folio if row.case else None,
        "condition": condition.kind if condition else None,
        "threshold": str(condition.threshold) if condition and condition.threshold is not None else None,
    }


def _rewrite_condition(row: Agreement, facts: ConditionFacts | None, now: datetime) -> None:
    """Only where it says something else: what was measured of it otherwise stays."""
    former = Condition.objects.filter(agreement=row).first()
    if facts is None:
        if former is not None:
            former.delete()
            # Its row is gone; the agreement in hand must not speak of it.
            row.refresh_from_db()
        return
    facts = facts.of(row).checked()
    if former is None or facts.differs_from(former):
        set_condition(row, facts, now)
