"""From an organisation and a catalogue to a country with its weeks: the stages in order, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from delegations.audit import record
from delegations.models import AuditEvent, Delegation
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_country_week
from supply.models import Document, Drug, Source
from supply.simulation.country import Country
from supply.simulation.directory import (
    CHEMOTHERAPY_UNITS,
    Reading,
    choose_chemotherapy_units,
    open_simulated_units,
    read_directory,
    write_assortments,
)
from supply.simulation.people import make_people
from supply.simulation.signing import Signer, drafted_at
from supply.simulation.week import Player
from supply.simulation.writing import Writer
from supply.weeks import IsoWeek

FINISHED = "simulation.finished"
# What the planner has to know about while a country is written.
ANALYZED = [
    "supply_movement",
    "supply_balance",
    "supply_lot",
    "supply_document",
    "supply_weeklyreport",
    "supply_weeklyline",
    "supply_prescriptiontally",
    "supply_assortment",
    "supply_weekcell",
    "supply_delegationweek",
    "supply_countrycell",
    "supply_transfer",
    "supply_transferline",
    "delegations_place",
    "delegations_unit",
]
# How many weeks may be posted that are not drafted yet: a draft reads the ledger as it stood, back from today's.
AHEAD = 2


class SimulationRefused(Exception):
    """The database is not one to simulate in; the text says why and what to do."""


@dataclass
class Summary:
    """What was made, and the seconds of each stage."""

    weeks: int = 0
    units: int = 0
    drugs: int = 0
    pairs: int = 0
    movements: int = 0
    pieces: int = 0
    in_transit: int = 0
    pieces_by_week: list[int] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def already_made(until: IsoWeek) -> bool:
    """True when a simulation through `until` is already here; SimulationRefused when other facts are."""
    if Document.objects.exclude(source=Source.SIMULATION).exists():
        if not Document.objects.filter(source=Source.SIMULATION).exists():
            raise SimulationRefused(
                "Esta base tiene movimientos que no son simulados; la simulación solo se hace en una base sin ellos."
            )
    elif not Document.objects.exists():
        return False
    finished = AuditEvent.objects.filter(type=FINISHED).order_by("-id").first()
    if finished is None:
        raise SimulationRefused("Aquí quedó una simulación a medias; empiece con una base vacía (bin/demo --fresh).")
    if IsoWeek.parse(finished.after["until"]) < until:
        raise SimulationRefused(
            f"Esta base está simulada hasta {finished.after['until']}; para llegar a {until} empiece con una base "
            "vacía (bin/demo --fresh)."
        )
    return True


class Simulation:
    """One run. `tell` gets a line for each week.

    Weeks are posted on this connection; with `side_by_side` a second one drafts, a week or two behind, and both cores
    of a small machine have work. The rows are the same either way.
    """

    def __init__(
        self,
        *,
        weeks: int,
        seed: int,
        until: IsoWeek,
        password: str | None,
        tell: Callable[[str], Any],
        side_by_side: bool = True,
        chemotherapy_units: int = CHEMOTHERAPY_UNITS,
    ) -> None:
        self.weeks = until.previous(weeks - 1).until(until)
        self.seed, self.password, self.tell = seed, password, tell
        self.side_by_side, self.chemotherapy_units = side_by_side, chemotherapy_units
        self.summary = Summary(weeks=weeks)
        self.started = time.monotonic()

    def run(self, now: datetime) -> Summary:
        """Everything; SimulationRefused when there is nothing to simulate with."""
        if not Delegation.objects.exists() or not Drug.objects.exists():
            raise SimulationRefused(
                "Faltan la organización o el catálogo: load_delegations, load_units, load_places y load_catalogue."
            )
        _hurry()
        with self._stage("organización"):
            open_simulated_units()
            choose_chemotherapy_units(self.seed, self.chemotherapy_units)
            reading = read_directory(self.seed)
            country = Country(reading.directory, self.seed)
            self.summary.pairs = write_assortments(reading, country, self.weeks[0].monday)
        with self._stage("personas"):
            managers = make_people(
                delegations=reading.delegations,
                units=reading.units,
                password=self.password,
                since=self.weeks[0].monday - timedelta(days=90),
                now=now,
                seed=self.seed,
            )
        player, writer = Player(country, self.weeks, self.seed), Writer(reading)
        signer = Signer(reading, managers, self.weeks, self.seed)
        with ThreadPoolExecutor(max_workers=1, initializer=_hurry) as second:
            drafts: list[Future[None]] = []
            for index, week in enumerate(self.weeks):
                if index >= AHEAD:
                    self._finish(index - AHEAD, drafts[index - AHEAD], signer, reading, now)
                self._post(index, week, player, writer)
                drafts.append(second.submit(self._draft, week) if self.side_by_side else _at_once(self._draft, week))
            for index in range(max(len(drafts) - AHEAD, 0), len(drafts)):
                self._finish(index, drafts[index], signer, reading, now)
            if self.side_by_side:
                second.submit(lambda: connection.close()).result()  # the proxy, looked up in that thread
        with self._stage("tránsito"):
            self.summary.in_transit = writer.write_in_transit(player.moving, country.place)
        with self._stage("estadísticas"):
            self._analyze()
        self.summary.units, self.summary.drugs = len(reading.units), len(reading.drug_ids)
        self.summary.movements = writer.movements
        self.summary.pieces = int(player.shelves.pieces.sum())
        self.summary.seconds["total"] = time.monotonic() - self.started
        record(
            type=FINISHED, by=None, after={"seed": self.seed, "weeks": len(self.weeks), "until": str(self.weeks[-1])}
        )
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit; RESET jit")
        return self.summary

    def _post(self, index: int, week: IsoWeek, player: Player, writer: Writer) -> None:
        with self._stage("invención"):
            facts = player.play(index)
        with self._stage("asiento"):
            writer.write(facts, week)
        if index in (0, 2, 7, 20, 50):
            with self._stage("estadísticas"):
                self._analyze()
        self.summary.pieces_by_week.append(int(player.shelves.pieces.sum()))

    def _draft(self, week: IsoWeek) -> None:
        with self._stage("borradores"):
            draft_country_week(week=week, now=drafted_at(week))

    def _finish(self, index: int, draft: Future[None], signer: Signer, reading: Reading, now: datetime) -> None:
        """Sign and add up a week once it is drafted."""
        week = self.weeks[index]
        with self._stage("espera"):
            draft.result()
        with self._stage("firmas"):
            signer.sign(index, now)
        computed = min(now, drafted_at(week.next()))
        with self._stage("suma"):
            for delegation in reading.delegations:
                aggregate_delegation_week(delegation=delegation, week=week, now=computed)
            aggregate_country_week(week=week, now=computed)
        elapsed = time.monotonic() - self.started
        self.tell(f"simulando semana {week} ({index + 1}/{len(self.weeks)})… {elapsed:.0f} s")

    def _analyze(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT refresh_statistics(VARIADIC %s)", [ANALYZED])

    @contextmanager
    def _stage(self, name: str) -> Any:
        began = time.monotonic()
        yield
        self.summary.seconds[name] = self.summary.seconds.get(name, 0.0) + time.monotonic() - began


def _hurry() -> None:
    """No waiting for the disk at each week (a country that a power cut takes is made anew), no compiling of queries."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET jit = off")


def _at_once(work: Callable[[IsoWeek], None], week: IsoWeek) -> Future[None]:
    done: Future[None] = Future()
    work(week)
    done.set_result(None)
    return done
