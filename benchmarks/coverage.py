"""Answering the packages of units beside the least there is to do: reading every line and writing the answers.

The raw side, in plain psycopg2: one statement reads the unit's packages and lines, one its stock; for a computation
that writes everything, one more writes an answer on every line and one on every package. Ratios are times: ours / raw.
Each unit of the country is dense or realistic as told; the stock is about nine tenths of what is asked for.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from benchmarks.bench import database_url, paired, say, setup, throwaway_database

CHILDREN, DAYS, DRUGS = 200, 28, 60
UNITS, CHILDREN_OF_A_UNIT = 100, 100
PROCESSES = 2

RAW_READ = """
SELECT p.id, p.needed_on, p.status, r.id, r.drug_id, r.pieces, r.status, r.short
  FROM supply_requirementpackage p JOIN supply_requirement r ON r.package_id = p.id
 WHERE p.unit_id = %s AND p.needed_on >= current_date - 1 ORDER BY p.needed_on, p.priority, p.reference
"""
RAW_STOCK = """
SELECT l.drug_id, l.id, l.expires_on, sum(b.on_hand)
  FROM delegations_place p JOIN supply_balance b ON b.place_id = p.id JOIN supply_lot l ON l.id = b.lot_id
 WHERE p.unit_id = %s GROUP BY l.id
"""
RAW_LINES = """
UPDATE supply_requirement r SET status = 'covered', short = 0, allocation = '[{"lot": 1, "pieces": 2}]'
  FROM supply_requirementpackage p WHERE p.id = r.package_id AND p.unit_id = %s
"""
RAW_PACKAGES = """
UPDATE supply_requirementpackage SET status = 'covered', expected_on = NULL, certainty = '', uncovered_since = NULL,
       computed_at = now() WHERE unit_id = %s
