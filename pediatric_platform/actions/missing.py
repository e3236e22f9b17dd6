"""What was to be given and was not there is told to the supply floor, under its session; and when it came after all.

One need is one row there, whether the session was moved, the dose left out, the mixture not made, or a family told it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from pediatric_platform.models import Dose, DosePiece, Mixture, Session, SessionMove
from supply.actions.unmet import Unmet, note_unmet, void_unmet
from supply.models import Drug, UnmetKind


def missed_on_move(move: SessionMove, session: Session) -> None:
    """The session was put off for want of a drug: what was needed that day was not there."""
    if move.missing_drug_id is not None:
        _note(session, [move.missing_drug_id], day=move.moved_from, kind=UnmetKind.SESSION, source=f"v{move.pk}")


def missed_on_cancel(session: Session) -> None:
    """The session was called off for want of a drug."""
    if session.missing_drug_id is not None:
        _note(session, [session.missing_drug_id], day=session.on, kind=UnmetKind.SESSION, source=session.reference)


def missed_dose(dose: Dose, session: Session) -> None:
    """The dose was left out because it was not there. One that no strength of the catalogue gives names no drug."""
    drugs = list(dose.pieces.order_by("drug").values_list("drug", flat=True))
    _note(session, drugs, day=session.on, kind=UnmetKind.SESSION, source=f"d{dose.pk}")


def missed_mixture(mixture: Mixture, session: Session) -> None:
    """The mixture was not made for want of its drug."""
    drugs = list(DosePiece.objects.filter(dose=mixture.dose_id).order_by("drug").values_list("drug", flat=True))
    _note(session, drugs, day=session.on, kind=UnmetKind.MIXTURE, source=f"x{mixture.pk}")


def came_after_all(session: Session, *, inns: Collection[str], on: date) -> int:
    """These ingredients of a session were given on a day: what was noted as missing of them then or later was not; what
    was needed before that day was missing all the same. How many needs count no more."""
    if not inns:
        return 0
    drugs = Drug.objects.filter(inn__in=set(inns)).values_list("pk", flat=True)
    with override("es"):
        reason = _("Se dio a más tardar el día en que se necesitaba.")
    return void_unmet(references=[session.reference], drug_ids=list(drugs), since=on, reason=reason)


def _note(session: Session, drug_ids: Iterable[int], *, day: date, kind: str, source: str) -> None:
    wanted = list(drug_ids)
    planned = DosePiece.objects.filter(dose__session=session, drug__in=wanted).order_by()
    pieces = dict(planned.values_list("drug").annotate(Sum("pieces")))
    note_unmet(
        rows=[
            Unmet(
                unit_id=session.unit_id,
                drug_id=drug_id,
                day=day,
                reference=session.reference,
                kind=kind,
                source=source,
                pieces=pieces.get(drug_id),
            )
            for drug_id in wanted
        ]
    )
