"""What the rows of a week come to: openings, documents, and the differences between ledger and count."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.utils.translation import gettext as _

from delegations.tabular import Reading
from supply.intake.documents import Plan, Planned, Verb, documents_of, in_lines
from supply.intake.names import pieces_text
from supply.intake.rows import Counted, Moved, WeekRows
from supply.intake.sheets import MOVEMENTS_NAME
from supply.intake.transfers import Transfers
from supply.intake.world import LotKey, PlaceFacts, Shelf, World
from supply.reasons import Reason


def plan_week(rows: WeekRows, world: World, readings: dict[str, Reading]) -> Plan:
    """The plan; what the ledger could not take (a day below zero, a transfer nobody sent) is noted as a fault.

    A place that has no movement yet gets its opening balance: what the count and the week's movements imply was there.
    """
    return _Planner(rows, world, readings).plan()


class _Planner:
    def __init__(self, rows: WeekRows, world: World, readings: dict[str, Reading]) -> None:
        self.rows, self.world = rows, world
        self.stock_reading = readings["existencias"]
        self.moves_reading = readings.get(MOVEMENTS_NAME, self.stock_reading)
        self.monday, self.sunday = world.week.monday, world.week.sunday
        self.counted: dict[Shelf, Counted] = {(row.place.pk, row.lot): row for row in rows.counted}
        self.deltas: dict[Shelf, dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
        self.takers: dict[Shelf, list[Moved]] = defaultdict(list)
        self.openings: dict[int, list[tuple[LotKey, int, str]]] = defaultdict(list)
        self.counts: dict[int, list[tuple[LotKey, int, str]]] = defaultdict(list)
        self.plan_ = Plan(tallies=rows.tallied)

    def plan(self) -> Plan:
        plain = [row for row in self.rows.moved if not row.motive.is_transfer]
        transfers = Transfers(self.world, self.moves_reading)
        transfers.plan([row for row in self.rows.moved if row.motive.is_transfer])
        documents = documents_of(plain)
        self._sum_up(transfers.accepted)
        for place, _row in self.rows.places.values():
            for lot in self._lots_at(place):
                self._balance(place, lot)
        opened = [
            Planned(
                Verb.RECEIVE, place_id, self._opening_day(place_id), in_lines(lines), str(Reason.OPENING), adds=True
            )
            for place_id, lines in sorted(self.openings.items())
        ]
        counted = [
            Planned(Verb.COUNT, place_id, self.sunday, in_lines(lines))
            for place_id, lines in sorted(self.counts.items())
        ]
        adding = [document for document in documents if document.adds]
        taking = [document for document in documents if not document.adds]
        self.plan_.documents = [*opened, *adding, *_by_day(transfers), *taking, *counted]
        return self.plan_

    def _sum_up(self, accepted: list[Planned]) -> None:
        """What the file adds to and takes from each shelf on each day."""
        for row in self.rows.moved:
            if row.motive.reason == Reason.TRANSFER_IN:
                continue
            shelf = (row.place.pk, row.lot)
            self.deltas[shelf][row.day] += row.signed
            if row.signed < 0:
                self.takers[shelf].append(row)
        for document in accepted:
            for lot, pieces, _reason in document.lines:
                self.deltas[document.place_id, lot][document.day] += pieces

    def _lots_at(self, place: PlaceFacts) -> list[LotKey]:
        """Every lot that the place has, had in the week, or that the file names there."""
        if not hasattr(self, "_by_place"):
            self._by_place: dict[int, set[LotKey]] = defaultdict(set)
            for shelves in (self.counted, self.deltas, self.world.levels, self.world.changes):
                for place_id, lot in shelves:
                    self._by_place[place_id].add(lot)
        return sorted(self._by_place[place.pk])

    def _opening_day(self, place_id: int) -> dt.date:
        """The eve of the week; its Monday where the eve is closed already."""
        closed_through = self.rows.places[place_id][0].closed_through
        eve = self.monday - dt.timedelta(days=1)
        return self.monday if closed_through == eve else eve

    def _balance(self, place: PlaceFacts, lot: LotKey) -> None:
        """Opening, running balance and difference of one shelf."""
        shelf = (place.pk, lot)
        row = self.counted.get(shelf)
        pieces = row.pieces if row else 0
        file = self.deltas.get(shelf, {})
        stored = self.world.changes.get(shelf, {})
        level = self.world.levels.get(shelf, 0)
        if place.is_new:
            level = max(0, pieces - sum(file.values()))
            if level:
                self.openings[place.pk].append((lot, level, str(Reason.OPENING)))
        closing = level
        for day in sorted({*file, *stored}):
            level += file.get(day, 0) + stored.get(day, 0)
            if day <= self.sunday:
                closing = level
            if level < 0 and file:
                self._refuse_negative(shelf, day, level)
                return
        difference = pieces - closing
        if not difference:
            return
        later = closing
        for day in sorted(day for day in stored if day > self.sunday):
            later += stored[day]
            if later + difference < 0:
                self._refuse_count(shelf, row, day, later + difference)
                return
        reason = Reason.COUNT_UP if difference > 0 else Reason.COUNT_DOWN
        self.counts[place.pk].append((lot, abs(difference), str(reason)))
        if difference > 0:
            self.plan_.adjusted_up += difference
        else:
            self.plan_.adjusted_down -= difference
        self._warn(place, lot, row, closing)

    def _refuse_negative(self, shelf: Shelf, day: dt.date, level: int) -> None:
        takers = self.takers[shelf]
        blamed = next((row for row in reversed(takers) if row.day <= day), takers[0] if takers else None)
        self.moves_reading.refuse(
            blamed.row if blamed else 0,
            "piezas",
            _("Al cierre del %(day)s el lote %(lot)s quedaría en %(level)d piezas.")
            % {"day": day.isoformat(), "lot": shelf[1][1], "level": level},
            _("Revise lote, piezas y fecha; si había más que en el libro, agregue una recepción o un «sobrante»."),
            blamed.pieces if blamed else "",
        )

    def _refuse_count(self, shelf: Shelf, row: Counted | None, day: dt.date, level: int) -> None:
        self.stock_reading.refuse(
            row.row if row else 0,
            "piezas",
            _("Con este conteo el lote %(lot)s quedaría en %(level)d piezas el %(day)s, por lo asentado después.")
            % {"lot": shelf[1][1], "level": level, "day": day.isoformat()},
            _("Cuente de nuevo el lote, o revierta lo que se asentó después de la semana."),
            row.pieces if row else "",
        )

    def _warn(self, place: PlaceFacts, lot: LotKey, row: Counted | None, closing: int) -> None:
        if row is None:
            self.stock_reading.warn(
                0,
                "lote",
                _("%(place)s: el libro tiene %(pieces)s del lote %(lot)s (%(drug)s); el archivo no: se ajusta a cero.")
                % {
                    "place": place.name,
                    "pieces": pieces_text(closing),
                    "lot": lot[1],
                    "drug": self.world.drugs.get(lot[0], ""),
                },
                _("Si todavía está, agregue su fila."),
                lot[1],
            )
        elif row.per_pack > 1 and row.pieces and row.pieces * row.per_pack == closing:
            self.stock_reading.warn(
                row.row,
                "piezas",
                _("El libro tiene %(closing)s, justo %(count)d envases.")
                % {"closing": pieces_text(closing), "count": row.pieces},
                _("Confirme que contó piezas y no envases."),
                row.pieces,
            )


def _by_day(transfers: Transfers) -> list[Planned]:
    """Transfers by day, and within a day what arrives at a place before what it sends on."""
    waiting = sorted([*transfers.sent, *transfers.accepted], key=lambda document: document.day)
    done: list[Planned] = []
    while waiting:
        pending = {(document.place_id, document.day) for document in waiting if document.verb == Verb.ACCEPT}
        ready = [
            document
            for document in waiting
            if document.day == waiting[0].day
            and (
                document.sent_in is None or any(document.sent_in is sent for sent in done)
                if document.verb == Verb.ACCEPT
                else (document.place_id, document.day) not in pending
            )
        ]
        # Two places that send to each other on one day: any order, the ledger has the last word.
        chosen = ready or waiting[:1]
        done.extend(chosen)
        waiting = [document for document in waiting if not any(document is other for other in chosen)]
    return done
