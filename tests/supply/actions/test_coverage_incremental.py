"""Whatever happens, and in whatever order, computing what changed gives what computing everything gives."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from delegations.models import PlaceKind
from supply.actions.coverage import cover_unit
from supply.actions.ledger import (  # fmt: skip
    AdjustLine,
    CountLine,
    IssueLine,
    LotLine,
    accept,
    adjust,
    count,
    dispatch,
    dispense,
    receive,
    reverse,
)
from supply.actions.lots import set_state
from supply.actions.requirements import Package, declare, withdraw
from supply.errors import LedgerRefusal
from supply.models import Balance, CoverageChange, Document, Lot, LotState, Requirement, RequirementPackage, Transfer
from supply.reasons import Reason
from supply.selectors.coverage_due import units_to_cover
from tests.factories.delegations import DelegationFactory, PlaceFactory, UnitFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db

STEPS = 50
Missing = dict[tuple[int, int], datetime]
WHAT = (
    *("receive", "dispense", "dispense", "dispatch", "dispatch", "dispatch", "accept", "reverse", "quarantine"),
    *("adjust", "count", "declare", "declare", "declare", "withdraw", "a_day_passes"),
)


class Story:
    """Two units with two places each, six drugs, and a seeded hand that does one thing after the other."""

    def __init__(self, seed: int, clock: dict[str, datetime]) -> None:
        self.chance = random.Random(seed)
        self.clock = clock
        delegation = DelegationFactory()
        PlaceFactory(unit=None, delegation=delegation, kind=PlaceKind.TRANSIT)
        self.units = [UnitFactory(delegation=delegation) for _ in range(2)]
        self.places = [
            PlaceFactory(unit=unit, delegation=delegation, kind=kind)
            for unit in self.units
            for kind in (PlaceKind.PHARMACY, PlaceKind.WAREHOUSE)
        ]
        self.warehouse = PlaceFactory(unit=None, delegation=delegation, kind=PlaceKind.WAREHOUSE)
        self.drugs = DrugFactory.create_batch(6)
        self.keys = map(str, range(10_000))
        self.done: Counter[str] = Counter()
        self.references = [f"s{n}" for n in range(14)]
        for place in [self.warehouse] * 8:
            self.receive(place)
        for reference in self.references:
            self.declare(reference)

    def pick(self, items):
        return self.chance.choice(list(items))

    @property
    def today(self):
        return self.units[0].today()

    def step(self) -> None:
        """One thing; a refusal leaves everything as it was."""
        name = self.pick(WHAT)
        try:
            with transaction.atomic():
                getattr(self, name)()
            self.done[name] += 1
        except (LedgerRefusal, IndexError):
            pass

    def receive(self, place=None) -> None:
        def line(drug) -> LotLine:
            expires_on = self.today + timedelta(days=self.pick([2, 9, 40]))
            return LotLine(drug.pk, self.pick("ABC"), expires_on, self.pick(range(1, 6)) * (3 if place else 1))

        lines = [line(drug) for drug in self.chance.sample(self.drugs, 4)]
        receive(place=place or self.pick(self.places), lines=lines, key=next(self.keys), by=None)

    def issue(self, place) -> list[IssueLine]:
        drug = self.pick(sorted(Balance.objects.at(place).in_stock().values_list("lot__drug", flat=True)))
        return [IssueLine(drug, self.pick(range(1, 6)))]

    def dispense(self) -> None:
        place = self.pick(self.places)
        dispense(place=place, lines=self.issue(place), key=next(self.keys), by=None)

    def dispatch(self) -> None:
        expected = self.pick([None, None, self.today + timedelta(days=self.pick([0, 2, 5]))])
        place, to_place = self.pick([self.warehouse, self.warehouse, self.places[0]]), self.pick(self.places[1:])
        lines = list({line.drug_id: line for _ in range(3) for line in self.issue(place)}.values())
        dispatch(place=place, to_place=to_place, lines=lines, key=next(self.keys), by=None, expected_on=expected)

    def accept(self) -> None:
        accept(transfer=self.pick(Transfer.objects.in_transit().order_by("pk")), key=next(self.keys), by=None)

    def reverse(self) -> None:
        open_ones = Document.objects.filter(reverses=None, reversal=None).order_by("pk")
        sent = open_ones.filter(kind__in=["dispatch", "acceptance"])
        reverse(document=self.pick(self.pick([open_ones, sent])), key=next(self.keys), by=None)

    def quarantine(self) -> None:
        lot = self.pick(Lot.objects.order_by("pk"))
        other = LotState.USABLE if lot.state == LotState.QUARANTINED else LotState.QUARANTINED
        set_state(lot=lot, state=other, reason="prueba", by=None)

    def adjust(self) -> None:
        balance = self.pick(Balance.objects.in_stock().filter(place__in=self.places).order_by("pk"))
        line = AdjustLine(balance.lot_id, 1, Reason.DAMAGE)
        adjust(place=balance.place, lines=[line], key=next(self.keys), by=None)

    def count(self) -> None:
        place = self.pick(self.places)
        lots = Lot.objects.filter(balances__place=place).order_by("pk")
        count(place=place, lines=[CountLine(self.pick(lots).pk, self.pick(range(8)))], key=next(self.keys), by=None)

    def declare(self, reference: str = "") -> None:
        # Drugs that go together come from one half or the other, so that not everything hangs together.
        half = self.drugs[:3] if self.chance.random() < 0.5 else self.drugs[3:]
        lines = tuple((drug.pk, self.pick(range(1, 4))) for drug in self.chance.sample(half, self.pick([1, 2, 2])))
        day = self.today + timedelta(days=self.pick([0, 1, 3, 6, 10, 29]))
        unit = self.pick(self.units)
        package = Package(reference or self.pick(self.references), "N-1", unit.pk, day, lines, self.pick([0, 1]))
        declare(packages=[package])

    def withdraw(self) -> None:
        withdraw(references=[self.pick(self.references)])

    def a_day_passes(self) -> None:
        self.clock["now"] += timedelta(days=1)


def said() -> dict[str, object]:
    """All the answers from today on, without the moments at which they were given."""
    packages = RequirementPackage.objects.values_list("reference", "status", "expected_on", "certainty")
    lines = Requirement.objects.values_list("package__reference", "drug", "pieces", "status", "short", "allocation")
    return {
        "packages": sorted(packages, key=str),
        "lines": sorted((*row[:-1], str(row[-1])) for row in lines),
    }


def computed_whole(units) -> dict[str, object]:
    """What there would be had nothing been computed before; nothing of it stays."""
    with transaction.atomic():
        Requirement.objects.exclude(package__computed_at=None).update(status="unknown", short=0, allocation=[])
        future = RequirementPackage.objects.filter(needed_on__gte=units[0].today())
        past = list(RequirementPackage.objects.filter(needed_on__lt=units[0].today()).values_list("pk", flat=True))
        assert not set(past) & set(future.values_list("pk", flat=True))
        future.update(status="unknown", expected_on=None, certainty="", uncovered_since=None, computed_at=None)
        for unit in units:
            cover_unit(unit=unit)
        answer = said()
        transaction.set_rollback(True)
    return answer


def without_past(answer: dict[str, object], units) -> dict[str, object]:
    """A package whose day is over keeps its last answer; nobody computes it again."""
    past = set(RequirementPackage.objects.filter(needed_on__lt=units[0].today()).values_list("reference", flat=True))
    return {name: [row for row in rows if row[0] not in past] for name, rows in answer.items()}


def test_what_changed_computed_is_everything_computed(monkeypatch) -> None:
    clock = {"now": timezone.now()}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    done: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for seed in range(8):
        with transaction.atomic():
            story = Story(seed, clock)
            tell(story, statuses)
            transaction.set_rollback(True)
        done += story.done
    assert min(done[name] for name in WHAT) >= 8, done
    assert min(statuses.values()) > 40, statuses


def tell(story: Story, statuses: Counter[str]) -> None:
    missing_since: Missing = {}
    for _ in range(STEPS):
        story.step()
        story.clock["now"] += timedelta(minutes=1)
        for unit_id in units_to_cover(timezone.now()):
            cover_unit(unit=unit_id, changed_only=True)
        assert not CoverageChange.objects.exists()
        assert units_to_cover(timezone.now()) == []
        stored = without_past(said(), story.units)
        assert stored == without_past(computed_whole(story.units), story.units), story.done
        missing_since = follow(missing_since)
        statuses.update(RequirementPackage.objects.values_list("status", flat=True))


def follow(before: Missing) -> Missing:
    """Package → since when it is missing at its unit; one that was missing just before says the same moment."""
    rows = RequirementPackage.objects.uncovered().values_list("pk", "unit", "uncovered_since")
    now = {(pk, unit): since for pk, unit, since in rows}
    assert [key for key in now.keys() & before.keys() if now[key] != before[key]] == []
    return now


def test_only_what_hangs_together_with_the_change_is_read_anew(monkeypatch) -> None:
    """A drug in no package with the changed one keeps even a wrong answer: it was not looked at."""
    clock = {"now": timezone.now()}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    story = Story(1, clock)
    withdraw(references=story.references)
    unit, (one, two, three, other, *_rest) = story.units[0], story.drugs
    day = unit.today() + timedelta(days=1)
    declare(
        packages=[
            Package("a", "N", unit.pk, day, ((one.pk, 1), (two.pk, 1))),
            Package("b", "N", unit.pk, day, ((two.pk, 1), (three.pk, 1))),
            Package("c", "N", unit.pk, day, ((other.pk, 1),)),
        ]
    )
    cover_unit(unit=unit)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE supply_requirementpackage SET status = 'unknown', uncovered_since = NULL")
    receive(place=story.places[0], lines=[LotLine(one.pk, "Z", day, 9)], key=next(story.keys), by=None)
    cover_unit(unit=unit, changed_only=True)
    looked_at = RequirementPackage.objects.exclude(status="unknown").values_list("reference", flat=True)
    assert set(looked_at) == {"a", "b"}, "b shares no drug with the change, but one with a"
