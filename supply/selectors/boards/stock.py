"""What lies in places today, from the balances: the part of a board that no weekly report can know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from supply.models import Balance, LotState, TransferLine
from supply.models.drug import label_of


@dataclass(frozen=True)
class Held:
    """Pieces of a lot in a place."""

    place_id: int
    place: str
    place_code: str
    unit_id: int | None
    delegation_id: int
    drug_id: int
    code: str | None
    drug: str
    lot_id: int
    lot: str
    expires_on: date
    state: str
    on_hand: int

    def is_usable(self, day: date) -> bool:
        return self.state == LotState.USABLE and self.expires_on >= day

    def is_blocked(self, day: date) -> bool:
        """On the shelf and not to be given: quarantined, recalled or expired."""
        return not self.is_usable(day)

    def expires_within(self, day: date, days: int) -> bool:
        """Usable today and expired so many days later."""
        return self.is_usable(day) and self.expires_on <= day + timedelta(days=days)


_HELD = (
    "place_id",
    "place__name",
    "place__code",
    "place__unit_id",
    "place__delegation_id",
    "lot__drug_id",
    "lot__drug__code",
    "lot__drug__generic_name",
    "lot__drug__strength",
    "lot__drug__strength_unit",
    "lot__drug__form",
    "lot_id",
    "lot__number",
    "lot__expires_on",
    "lot__state",
    "on_hand",
)


def held(balances: QuerySet[Balance]) -> list[Held]:
    """The balances with stock, first to expire first, in one query."""
    rows: Iterable[Any] = balances.in_stock().fefo().values_list(*_HELD)  # type: ignore[attr-defined]
    found: list[tuple[Any, ...]] = [(*row[:7], label_of(*row[7:11]), *row[11:]) for row in rows]
    return [Held(*values) for values in found]


def usable_by(rows: Iterable[Held], attribute: str, day: date) -> dict[int, int]:
    """Usable pieces added up by an attribute ("drug_id", "unit_id", "place_id")."""
    sums: dict[int, int] = {}
    for row in rows:
        if row.is_usable(day):
            key = getattr(row, attribute)
            sums[key] = sums.get(key, 0) + row.on_hand
    return sums


def expiry_sums(rows: Iterable[Held], day: date) -> Mapping[int, int]:
    """Usable pieces that expire within 30, 60 and 90 days, each including the one before."""
    found = list(rows)
    return {days: sum(row.on_hand for row in found if row.expires_within(day, days)) for days in (30, 60, 90)}


@dataclass(frozen=True)
class OnItsWay:
    """A transfer in transit: how much, of how many drugs, and when it is due."""

    id: int
    from_place: str
    to_place: str
    to_unit_id: int | None
    to_unit: str | None
    dispatched_on: date
    expected_on: date | None
    pieces: int
    drugs: int

    def is_late(self, day: date) -> bool:
        return self.expected_on is not None and self.expected_on < day


def on_their_way(transfers: QuerySet[Any], *, drug_id: int | None = None) -> list[OnItsWay]:
    """Transfers in transit with their pieces (of one drug, if named), the one due first first; one query."""
    lines = TransferLine.objects.filter(transfer__in=transfers.in_transit())  # type: ignore[attr-defined]
    if drug_id is not None:
        lines = lines.filter(lot__drug_id=drug_id)
    columns = (
        "transfer_id",
        "transfer__from_place__name",
        "transfer__to_place__name",
        "transfer__to_place__unit_id",
        "transfer__to_place__unit__name",
        "transfer__dispatched_on",
        "transfer__expected_on",
        "sent",
        "lot__drug_id",
    )
    heads: dict[int, tuple[Any, ...]] = {}
    pieces: dict[int, int] = {}
    drugs: dict[int, set[int]] = {}
    for pk, *head, sent, drug in lines.values_list(*columns):
        heads[pk] = tuple(head)
        pieces[pk] = pieces.get(pk, 0) + sent
        drugs.setdefault(pk, set()).add(drug)
    values: list[tuple[Any, ...]] = [(pk, *heads[pk], pieces[pk], len(drugs[pk])) for pk in heads]
    found = [OnItsWay(*row) for row in values]
    return sorted(found, key=lambda row: (row.expected_on or date.max, row.dispatched_on, row.id))
