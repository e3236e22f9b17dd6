from __future__ import annotations

from datetime import date

from django.db import transaction

from delegations import audit
from delegations.models import Person, Place
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.holding import hold_sessions
from pediatric_platform.actions.missing import came_after_all
from pediatric_platform.actions.mixing.finish import finish_session, mark_given
from pediatric_platform.actions.mixing.rights import may_hand_out, require
from pediatric_platform.errors.mixing import (
    CannotUndo,
    DoseAwaitsConfirmation,
    DoseIsOver,
    DoseWithoutAmount,
    NoPiecesForDose,
    NotAPharmacy,
    NotHandedOutHere,
    ReasonMissing,
    SessionIsOver,
)
from pediatric_platform.mixing_rules import is_mixed
from pediatric_platform.models import Dose, DoseState, Session, SessionState
from pediatric_platform.prescribing import must_be_in_treatment
from supply.actions import ledger
from supply.actions.ledger import IssueLine
from supply.errors import LedgerRefusal
from supply.models import Document, Source


@transaction.atomic
def hand_out(*, dose: Dose, place: Place, by: Person | None, on: date | None = None, source: str = Source.PAGE) -> Dose:
    """The pharmacy gives out a dose that is not mixed: its pieces leave the ledger, first to expire first.

    `on` is the day it truly happened, where that is not today. Sent twice, the second is told that it is done.
    """
    dose = _locked(dose)
    if by is not None:
        require(may_hand_out(by, place), "hand_out")
    if place.unit_id != dose.session.unit_id:
        raise NotAPharmacy(place.name)
    must_be_in_treatment(dose.session.plan.child, on or place.today())
    if is_mixed(dose.route, dose.purpose):
        raise NotHandedOutHere(dose.name)
    if dose.state != DoseState.PLANNED:
        raise DoseIsOver(dose.name, dose.get_state_display())
    if dose.session.state != SessionState.PLANNED:
        raise SessionIsOver(dose.session.get_state_display())
    if dose.amount is None:
        raise DoseWithoutAmount(dose.name)
    if dose.awaits_confirmation:
        raise DoseAwaitsConfirmation(dose.name)
    lines = [IssueLine(drug, pieces) for drug, pieces in dose.pieces.order_by("drug").values_list("drug", "pieces")]
    if not lines:
        raise NoPiecesForDose(dose.name)
    before = Document.objects.filter(place=place, idempotency_key__startswith=f"dosis-{dose.pk}-").count()
    posting = ledger.dispense(
        place=place,
        lines=lines,
        key=f"dosis-{dose.pk}-{before + 1}",
        by=by,
        occurred_on=on,
        reference=dose.session.reference,
        source=source,
    )
    dose.document = posting.document
    mark_given(dose, by=by)
    declare_sessions({dose.session_id})
    came_after_all(dose.session, inns=[dose.inn], on=on or place.today())
    finish_session(dose.session_id, on=on or place.today(), by=by)
    return dose


@transaction.atomic
def take_back(*, dose: Dose, reason: str, by: Person | None) -> Dose:
    """A dose that was written as handed out and was not: its pieces return to the shelf, while the session is open."""
    if not reason.strip():
        raise ReasonMissing
    dose = _locked(dose)
    document = dose.document
    if dose.state != DoseState.GIVEN or document is None:
        raise DoseIsOver(dose.name, dose.get_state_display())
    if by is not None:
        require(may_hand_out(by, document.place), "hand_out")
    if dose.session.state != SessionState.PLANNED:
        raise CannotUndo(dose.session.get_state_display().lower())
    try:
        ledger.reverse(document=document, key=f"reverso-{document.pk}", by=by, note=reason.strip()[:240])
    except LedgerRefusal as refusal:
        raise CannotUndo(refusal.message.rstrip(".")) from refusal
    dose.state, dose.document = DoseState.PLANNED, None
    dose.save(update_fields=["state", "document"])
    declare_sessions({dose.session_id})
    audit.record(
        type="dose.taken_back",
        by=by,
        target=dose,
        before={"state": str(DoseState.GIVEN)},
        after={"state": str(DoseState.PLANNED)},
        unit=dose.session.unit_id,
        delegation=dose.session.unit.delegation_id,
    )
    return dose


def _locked(dose: Dose) -> Dose:
    hold_sessions(Session.objects.filter(doses=dose.pk))
    rows = Dose.objects.select_for_update(of=("self",))
    return rows.select_related("session__unit__delegation", "session__plan__child", "document__place__unit").get(
        pk=dose.pk
    )
