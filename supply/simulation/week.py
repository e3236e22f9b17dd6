"""Plays the country week by week: what arrives, what is sent on, what is handed out and what is lost. Pure."""

from __future__ import annotations

import numpy as np

from supply.simulation.country import Country
from supply.simulation.facts import KIND, NOBODY, REASON, WeekFacts
from supply.simulation.losses import mishaps, write_off
from supply.simulation.plan import season, stock_targets
from supply.simulation.purchases import Purchases
from supply.simulation.shelves import Shelves
from supply.weeks import IsoWeek

LOSSES = [REASON["transit_loss"], REASON["damage"], REASON["theft"]]


class Player:
    """The state of the country between weeks. `play` returns a week's facts; call it with consecutive weeks."""

    def __init__(self, country: Country, weeks: list[IsoWeek], seed: int) -> None:
        self.country, self.weeks, self.seed = country, weeks, seed
        self.shelves = Shelves(country.drug, len(country.directory.drugs))
        self.targets = [round(target * country.share) for target in stock_targets(len(weeks))]
        self.purchases = Purchases(country, self.shelves, len(weeks), seed)
        self.moving: list[dict[str, np.ndarray]] = []
        self.incoming = np.zeros(len(country.place), dtype=np.int64)
        self.filled_share = 0.95
        self.transit = np.asarray(country.directory.transits)[country.directory.place_delegation]

    def play(self, index: int) -> WeekFacts:
        """The facts of the week at `index`; the first also opens the books the day before it."""
        week = self.weeks[index]
        rng = np.random.default_rng([self.seed, 2, week.year, week.number])
        facts = WeekFacts()
        monday = week.monday.toordinal()
        self.is_last, self.thursday = index == len(self.weeks) - 1, monday + 3
        if index == 0:
            self._open(facts, monday - 1, rng)
        self.purchases.news(facts, index, monday)
        demand, day_of = self._demand(week, rng)
        expected = int(demand.sum() * self.filled_share)
        arrivals = self.purchases.arrivals(self.targets[index] - int(self.shelves.pieces.sum()) + expected, index, rng)
        for offset in range(7):
            day = monday + offset
            self._arrive(facts, day, rng)
            if offset < 5:
                self._receive(facts, arrivals, offset, day)
                self._replenish(facts, offset, day, rng)
                self._hand_out(facts, demand, day_of == offset, day)
            if offset == 1:
                write_off(self, facts, day, rng)
            if offset == 3:
                mishaps(self, facts, day, rng)
        self.filled_share = 0.5 * self.filled_share + 0.5 * facts.dispensed / max(facts.wanted, 1)
        return facts

    def _open(self, facts: WeekFacts, day: int, rng: np.random.Generator) -> None:
        shelves, columns, pieces = self.purchases.opening(facts, self.targets[0], day, rng)
        self.shelves.put(shelves, columns, pieces)
        self.post(facts, "receipt", "opening", day, shelves, columns, pieces)

    def _demand(self, week: IsoWeek, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Prescriptions by pair (column 0: first day, 1: second), and the weekday of each."""
        c = self.country
        mean = c.pair_rate * season(week.number, c.pair_swing)
        self.prescriptions = rng.negative_binomial(1.3, 1.3 / (1.3 + mean))
        second = np.where(self.prescriptions >= 4, rng.binomial(self.prescriptions, 0.45), 0)
        split = np.stack([self.prescriptions - second, second])
        jitter = np.where(c.pair_pieces >= 4, rng.uniform(0.8, 1.2, split.shape), 1.0)
        pieces = np.maximum(np.rint(split * c.pair_pieces * jitter), split).astype(np.int64)
        days = c.unit_days[c.pair_unit]
        chosen = rng.integers(0, 2, len(c.pair_unit))
        rows = np.arange(len(c.pair_unit))
        self.split = split
        return pieces, np.stack([days[rows, chosen], days[rows, chosen + 1]])

    def _receive(self, facts: WeekFacts, arrivals: dict[str, np.ndarray], offset: int, day: int) -> None:
        now = arrivals["offset"] == offset
        shelf, column, pieces = arrivals["shelf"][now], arrivals["column"][now], arrivals["pieces"][now]
        self.shelves.put(shelf, column, pieces)
        facts.lots.extend(self.purchases.new_lots())
        self.post(facts, "receipt", "receipt", day, shelf, column, pieces)

    def _replenish(self, facts: WeekFacts, offset: int, day: int, rng: np.random.Generator) -> None:
        """Units order from their delegation on their own day; pharmacies from the warehouse twice a week."""
        c = self.country
        outer = (c.parent >= 0) & (c.unit >= 0) & (c.unit_order_day[c.unit] == offset)
        inner = (c.parent >= 0) & (c.unit[c.parent] >= 0)
        from_delegation = outer & ~inner
        if from_delegation.any():
            care = c.unit_diligence[c.unit] * np.minimum(c.skill, 1.0)[c.delegation]
            orders = rng.random(len(care)) < care
            self._send(facts, np.flatnonzero(from_delegation & orders), day, 2.6, 5.4, rng, lead=(1, 6))
        if offset in (0, 3):
            orders = rng.random(len(c.unit)) < 0.93
            self._send(facts, np.flatnonzero(inner & orders), day, 1.6, 3.8, rng, lead=(0, 3))

    def _send(
        self, facts: WeekFacts, shelf: np.ndarray, day: int, low: float, high: float, rng: np.random.Generator,
        lead: tuple[int, int],
    ) -> None:  # fmt: skip
        """Order up to `high` weeks where fewer than `low` are left, give what the parent has, put it on its way."""
        c = self.country
        position = self.shelves.usable(shelf, day) + self.incoming[shelf]
        front = c.front_of_back[shelf]
        position = position + np.where(front >= 0, self.shelves.usable(front, day) + self.incoming[front], 0)
        low_mark = np.maximum(low * c.weekly[shelf], 0.9 * c.handful[shelf])
        high_mark = np.maximum(high * c.weekly[shelf], 1.7 * c.handful[shelf])
        order = np.where(position <= low_mark, np.ceil(high_mark) - position, 0).astype(np.int64)
        shelf, order, position = shelf[order > 0], order[order > 0], position[order > 0]
        if not len(shelf):
            return
        parent = c.parent[shelf]
        asked = np.bincount(parent, weights=order, minlength=len(c.place))[parent]
        share = np.clip(self.shelves.usable(parent, day) / np.maximum(asked, 1), 0.45, 1.0)
        order = np.ceil(order * share).astype(np.int64)
        first = np.argsort(position / np.maximum(c.weekly[shelf], 0.1), kind="stable")
        shelf, order, parent = shelf[first], order[first], parent[first]
        taken = self.shelves.take(parent, order, day)
        to = shelf[taken.request]
        drug = c.drug[to]
        self.incoming += np.bincount(to, weights=taken.pieces, minlength=len(self.incoming)).astype(np.int64)
        np.add.at(self.shelves.moving, (drug, taken.column), taken.pieces)
        days = rng.integers(lead[0], lead[1], len(c.directory.sites))[c.unit[to]]
        if self.is_last and day >= self.thursday:
            # What the showcase's manager finds on its way, to be received.
            days = np.where(c.unit[to] == c.directory.showcase, 6, days)
        lot = self.shelves.lot[drug, taken.column]
        here, there = c.place[taken.shelf], c.place[to]
        both = {"day": day, "kind": KIND["dispatch"], "owner": here, "partner": there, "tag": 0, "lot": lot}
        facts.movements.add(**both, place=here, quantity=-taken.pieces, reason=REASON["transfer_out"])
        facts.movements.add(**both, place=self.transit[there], quantity=taken.pieces, reason=REASON["transit_in"])
        self.moving.append(
            {"left": np.full(len(to), day), "due": day + days, "from": taken.shelf, "to": to, "column": taken.column,
             "lot": lot, "pieces": taken.pieces}
        )  # fmt: skip

    def _arrive(self, facts: WeekFacts, day: int, rng: np.random.Generator) -> None:
        """Accept what is due; a line in eighty comes short, and says why."""
        still = []
        for load in self.moving:
            here = load["due"] <= day
            if here.any():
                self._accept(facts, {name: values[here] for name, values in load.items()}, day, rng)
            if not here.all():
                still.append({name: values[~here] for name, values in load.items()})
        self.moving = still

    def _accept(self, facts: WeekFacts, load: dict[str, np.ndarray], day: int, rng: np.random.Generator) -> None:
        c = self.country
        here, there, lot, sent = c.place[load["from"]], c.place[load["to"]], load["lot"], load["pieces"]
        drug = c.drug[load["to"]]
        np.subtract.at(self.shelves.moving, (drug, load["column"]), sent)
        self.incoming -= np.bincount(load["to"], weights=sent, minlength=len(self.incoming)).astype(np.int64)
        short = np.where(rng.random(len(sent)) < 0.0125, rng.integers(1, 1 + np.maximum(sent // 8, 1)), 0)
        why = np.where(short > 0, rng.choice(LOSSES, len(sent), p=[0.6, 0.3, 0.1]), 0)
        self.shelves.put(load["to"], load["column"], sent - short)
        # One document per transfer: the day it left tells two transfers of one route apart.
        waited = day - load["left"]
        both = {"day": day, "kind": KIND["acceptance"], "owner": there, "partner": here, "tag": waited, "lot": lot}
        facts.movements.add(**both, place=self.transit[there], quantity=-sent, reason=REASON["transit_out"])
        facts.movements.add(**both, place=there, quantity=sent, reason=REASON["transfer_in"])
        lost = short > 0
        if lost.any():
            facts.movements.add(
                day=day, kind=KIND["acceptance"], owner=there[lost], partner=here[lost], tag=waited[lost],
                lot=lot[lost], place=there[lost], quantity=-short[lost], reason=why[lost],
            )  # fmt: skip
        facts.accepted.add(
            left=load["left"], arrived=day, from_place=here, to_place=there, lot=lot, sent=sent, received=sent - short,
            why=np.where(lost, why, -1),
        )  # fmt: skip

    def _hand_out(self, facts: WeekFacts, demand: np.ndarray, today: np.ndarray, day: int) -> None:
        c = self.country
        half, pair = np.nonzero(today & (self.split > 0))
        wanted, presented = demand[half, pair], self.split[half, pair]
        taken = self.shelves.take(c.front[pair], wanted, day)
        self._post_issue(facts, day, taken.shelf, taken.column, taken.pieces)
        given = np.bincount(taken.request, weights=taken.pieces, minlength=len(pair)).astype(np.int64)
        filled = given * presented // wanted
        partly = ((given * presented) % wanted > 0).astype(np.int64)
        facts.tallies.add(
            day=day, unit=c.pair_unit[pair], drug=c.pair_drug[pair], presented=presented, filled=filled,
            partly_filled=partly, denied=presented - filled - partly,
        )  # fmt: skip
        facts.wanted += int(wanted.sum())
        facts.dispensed += int(given.sum())

    def _post_issue(
        self, facts: WeekFacts, day: int, shelf: np.ndarray, column: np.ndarray, pieces: np.ndarray
    ) -> None:
        reason = np.where(self.country.is_mixing[shelf], REASON["mixing"], REASON["dispensing"])
        place = self.country.place[shelf]
        facts.movements.add(
            day=day, kind=KIND["dispensing"], owner=place, partner=NOBODY, tag=0, place=place,
            lot=self.shelves.lots_of(shelf, column), quantity=-pieces, reason=reason,
        )  # fmt: skip

    def post(
        self,
        facts: WeekFacts,
        kind: str,
        reason: str,
        day: int,
        shelf: np.ndarray,
        column: np.ndarray,
        pieces: np.ndarray,
    ) -> None:
        """Note signed pieces in a document of their place, day and reason. The shelves are the caller's to change."""
        place = self.country.place[shelf]
        facts.movements.add(
            day=day, kind=KIND[kind], owner=place, partner=NOBODY, tag=REASON[reason], place=place,
            lot=self.shelves.lots_of(shelf, column), quantity=pieces, reason=REASON[reason],
        )  # fmt: skip
