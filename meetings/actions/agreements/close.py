"""What was done about an agreement, and that it was kept, fell away or stands again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person
from meetings.actions.agreements.change import must_be_pending, needs
from meetings.actions.agreements.conditions import measured_now
from meetings.actions.agreements.writing import happened, locked, must_name_nobody, save, trace
from meetings.agreement_notices import tell_owner
from meetings.agreement_rights import may_keep, must_follow, must_keep
from meetings.errors.agreements import AgreementIsPending, BadDueDay, MeasuredByTheData, TheDataSayKept
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, AgreementState, Condition
from pediatric_platform.errors.editing import check_edition


@transaction.atomic
def note_progress(*, agreement: Agreement, text: str, by: Person | None, now: datetime | None = None) -> AgreementEvent:
    """What was done so far; by whoever holds the owner's post, or keeps the minutes."""
    row = locked(agreement)
    must_follow(by, row)
    must_be_pending(row)
    words = needs(text, "text", _("Falta qué se hizo."), _("Escríbalo en una o dos frases. Sin nombres de pacientes."))
    must_name_nobody(row.meeting, progress=words)
    event = happened(row, AgreementEventKind.PROGRESS, by=by, at=now or timezone.now(), text=words)
    trace("agreement.progress", row, by, after={"event": event.pk})
    return event


@transaction.atomic
def fulfil(
    *,
    agreement: Agreement,
    note: str,
    on: date | None = None,
    edition: int | None = None,
    by: Person | None,
    now: datetime | None = None,
) -> Agreement:
    """It was kept: what was done. One that the data measure, only whoever keeps the minutes may say so, with what they
    have seen; from then on the data do not undo it.
    """
    now = now or timezone.now()
    row = locked(agreement)
    must_follow(by, row)
    check_edition(row, edition)
    must_be_pending(row)
    if Condition.objects.filter(agreement=row).exists() and not may_keep(by):
        raise MeasuredByTheData
    words = needs(note, "note", _("Falta qué se hizo."), _("Escriba qué se hizo y dónde consta."))
    must_name_nobody(row.meeting, note=words)
    today = timezone.localdate(now)
    on = on or today
    if on > today or on < timezone.localdate(row.agreed_at):
        raise BadDueDay(
            _("Se cumplió entre el día en que se acordó y hoy."),
            _("Escriba el día en que quedó."),
            field="on",
        )
    former = row.state
    row.state, row.state_at, row.fulfilled_on, row.closing_note = AgreementState.FULFILLED, now, on, words
    save(row, "state", "state_at", "fulfilled_on", "closing_note")
    happened(row, AgreementEventKind.FULFILLED, by=by, at=now, before=former, text=words)
    trace("agreement.fulfilled", row, by, {"state": former}, {"state": row.state, "on": on.isoformat()})
    tell_owner("agreement.fulfilled", row, row.edition, besides=by, on=on)
    return row


@transaction.atomic
def reopen(
    *, agreement: Agreement, reason: str, edition: int | None = None, by: Person | None, now: datetime | None = None
) -> Agreement:
    """It was not kept after all, or is needed again."""
    must_keep(by)
    now = now or timezone.now()
    row = locked(agreement)
    check_edition(row, edition)
    if row.is_pending:
        raise AgreementIsPending
    condition = Condition.objects.filter(agreement=row).first()
    if condition is not None and measured_now(condition, now).kept_on is not None:
        raise TheDataSayKept
    reason = needs(reason, "reason", _("Falta el motivo."), _("Escriba por qué no está cumplido."))
    must_name_nobody(row.meeting, reason=reason)
    former = row.state
    late = row.due_on < timezone.localdate(now)
    row.state, row.state_at = AgreementState.BROKEN if late else AgreementState.OPEN, now
    row.fulfilled_on, row.closing_note, row.reminded_on = None, "", None
    row.reopenings += 1
    save(row, "state", "state_at", "fulfilled_on", "closing_note", "reminded_on", "reopenings")
    happened(row, AgreementEventKind.REOPENED, by=by, at=now, before=former, text=reason)
    trace("agreement.reopened", row, by, {"state": former}, {"state": row.state})
    tell_owner("agreement.reopened", row, row.edition, besides=by, reason=reason)
    return row


@transaction.atomic
def cancel(
    *, agreement: Agreement, reason: str, edition: int | None = None, by: Person | None, now: datetime | None = None
) -> Agreement:
    """Nobody owes it any more, and why."""
    must_keep(by)
    now = now or timezone.now()
    row = locked(agreement)
    check_edition(row, edition)
    must_be_pending(row)
    reason = needs(reason, "reason", _("Falta el motivo."), _("Escriba por qué queda sin efecto."))
    must_name_nobody(row.meeting, reason=reason)
    former = row.state
    row.state, row.state_at, row.closing_note = AgreementState.CANCELLED, now, reason
    save(row, "state", "state_at", "closing_note")
    happened(row, AgreementEventKind.CANCELLED, by=by, at=now, before=former, text=reason)
    trace("agreement.cancelled", row, by, {"state": former}, {"state": row.state})
    tell_owner("agreement.cancelled", row, row.edition, besides=by, reason=reason)
    return row
