"""What the simulated treatment was short of, noted as the actions would have noted it."""

from __future__ import annotations

from pediatric_platform.actions.missing import came_after_all
from pediatric_platform.models import CaseFollower, Dose, DosePiece, MoveReason, Session, SessionMove, SessionState
from supply.actions.unmet import Unmet, note_unmet
from supply.models import Drug, UnmetKind


def note_past() -> int:
    """Sessions put off or called off, and doses left out, for want of a drug; how many needs."""
    moves = SessionMove.objects.filter(reason=MoveReason.MISSING_DRUG, session__plan__child__is_simulated=True)
    drugs = _drugs({move.session_id for move in moves})
    rows = [
        Unmet(move.session.unit_id, drug_id, move.moved_from, move.session.reference, UnmetKind.SESSION, f"v{move.pk}")
        for move in moves.select_related("session")
        if (drug_id := move.missing_drug_id or drugs.get(move.session_id)) is not None
    ]
    off = Session.objects.filter(missing_drug__isnull=False, plan__child__is_simulated=True)
    rows += [
        Unmet(row.unit_id, row.missing_drug_id, row.on, row.reference, UnmetKind.SESSION, row.reference)
        for row in off if row.missing_drug_id is not None
    ]  # fmt: skip
    left_out = Dose.objects.filter(was_missing=True, session__plan__child__is_simulated=True)
    rows += [
        Unmet(piece.dose.session.unit_id, piece.drug_id, piece.dose.session.on, piece.dose.session.reference,
              UnmetKind.SESSION, f"d{piece.dose_id}", pieces=piece.pieces)
        for piece in DosePiece.objects.filter(dose__in=left_out).select_related("dose__session")
    ]  # fmt: skip
    return note_unmet(rows=rows)


def _drugs(session_ids: set[int]) -> dict[int, int]:
    """Session → a drug of its first dose that the catalogue knows: simulated moves do not say which was missing."""
    known = Drug.objects.active().filter(is_oncologic=True, code__isnull=False).exclude(inn="").order_by("-code")
    of_inn = {drug.inn: drug.pk for drug in known}
    doses = Dose.objects.filter(session__in=session_ids).order_by("session", "-position")
    return {session: of_inn[inn] for session, inn in doses.values_list("session", "inn") if inn in of_inn}


def void_what_was_given() -> int:
    """Of the cases' sessions those given on their day: what was told to be missing was there in the end."""
    followers = CaseFollower.objects.filter(session__state=SessionState.GIVEN, case__drug__isnull=False)
    done = 0
    for row in followers.select_related("session", "case__drug"):
        session, drug = row.session, row.case.drug
        if session is not None and drug is not None and session.given_on is not None:
            done += came_after_all(session, inns=[drug.inn], on=session.given_on)
    return done
