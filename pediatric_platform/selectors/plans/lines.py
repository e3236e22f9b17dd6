"""The doses of a session with their pieces, and how each of those stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, prefetch_related_objects

from pediatric_platform.models import Dose, DosePiece
from pediatric_platform.models.dose import DoseQuerySet
from pediatric_platform.reach import COVERED, MISSING, RANKS, UNKNOWN
from pediatric_platform.selectors.sessions import DatedSession
from supply.models import Drug
from supply.selectors.coverage import LineAnswer


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A drug of a dose: `line` is the answer about it in the whole session; `rank` as in `reach`."""

    piece: DosePiece
    line: LineAnswer | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class DoseRow:
    dose: Dose
    pieces: tuple[PieceRow, ...]


def dose_rows(dated: DatedSession) -> list[DoseRow]:
    """In the order of the regimen, each with its rule and who confirmed it. An answer too old to be told is told of
    no line."""
    prefetch_related_objects(dated.doses, "line", "confirmed_by")
    lines = {line.drug_id: line for line in dated.answer.lines} if dated.answer else {}
    return [
        DoseRow(dose, tuple(_piece(piece, lines.get(piece.drug_id), dated, dose) for piece in dose.pieces.all()))
        for dose in dated.doses
    ]


def _piece(piece: DosePiece, line: LineAnswer | None, dated: DatedSession, dose: Dose) -> PieceRow:
    if dated.rank is None or dose.state != "planned":
        return PieceRow(piece, None, None)
    if dated.is_made:
        return PieceRow(piece, None, COVERED)
    if line is None or dated.rank == UNKNOWN:
        return PieceRow(piece, line, UNKNOWN)
    return PieceRow(piece, line, MISSING if line.short else RANKS[line.status])


def drugs_of(doses: DoseQuerySet) -> QuerySet[Drug]:
    """The drugs of which doses take pieces, in order of their names: any of them may be the one that is missing."""
    takes = DosePiece.objects.filter(dose__in=doses).values("drug")
    return Drug.objects.filter(pk__in=takes).order_by("generic_name", "code")
