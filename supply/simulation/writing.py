"""Copies a simulated week into the tables: lots, documents, movements (the triggers keep the balances), tallies."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction

from supply.actions.lots import set_state
from supply.models import Document, Lot, Transfer
from supply.models.transfer import TransferState
from supply.simulation.directory import Reading
from supply.simulation.facts import KIND, KINDS, REASONS, WeekFacts
from supply.weeks import IsoWeek

_WIDE = 4096  # places of the country fit below it, twice over
_REFERENCES = {"receipt": "Remisión simulada", "dispatch": "Envío simulado", "acceptance": "Envío simulado"}


class Writer:
    """Keeps the row numbers of lots and of dispatches that have not been accepted yet."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.places = np.array([place.pk for place in reading.places])
        self.lots = np.zeros(0, dtype=np.int64)
        self.dispatches: dict[tuple[int, int, int], int] = {}
        self.movements = 0

    @transaction.atomic
    def write(self, facts: WeekFacts, week: IsoWeek) -> None:
        """One week, in one transaction; the database refuses it whole if anything in it would go below zero."""
        self._lots(facts)
        moves = facts.movements.joined()
        key = (moves["day"] * 16 + moves["kind"]) * _WIDE + moves["owner"]
        key = (key * _WIDE + moves["partner"]) * 32 + moves["tag"]
        # Documents in order of day, and movements in order of document: as if they had been posted one by one.
        _keys, first, document = np.unique(key, return_index=True, return_inverse=True)
        ids = _next_ids(Document, len(first))
        heads = {name: moves[name][first].tolist() for name in ("day", "kind", "owner", "partner", "tag")}
        self._documents(ids, heads, week)
        order = np.argsort(document, kind="stable")
        self._movements(np.asarray(ids)[document[order]], {name: values[order] for name, values in moves.items()})
        self._tallies(facts)
        self._transfers(facts, ids, heads)
        for lot, state, reason in facts.recalled:
            set_state(lot=Lot.objects.get(pk=self.lots[lot]), state=state, reason=reason, by=None)

    def _lots(self, facts: WeekFacts) -> None:
        if not facts.lots:
            return
        ids = _next_ids(Lot, len(facts.lots))
        self.lots = np.concatenate([self.lots, ids])
        drugs = self.reading.drug_ids
        makers = ("Laboratorio simulado A", "Laboratorio simulado B", "Laboratorio simulado C")
        _copy(
            "supply_lot (id, drug_id, number, expires_on, maker, gtin, state, state_reason)",
            (
                (pk, drugs[drug], number, date.fromordinal(expires), makers[drug % 3], "", "usable", "")
                for pk, (_serial, drug, expires, number) in zip(ids, facts.lots, strict=True)
            ),
        )

    def _documents(self, ids: Sequence[int], heads: dict[str, list[int]], week: IsoWeek) -> None:
        places = self.places.tolist()

        def rows() -> Iterable[tuple[Any, ...]]:
            for pk, day, kind, owner, partner, tag in zip(ids, *heads.values(), strict=True):
                key = f"simulacion:{day}:{KINDS[kind]}:{partner}:{tag}"
                print_ = hashlib.sha256(f"{owner}:{key}".encode()).hexdigest()
                reference = f"{_REFERENCES[KINDS[kind]]} {week}" if KINDS[kind] in _REFERENCES else ""
                occurred = date.fromordinal(day)
                yield (
                    pk,
                    KINDS[kind],
                    places[owner],
                    key,
                    print_,
                    occurred,
                    _posted_at(occurred),
                    "simulation",
                    reference,
                    "",
                )

        _copy(
            "supply_document (id, kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at, source,"
            " reference, note)",
            rows(),
        )
        dispatch = KIND["dispatch"]
        for pk, day, kind, owner, partner in zip(
            ids, heads["day"], heads["kind"], heads["owner"], heads["partner"], strict=True
        ):
            if kind == dispatch:
                self.dispatches[owner, partner, day] = pk

    def _movements(self, documents: np.ndarray, moves: dict[str, np.ndarray]) -> None:
        days = {day: date.fromordinal(day) for day in set(moves["day"].tolist())}
        stamps = {day: f"{occurred}\t{_posted_at(occurred)}" for day, occurred in days.items()}
        columns = (
            documents.tolist(), self.places[moves["place"]].tolist(), self.lots[moves["lot"]].tolist(),
            moves["quantity"].tolist(), moves["reason"].tolist(), moves["day"].tolist(),
        )  # fmt: skip
        lines = (
            f"{document}\t{place}\t{lot}\t{quantity}\t{REASONS[reason]}\t{stamps[day]}\n"
            for document, place, lot, quantity, reason, day in zip(*columns, strict=True)
        )
        _copy_text("supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)", lines)
        self.movements += len(documents)

    def _tallies(self, facts: WeekFacts) -> None:
        tallies = facts.tallies.joined()
        units = np.array([unit.pk for unit in self.reading.units])[tallies["unit"]].tolist()
        drugs = np.array(self.reading.drug_ids)[tallies["drug"]].tolist()
        days = {day: str(date.fromordinal(day)) for day in set(tallies["day"].tolist())}
        counts = [tallies[name].tolist() for name in ("presented", "filled", "partly_filled", "denied")]
        lines = (
            f"{unit}\t{drug}\t{days[day]}\t{presented}\t{filled}\t{partly}\t{denied}\n"
            for unit, drug, day, presented, filled, partly, denied in zip(
                units, drugs, tallies["day"].tolist(), *counts, strict=True
            )
        )
        _copy_text("supply_prescriptiontally (unit_id, drug_id, day, presented, filled, partly_filled, denied)", lines)

    def _transfers(self, facts: WeekFacts, ids: Sequence[int], heads: dict[str, list[int]]) -> None:
        """The transfers accepted this week: what was sent, what arrived, and why less."""
        lines = facts.accepted.joined()
        acceptances = {
            (partner, owner, day - tag): pk
            for pk, day, kind, owner, partner, tag in zip(ids, *heads.values(), strict=True)
            if kind == KIND["acceptance"]
        }
        self._copy_transfers(lines, acceptances)

    @transaction.atomic
    def write_in_transit(self, moving: list[dict[str, np.ndarray]], place_of_shelf: np.ndarray) -> int:
        """At the end: the transfers that nobody has accepted yet; how many pieces are on their way."""
        if not moving:
            return 0
        load = {name: np.concatenate([item[name] for item in moving]) for name in moving[0]}
        lines = {
            "left": load["left"], "arrived": load["due"], "from_place": place_of_shelf[load["from"]],
            "to_place": place_of_shelf[load["to"]], "lot": load["lot"], "sent": load["pieces"],
        }  # fmt: skip
        self._copy_transfers(lines, None)
        return int(load["pieces"].sum())

    def _copy_transfers(
        self, lines: dict[str, np.ndarray], acceptances: dict[tuple[int, int, int], int] | None
    ) -> None:
        heads: dict[tuple[int, int, int], list[int]] = {}
        routes = list(
            zip(lines["from_place"].tolist(), lines["to_place"].tolist(), lines["left"].tolist(), strict=True)
        )
        for index, route in enumerate(routes):
            heads.setdefault(route, []).append(index)
        ids = dict(zip(heads, _next_ids(Transfer, len(heads)), strict=True))
        transit = self.reading.directory.transits
        delegation = self.reading.directory.place_delegation
        arrived = lines["arrived"].tolist()
        short = (lines["why"] >= 0) if acceptances is not None else np.zeros(len(routes), dtype=bool)

        def transfers() -> Iterable[tuple[Any, ...]]:
            for route, rows in heads.items():
                from_place, to_place, left = route
                day = date.fromordinal(arrived[rows[0]])
                state = TransferState.IN_TRANSIT
                if acceptances is not None:
                    state = TransferState.ACCEPTED_SHORT if short[rows].any() else TransferState.ACCEPTED
                acceptance = acceptances[route] if acceptances is not None else None
                on_its_way = self.places[transit[delegation[to_place]]]
                yield (
                    ids[route], self.dispatches.pop(route), acceptance, self.places[from_place], self.places[to_place],
                    on_its_way, state.value, date.fromordinal(left), day, day if acceptance else None,
                )  # fmt: skip

        _copy(
            "supply_transfer (id, dispatch_id, acceptance_id, from_place_id, to_place_id, transit_place_id, state,"
            " dispatched_on, expected_on, accepted_on)",
            transfers(),
        )
        received = lines["received"].tolist() if acceptances is not None else [None] * len(routes)
        why = lines["why"].tolist() if acceptances is not None else [-1] * len(routes)
        lots = self.lots[lines["lot"]].tolist()
        _copy(
            "supply_transferline (transfer_id, lot_id, sent, received, shortfall_reason, over, rejected, note)",
            (
                (ids[route], lot, sent, got, REASONS[reason] if reason >= 0 else "", 0, 0, "")
                for route, lot, sent, got, reason in zip(
                    routes, lots, lines["sent"].tolist(), received, why, strict=True
                )
            ),
        )


def _posted_at(day: date) -> str:
    """Two in the afternoon in Mexico City: after the fact, and the same in two runs."""
    return f"{day} 20:00:00+00"


def _next_ids(model: Any, count: int) -> list[int]:
    """Row numbers set aside from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    _copy_text(target, ("\t".join("\\N" if value is None else str(value) for value in row) + "\n" for row in rows))


def _copy_text(target: str, lines: Iterable[str]) -> None:
    text = "".join(lines)
    if not text:
        return
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO(text))