"""
FORGET = (
    "UPDATE supply_requirement SET status = 'unknown', short = 0, allocation = '[]'",
    "UPDATE supply_requirementpackage SET status = 'unknown', expected_on = NULL, certainty = '',"
    " uncovered_since = NULL, computed_at = NULL",
)


class World:
    """Units of one delegation with DRUGS drugs in common, each with a pharmacy."""

    def __init__(self) -> None:
        from delegations.models import Delegation, Place, PlaceKind
        from supply.models import Drug

        self.delegation = Delegation.objects.create(
            code="X", name="X", official_name="X", imss_clave="0", inegi_state="00", seat_city="X",
            time_zone="America/Mexico_City", tile_row=1, tile_column=1,
        )  # fmt: skip
        Place.objects.create(code="X-T", delegation=self.delegation, kind=PlaceKind.TRANSIT, name="T")
        self.warehouse = Place.objects.create(
            code="X-A", delegation=self.delegation, kind=PlaceKind.WAREHOUSE, name="A"
        )
        self.drugs = Drug.objects.bulk_create(
            [Drug(code=f"010.000.{n:04d}", generic_name=f"Drug {n}", drug_class="cytotoxic") for n in range(DRUGS)]
        )

    def unit(self, name: str, packages: Sequence[tuple[int, Sequence[tuple[int, int]]]]) -> Any:
        """A unit with (day, lines of (drug's number, pieces)) declared, stock for them and transfers on their way."""
        from delegations.models import Place, PlaceKind, Unit
        from supply.actions.ledger import IssueLine, LotLine, dispatch, receive
        from supply.actions.requirements import Package, declare

        unit = Unit.objects.create(
            clues=name, name=name, kind="HGZ", level=2, delegation=self.delegation, time_zone="America/Mexico_City"
        )
        pharmacy = Place.objects.create(
            code=name, delegation=self.delegation, unit=unit, kind=PlaceKind.PHARMACY, name=name
        )
        today, chance = unit.today(), random.Random(name)
        asked = [0] * DRUGS
        for _day, lines in packages:
            for drug, pieces in lines:
                asked[drug] += pieces
        stock, sent = [], []
        for n, drug in enumerate(self.drugs):
            if not asked[n]:
                continue
            # Four lots with seven tenths of what is asked for, the first of them too near its expiry; two tenths on
            # their way in two transfers.
            for lot, days in enumerate((chance.randint(3, 20), 60, 200, 400)):
                stock.append(LotLine(drug.pk, f"{name}{lot}", today + timedelta(days=days), max(asked[n] * 7 // 40, 1)))
            sent.append(LotLine(drug.pk, f"{name}T", today + timedelta(days=90), max(asked[n] // 10, 1) * 2))
        receive(place=pharmacy, lines=stock, key=f"{name} stock", by=None)
        receive(place=self.warehouse, lines=sent, key=f"{name} sent", by=None)
        from supply.models import Lot

        lots = dict(Lot.objects.filter(number=f"{name}T").values_list("drug_id", "pk"))
        for part, expected in enumerate((today + timedelta(days=6), None)):
            dispatch(
                place=self.warehouse,
                to_place=pharmacy,
                lines=[IssueLine(line.drug_id, line.pieces // 2, lots[line.drug_id]) for line in sent],
                key=f"{name} {part}",
                by=None,
                expected_on=expected,
            )
        declare(
            packages=[
                Package(
                    f"{name}-{n}",
                    f"F{n}",
                    unit.pk,
                    today + timedelta(days=day),
                    tuple((self.drugs[drug].pk, pieces) for drug, pieces in lines),
                )
                for n, (day, lines) in enumerate(packages)
            ]
        )
        return unit


def dense(seed: int = 1) -> list[tuple[int, list[tuple[int, int]]]]:
    """A package per child and day, three drugs each: far more than any ward gives."""
    chance = random.Random(seed)
    return [
        (day, [(drug, chance.randint(1, 3)) for drug in chance.sample(range(DRUGS), 3)])
        for day in range(DAYS)
        for _child in range(CHILDREN)
    ]


def realistic(children: int, seed: int = 1) -> list[tuple[int, list[tuple[int, int]]]]:
    """A child comes once or twice a week; two supportive drugs for nearly everybody, one to three of the regimen's."""
    chance = random.Random(seed)
    packages = []
    for _child in range(children):
        own = chance.sample(range(2, DRUGS), 5)
        for week in range(4):
            for day in chance.sample(range(7), chance.randint(1, 2)):
                drugs = [0, *([1] if chance.random() < 0.7 else []), *chance.sample(own, chance.randint(1, 3))]
                packages.append((week * 7 + day, [(drug, chance.randint(1, 3)) for drug in drugs]))
    return packages


def one_unit(raw: Any, world: World, name: str, packages: list[tuple[int, list[tuple[int, int]]]]) -> None:
    from django.db import connection

    from delegations.models import Place
    from supply.actions.coverage import cover_unit
    from supply.actions.ledger import IssueLine, dispense
    from supply.models import Requirement, RequirementPackage

    unit = world.unit(name.upper(), packages)
    pharmacy = Place.objects.get(unit=unit)
    lines = sum(len(lines) for _day, lines in packages)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"coverage.{name}_packages", len(packages), "packages")
    say(f"coverage.{name}_lines", lines, "lines")

    def read() -> None:
        with raw, raw.cursor() as cursor:
            cursor.execute(RAW_READ, [unit.pk])
            cursor.fetchall()
            cursor.execute(RAW_STOCK, [unit.pk])
            cursor.fetchall()

    def write() -> None:
        read()
        with raw, raw.cursor() as cursor:
            cursor.execute(RAW_LINES, [unit.pk])
            cursor.execute(RAW_PACKAGES, [unit.pk])

    def first(work: Any) -> float:
        """Seconds of a computation to which every answer is new; forgetting the last ones does not count."""
        with connection.cursor() as cursor:
            for statement in FORGET:
                cursor.execute(statement)
            cursor.execute("VACUUM ANALYZE supply_requirement, supply_requirementpackage")
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    rounds = [(first(write), first(lambda: cover_unit(unit=unit))) for _ in range(5)]
    raws, ours = (sorted(column)[2] for column in zip(*rounds, strict=True))
    say(f"coverage.{name}_first_time", ours * 1000, "ms", raws * 1000)

    keys = iter(range(10_000))

    def dispensed() -> float:
        """Seconds after one dispensing, the drug's first lot giving two pieces."""
        number = next(keys)
        dispense(place=pharmacy, lines=[IssueLine(world.drugs[number % DRUGS].pk, 2)], key=f"{name}{number}", by=None)
        start = time.perf_counter()
        cover_unit(unit=unit, changed_only=True)
        return time.perf_counter() - start

    dispensed()
    ours = sorted(dispensed() for _ in range(15))[7]
    bare, _ = paired(read, lambda: None, rounds=9)
    say(f"coverage.{name}_after_one_dispensing", ours * 1000, "ms", bare * 1000)
    ours, bare = paired(lambda: cover_unit(unit=unit), read, rounds=9)
    say(f"coverage.{name}_nothing_changed", ours * 1000, "ms", bare * 1000)
    for status in ("covered", "incoming", "uncovered"):
        say(
            f"coverage.{name}_{status}", RequirementPackage.objects.filter(unit=unit, status=status).count(), "packages"
        )
    unsaid = Requirement.objects.filter(package__unit=unit, status="unknown").count()
    if unsaid:
        raise SystemExit(f"{unsaid} lines have no answer")


def the_country(world: World) -> None:
    """Every unit computed whole, all answers new, by PROCESSES processes."""
    from django.db import connection

    from supply.models import RequirementPackage

    for n in range(UNITS):
        world.unit(f"U{n:03d}", realistic(CHILDREN_OF_A_UNIT, seed=n))
    with connection.cursor() as cursor:
        for statement in FORGET:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE supply_requirement, supply_requirementpackage")
    command = [sys.executable, "-m", "benchmarks.coverage_process", str(PROCESSES)]
    environment = os.environ | {"DATABASE_URL": database_url()}
    running = [
        subprocess.Popen([*command, str(share)], env=environment, stdout=subprocess.PIPE, text=True)
        for share in range(PROCESSES)
    ]
    outputs = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a process failed")
    spans = [tuple(map(float, output.split())) for output in outputs]
    say("coverage.country_children", UNITS * CHILDREN_OF_A_UNIT, "children")
    say("coverage.country_packages", RequirementPackage.objects.exclude(status="unknown").count(), "packages")
    say("coverage.country", max(end for _, end in spans) - min(start for start, _ in spans), "s")


def main() -> int:
    setup()
    import psycopg2
    from django.conf import settings

    # Nobody listens: what a posting would send costs time of its own and is measured nowhere here.
    settings.CELERY_BROKER_URL = "memory://"
    with throwaway_database():
        world = World()
        raw = psycopg2.connect(database_url())
        try:
            one_unit(raw, world, "dense", dense())
            one_unit(raw, world, "realistic", realistic(CHILDREN))
        finally:
            raw.close()
        the_country(world)
    return 0


if __name__ == "__main__":
    sys.exit(main())
