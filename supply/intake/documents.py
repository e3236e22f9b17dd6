"""The documents that a week comes to, before they are posted: plain values with a digest of their content."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from supply.intake.rows import Moved, Tallied
from supply.intake.world import LotKey
from supply.reasons import DISPENSED, Reason, sign


class Verb(StrEnum):
    """The ledger's action that posts a document."""

    RECEIVE = "receive"
    DISPENSE = "dispense"
    ADJUST = "adjust"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    COUNT = "count"


ARRIVALS = (Reason.RECEIPT, Reason.OPENING, Reason.LOAN_IN, Reason.PATIENT_RETURN)
# Where a reference tells deliveries apart; prescriptions have one each and would make a document of every row.
_BY_REFERENCE = (Reason.RECEIPT, Reason.LOAN_IN)

Line = tuple[LotKey, int, str]
"""Lot, pieces and reason (none in a transfer)."""


@dataclass(frozen=True)
class Planned:
    """One document of the week. Equal content gives an equal digest, whatever the order of the rows."""

    verb: Verb
    place_id: int
    day: dt.date
    lines: tuple[Line, ...]
    reason: str = ""
    reference: str = ""
    to_place_id: int | None = None
    transfer_id: int | None = None
    sent_in: Planned | None = None
    """The document of this very week whose transfer is accepted."""
    adds: bool = field(default=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """Forty hexadecimal digits that stand for the content."""
        origin = self.sent_in.digest if self.sent_in else self.transfer_id
        lines = [
            (drug, number, expires_on.isoformat(), pieces, str(reason))
            for (drug, number, expires_on), pieces, reason in self.lines
        ]
        content = (
            str(self.verb),
            self.place_id,
            self.day.isoformat(),
            str(self.reason),
            self.reference,
            self.to_place_id,
            origin,
            lines,
        )
        return hashlib.sha256(repr(content).encode()).hexdigest()[:40]

    @property
    def pieces(self) -> int:
        return sum(pieces for _lot, pieces, _reason in self.lines)


@dataclass
class Plan:
    """What the file comes to: documents in the order in which they can be posted, and the prescriptions."""

    documents: list[Planned] = field(default_factory=list)
    tallies: list[Tallied] = field(default_factory=list)
    adjusted_up: int = 0
    adjusted_down: int = 0
    """Pieces by which the counts differ from the ledger."""

    def of_verb(self, verb: Verb) -> list[Planned]:
        return [document for document in self.documents if document.verb == verb]


def in_lines(pairs: Iterable[tuple[LotKey, int, str]]) -> tuple[Line, ...]:
    """Lines with the pieces of equal lots and reasons added up, in a fixed order."""
    pieces: dict[tuple[LotKey, str], int] = defaultdict(int)
    for lot, count, reason in pairs:
        pieces[lot, reason] += count
    return tuple((lot, count, reason) for (lot, reason), count in sorted(pieces.items()))


def documents_of(moved: Iterable[Moved]) -> list[Planned]:
    """Arrivals, dispensings and adjustments, one document per place, day and kind; transfers have their own module."""
    groups: dict[tuple[Verb, int, dt.date, str, str, bool], list[tuple[LotKey, int, str]]] = defaultdict(list)
    for row in moved:
        reason = row.motive.reason
        adds = sign(reason) > 0
        if reason in ARRIVALS:
            reference = row.reference if reason in _BY_REFERENCE else ""
            key = (Verb.RECEIVE, row.place.pk, row.day, str(reason), reference, adds)
        elif reason in DISPENSED:
            key = (Verb.DISPENSE, row.place.pk, row.day, str(reason), "", adds)
        else:
            key = (Verb.ADJUST, row.place.pk, row.day, "", "", adds)
        groups[key].append((row.lot, row.pieces, str(reason)))
    return [
        Planned(verb, place_id, day, in_lines(lines), reason, reference, adds=adds)
        for (verb, place_id, day, reason, reference, adds), lines in sorted(groups.items(), key=lambda item: item[0])
    ]
