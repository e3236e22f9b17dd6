"""What the suppliers deliver: how much, of which lots, to whom; and which lots are called back. Pure."""

from __future__ import annotations

from datetime import date

import numpy as np

from supply.simulation.country import Country
from supply.simulation.facts import WeekFacts
from supply.simulation.shelves import Shelves

RECALL_WEEKS_BEFORE_END = 3
QUARANTINE_WEEKS_BEFORE_END = 1
# Drugs that the simulated market does not deliver at all in the last weeks.
GONE = ("010.000.4429", "010.000.3003", "010.000.1756")


class Purchases:
    """Steers the country's stock towards its target by what is delivered, drug by drug and place by place."""

    def __init__(self, country: Country, shelves: Shelves, weeks: int, seed: int) -> None:
        self.country, self.shelves, self.weeks = country, shelves, weeks
        self._serial = 0
        self._made: list[tuple[int, int, int, str]] = []
        self._newest = np.full(len(country.directory.drugs), -1)
        self.availability = _availability(
            [drug.code for drug in country.directory.drugs], weeks, np.random.default_rng([seed, 3])
        )

    def new_lots(self) -> list[tuple[int, int, int, str]]:
        """Lots made since the last call."""
        made, self._made = self._made, []
        return made

    def _make_lot(self, drug: int, expires: int) -> int:
        code = self.country.directory.drugs[drug].code[-4:]
        column = self.shelves.open_lot(drug, self._serial, expires)
        if column is None:
            return int(self._newest[drug])
        self._made.append((self._serial, drug, expires, f"SIM{code}-{self._serial:04d}"))
        self._serial += 1
        self._newest[drug] = column
        return column

    def opening(
        self, facts: WeekFacts, target: int, day: int, rng: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The stock found when the books open: three lots a drug, one of them near its end."""
        c = self.country
        drugs = len(c.directory.drugs)
        columns = np.zeros((drugs, 3), dtype=np.int64)
        for drug in range(drugs):
            ends = (rng.integers(50, 150), rng.integers(200, 420), rng.integers(430, 760))
            columns[drug] = [self._make_lot(drug, day + int(end)) for end in ends]
        facts.lots.extend(self.new_lots())
        weight = c.weekly * np.where(c.unit >= 0, 1.0, 0.35) * rng.gamma(2.2, 1 / 2.2, len(c.place))
        pieces = rng.poisson(weight * target / max(weight.sum(), 1))
        near = np.where(rng.random(len(pieces)) < 0.45, rng.binomial(pieces, 0.22), 0)
        rest = pieces - near
        lot = rng.integers(1, 3, len(pieces))
        shelf = np.arange(len(pieces))
        shelves = np.concatenate([shelf, shelf])
        column = np.concatenate([columns[c.drug, 0], columns[c.drug, lot]])
        amount = np.concatenate([near, rest])
        some = amount > 0
        return shelves[some], column[some], amount[some]

    def arrivals(self, wanted: int, index: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """`wanted` pieces shared out to those who have least for their demand; shelf, column, pieces and weekday."""
        c, s = self.country, self.shelves
        shelf = c.wholesalers[rng.random(len(c.wholesalers)) < 0.55]
        supply = self.availability[c.drug[shelf], index]
        factor = supply * c.skill[c.delegation[shelf]] * rng.lognormal(-0.03, 0.22, len(shelf))
        held = np.zeros(len(c.place))
        on_hand = s.pieces.sum(axis=1)
        np.add.at(held, self._source(), on_hand)
        pieces = _level(np.maximum(wanted, 0), c.weekly[shelf] * factor, held[shelf], rng)
        worth = pieces >= np.maximum(2, 0.25 * c.weekly[shelf] * (supply > 0))
        shelf, pieces = shelf[worth], pieces[worth]
        column = self._columns(c.drug[shelf], index, rng)[c.drug[shelf]]
        return {"shelf": shelf, "column": column, "pieces": pieces, "offset": rng.integers(0, 3, len(c.place))[shelf]}

    def _source(self) -> np.ndarray:
        """The wholesaler's shelf each shelf is filled from in the end."""
        parent = self.country.parent
        source = np.where(parent >= 0, parent, np.arange(len(parent)))
        return np.where(parent[source] >= 0, parent[source], source)

    def _columns(self, drugs: np.ndarray, index: int, rng: np.random.Generator) -> np.ndarray:
        """The lot that each drug is delivered from this week; a new one every second week or so."""
        today = self.today
        for drug in np.unique(drugs):
            column = self._newest[drug]
            spent = self._expires(int(drug), int(column)) < today + 120 or self.shelves.blocked[drug, column]
            if spent or (index + drug) % 2 == 0:
                months = rng.integers(2, 5) * 30 if rng.random() < 0.07 else rng.integers(240, 700)
                self._make_lot(int(drug), today + int(months))
        return self._newest

    def _expires(self, drug: int, column: int) -> int:
        return int(self.shelves.expires[drug, column]) if column >= 0 else 0

    def news(self, facts: WeekFacts, index: int, monday: int) -> None:
        """What the health authority says this week: one lot recalled three weeks before the end, one held back."""
        self.today = monday
        left = self.weeks - 1 - index
        if left == min(RECALL_WEEKS_BEFORE_END, self.weeks - 1):
            reason = f"Alerta sanitaria simulada del {date.fromordinal(monday):%d/%m/%Y}: retirar de uso."
            self._block(facts, "010.000.4230", "recalled", reason)
        if left == QUARANTINE_WEEKS_BEFORE_END:
            self._block(facts, "010.000.4431", "quarantined", "Desviación de temperatura simulada, en investigación.")

    def _block(self, facts: WeekFacts, code: str, state: str, reason: str) -> None:
        """The lot of a drug that stands on most shelves."""
        c, s = self.country, self.shelves
        codes = [drug.code for drug in c.directory.drugs]
        drug = codes.index(code) if code in codes else 0
        spread = (s.pieces[c.drug == drug] > 0).sum(axis=0) * (s.lot[drug] >= 0)
        column = int(spread.argmax())
        s.blocked[drug, column] = True
        s.recalled[drug, column] = state == "recalled"
        facts.recalled.append((int(s.lot[drug, column]), state, reason))


def _availability(codes: list[str], weeks: int, rng: np.random.Generator) -> np.ndarray:
    """Drug × week: how well the market delivers. A fifth runs short in the crisis, three stay short to the end."""
    out = np.ones((len(codes), weeks))
    crisis = slice(max(weeks - 17, 0), max(weeks - 6, 0))
    short = rng.permutation(len(codes))[: max(len(codes) // 5, 1)]
    out[short, crisis] = rng.uniform(0.05, 0.5, len(short))[:, None]
    gone = [index for index, code in enumerate(codes) if code in GONE]
    out[gone, max(weeks - 12, 0) :] = 0.0
    # One of them begins to come back.
    out[gone[-1:], max(weeks - 2, 1) :] = 0.25
    return out


def _level(total: int, demand: np.ndarray, held: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pour `total` pieces so that all who get some end with the same weeks of demand; those above it get none."""
    if total <= 0 or demand.sum() <= 0:
        return np.zeros(len(demand), dtype=np.int64)
    low, high = 0.0, (total + held.sum()) / demand.sum() + 1
    high = max(high, 1.0)
    while np.maximum(high * demand - held, 0).sum() < total:
        high *= 2
    for _step in range(50):
        middle = (low + high) / 2
        if np.maximum(middle * demand - held, 0).sum() < total:
            low = middle
        else:
            high = middle
    exact = np.maximum(high * demand - held, 0)
    return np.asarray(np.floor(exact + rng.random(len(exact))), dtype=np.int64)
