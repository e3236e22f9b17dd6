"""What may be told of a package: whether it is covered, with what, and how old the facts behind it are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from supply.horizon import STALE_DAYS
from supply.models import CoverageStatus, Lot, Requirement, RequirementPackage


@dataclass(frozen=True, slots=True)
class Portion:
    """Pieces that a line counts on: of a lot on the shelf, or on its way with `transfer_id`, expected `on`; or of an
    order (`order_id`) whose lot nobody knows yet, there by that day with a probability of so many `percent`."""

    lot_id: int | None
    lot_number: str
    expires_on: date | None
    pieces: int
    transfer_id: int | None = None
    on: date | None = None
    order_id: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One drug of a package. In a package that is not complete nothing is set aside: `allocation` is empty."""

    drug_id: int
    drug_label: str
    has_clave: bool
    pieces: int
    short: int
    status: str
    allocation: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The last computed answer of a package. `computed_at`: when its unit was last computed; `data_at`: when the unit
    last told anything (posted to its ledger, signed a week)."""

    reference: str
    folio: str
    unit_id: int
    status: str
    needed_on: date
    expected_on: date | None
    certainty: str
    uncovered_since: datetime | None
    computed_at: datetime | None
    data_at: datetime | None
    lines: tuple[LineAnswer, ...]

    def is_known(self, now: datetime) -> bool:
        """Whether there is an answer, from facts young enough to be told to anybody."""
        if self.status == CoverageStatus.UNKNOWN or self.data_at is None:
            return False
        return now - self.data_at <= timedelta(days=STALE_DAYS)

    def data_age_days(self, now: datetime) -> int | None:
        """Whole days since the unit last told anything; None if it never did."""
        return None if self.data_at is None else max((now - self.data_at).days, 0)


def answers(references: Collection[str]) -> dict[str, Answer]:
    """Reference → answer, for those that stand for a package. Four queries at most, however many there are."""
    rows = list(
        RequirementPackage.objects.filter(reference__in=list(references))
        .select_related("unit__coverage_run")
        .order_by("needed_on", "priority", "reference")
    )
    lines = _lines([row.pk for row in rows])
    told = data_at({row.unit_id for row in rows})
    return {
        row.reference: Answer(
            row.reference,
            row.folio,
            row.unit_id,
            row.status,
            row.needed_on,
            row.expected_on,
            row.certainty,
            row.uncovered_since,
            _computed_at(row),
            told.get(row.unit_id),
            tuple(lines.get(row.pk, ())),
        )
        for row in rows
    }


def _computed_at(row: RequirementPackage) -> datetime | None:
    """The answer's row is written when it changes; it was confirmed whenever the unit was computed since."""
    if row.computed_at is None:
        return None
    run = getattr(row.unit, "coverage_run", None)
    return row.computed_at if run is None else max(row.computed_at, run.computed_at)


def _lines(package_ids: Collection[int]) -> dict[int, list[LineAnswer]]:
    rows = list(
        Requirement.objects.filter(package__in=package_ids)
        .select_related("drug")
        .order_by("package_id", "drug__generic_name", "drug__code")
    )
    lots = _lots({part["lot"] for row in rows for part in row.allocation if "lot" in part})
    found: dict[int, list[LineAnswer]] = defaultdict(list)
    for row in rows:
        found[row.package_id].append(
            LineAnswer(
                row.drug_id,
                row.drug.label,
                row.drug.code is not None,
                row.pieces,
                row.short,
                row.status,
                tuple(_portion(part, lots) for part in row.allocation),
            )
        )
    return found


def _portion(part: dict[str, Any], lots: Mapping[int, tuple[str, date]]) -> Portion:
    lot_id = part.get("lot")
    number, expires_on = ("", None) if lot_id is None else lots[lot_id]
    return Portion(
        lot_id=lot_id,
        lot_number=number,
        expires_on=expires_on,
        pieces=part["pieces"],
        transfer_id=part.get("transfer"),
        on=date.fromisoformat(part["on"]) if "on" in part else None,
        order_id=part.get("order"),
        percent=part.get("percent"),
    )


def _lots(lot_ids: Collection[int]) -> dict[int, tuple[str, date]]:
    rows = Lot.objects.filter(pk__in=lot_ids).values_list("pk", "number", "expires_on")
    return {pk: (number, expires_on) for pk, number, expires_on in rows}


def data_at(unit_ids: Iterable[int]) -> dict[int, datetime]:
    """Unit → when it last told anything of its stock: its newest posting, or the signature of its newest week."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT u.id, greatest(posted.at, signed.at)
              FROM unnest(%s::bigint[]) AS u (id)
             CROSS JOIN LATERAL (
                   SELECT max(newest.at) AS at FROM delegations_place AS p
                    CROSS JOIN LATERAL (
                          SELECT d.posted_at AS at FROM supply_document AS d
                           WHERE d.place_id = p.id ORDER BY d.posted_at DESC LIMIT 1) AS newest
                    WHERE p.unit_id = u.id) AS posted
              LEFT JOIN LATERAL (
                   SELECT w.signed_at AS at FROM supply_weeklyreport AS w
                    WHERE w.unit_id = u.id AND w.signed_at IS NOT NULL ORDER BY w.week DESC LIMIT 1) AS signed ON true
            """,
            [sorted(set(unit_ids))],
        )
        return {unit_id: at for unit_id, at in cursor.fetchall() if at is not None}
