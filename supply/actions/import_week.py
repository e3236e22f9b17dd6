"""One uploaded week: read, checked against everything stored, posted through the ledger; all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Delegation, Person, Unit
from delegations.tabular import Fault
from supply.actions.prescriptions import Tally, record
from supply.actions.week_posting import PlanPosting
from supply.actions.weeks import draft_week
from supply.errors import LedgerRefusal
from supply.intake.checks import check_rows
from supply.intake.opening import Opened
from supply.intake.planning import plan_week
from supply.intake.replacing import Changes, compare
from supply.intake.rows import Tallied
from supply.intake.sheets import MOVEMENTS_NAME, STOCK_NAME
from supply.intake.world import World
from supply.models import Document, Movement, Source
from supply.selectors.purchasing.receipts import deliveries_standing_on
from supply.selectors.week_world import load_world
from supply.weeks import IsoWeek

# Beside the ledger's own advisory locks (72001).
UPLOAD_LOCK = 72002


@dataclass
class Imported:
    """What an upload did, or would do (`dry_run`), or why it did nothing (`faults`)."""

    week: IsoWeek
    dry_run: bool
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    rows: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    """Verb → documents posted."""
    movements: int = 0
    reversed: int = 0
    """Documents of an earlier upload of the week that were taken back."""
    unchanged: int = 0
    """Documents that were there already."""
    adjusted_up: int = 0
    adjusted_down: int = 0
    tallies: int = 0
    owners: list[str] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def already_there(self) -> bool:
        """The file says nothing that is not stored yet: nothing was posted now."""
        return self.ok and not self.documents and not self.reversed and not self.tallies


def import_week(
    *, week: IsoWeek, opened: Opened, by: Person | None, dry_run: bool = False, now: dt.datetime | None = None
) -> Imported:
    """Post the week of the opened file; `by` None is the system and may load for every unit.

    With any fault nothing is stored. A file loaded before has no further effect; another file of the same week replaces
    what the earlier one posted for the same places (by reversals). `dry_run` goes the whole way and takes it back.
    """
    now = now or timezone.now()
    outcome = Imported(week, dry_run, rows=sum(len(reading.rows) for reading in opened.readings.values()))
    try:
        with transaction.atomic():
            _Import(week, opened, by, now, outcome).run()
            if dry_run or outcome.faults:
                transaction.set_rollback(True)
    except LedgerRefusal as refusal:
        outcome.faults.append(Fault(STOCK_NAME, 0, "", "", str(refusal), refusal.remedy))
    if outcome.faults:
        outcome.documents, outcome.movements, outcome.reversed = {}, 0, 0
    return outcome


class _Import:
    def __init__(self, week: IsoWeek, opened: Opened, by: Person | None, now: dt.datetime, outcome: Imported) -> None:
        self.week, self.opened, self.by, self.now, self.outcome = week, opened, by, now, outcome

    def run(self) -> None:
        """Check, plan, compare with what is there, post; faults are left in the outcome."""
        self._lock()
        world, earlier = load_world(self.opened, self.week, self.by, self.now)
        rows, names = check_rows(self.opened, world)
        stock_and_moves_ok = self.opened.faults == [] and all(
            self.opened.readings[name].ok for name in (STOCK_NAME, MOVEMENTS_NAME) if name in self.opened.readings
        )
        plan = plan_week(rows, world, self.opened.readings) if stock_and_moves_ok else None
        changes = Changes()
        tallies: list[Tallied] = []
        if plan is not None and not self.opened.all_faults:
            owners = {place.pk: place.owner.code for place in world.places.values()}
            counted = [document for document in earlier.standing if document.place_id in rows.places]
            changes = compare(plan.documents, counted, _nets(counted), owners)
            tallies = [item for item in rows.tallied if world.tallied_on_sunday.get(item.key) != item.on_sunday(world)]
            touched = {item.place_id for item in changes.to_post} | {item.place_id for item in changes.to_reverse}
            names.refuse_closed(touched, {item.unit_id for item in tallies})
        else:
            names.refuse_all_closed()
        self.outcome.faults = self.opened.all_faults
        self.outcome.warnings = self.opened.all_warnings
        if plan is None or self.outcome.faults:
            return
        self.outcome.warnings += _given_back(changes.to_reverse)
        posting = PlanPosting(self.week, self.by, earlier.keys)
        posting.post(changes)
        self._tally(tallies, world)
        outcome = self.outcome
        outcome.documents, outcome.movements = posting.documents, posting.movements
        outcome.reversed, outcome.unchanged = len(changes.to_reverse), changes.unchanged
        outcome.adjusted_up, outcome.adjusted_down = plan.adjusted_up, plan.adjusted_down
        outcome.owners = sorted(
            {place.owner.code for place, _row in rows.places.values()}
            | {
                owner.code
                for owner in world.owners.values()
                if owner.unit_id in {item.unit_id for item in rows.tallied}
            }
        )
        if not outcome.already_there:
            self._draft(world)
            self._leave_trace()

    def _lock(self) -> None:
        """Uploads that name the same owner wait for each other: each plans on what the other has posted."""
        codes = {row["clues"] for reading in self.opened.readings.values() for row in reading.rows}
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT pg_advisory_xact_lock(%s, owner)
                  FROM (SELECT DISTINCT hashtext(code) AS owner FROM unnest(%s::text[]) AS u (code) ORDER BY 1) AS o
                """,
                [UPLOAD_LOCK, sorted(codes)],
            )

    def _tally(self, tallies: Iterable[Tallied], world: World) -> None:
        """The week's prescriptions, set on its Sunday less what was noted from Monday to Saturday."""
        by_unit: dict[int, list[Tally]] = {}
        for item in tallies:
            by_unit.setdefault(item.unit_id, []).append(Tally(item.drug_id, *item.on_sunday(world)))
            self.outcome.tallies += 1
        units = Unit.objects.in_bulk(by_unit)
        for unit_id, day_tallies in by_unit.items():
            record(unit=units[unit_id], day=self.week.sunday, tallies=day_tallies, by=self.by)

    def _draft(self, world: World) -> None:
        """Draft, or draft anew, the reports of whoever the file touches."""
        units: dict[int, list[int]] = {}
        for code in self.outcome.owners:
            owner = world.owners[code]
            found = units.setdefault(owner.delegation_id, [])
            if owner.unit_id is not None:
                found.append(owner.unit_id)
        delegations = Delegation.objects.in_bulk(units)
        for delegation_id, unit_ids in units.items():
            self.outcome.reports += draft_week(
                delegation=delegations[delegation_id],
                week=self.week,
                now=max(self.now, timezone.now()),  # not older than what was just posted: it would seem out of date
                units=list(Unit.objects.filter(pk__in=unit_ids)),
                source=Source.UPLOAD,
            )

    def _leave_trace(self) -> None:
        outcome = self.outcome
        audit.record(
            type="week.imported",
            by=self.by,
            after={
                "week": str(self.week),
                "owners": outcome.owners,
                "documents": outcome.documents,
                "movements": outcome.movements,
                "reversed": outcome.reversed,
            },
        )


def _given_back(documents: Iterable[Document]) -> list[Fault]:
    """Deliveries of suppliers that stood on a document which is replaced: their orders lack those packs again."""
    return [
        Fault(
            MOVEMENTS_NAME, 0, "", told.remision,
            _("Esa remisión de %(supplier)s se anula al reemplazar su recepción; sus órdenes (%(orders)s) vuelven a"
              " esperar esos envases.") % {"supplier": told.supplier, "orders": ", ".join(told.orders)},
            _("Recíbala otra vez desde su orden: las piezas que ya traiga este archivo no se repiten."),
        )
        for told in deliveries_standing_on([document.pk for document in documents])
    ]  # fmt: skip


def _nets(documents: list[Document]) -> Mapping[int, int]:
    """Sum of each document's movements at its own place."""
    sums = (
        Movement.objects.filter(document_id__in=[item.pk for item in documents], place_id=F("document__place_id"))
        .order_by()
        .values_list("document_id")
        .annotate(net=Sum("quantity"))
    )
    return dict(sums)
