"""A recall of one lot in 150 places of 75 hospitals: from the press to every block, every notice, every change noted.

The lot is written in four ways; a hundred thousand other lots lie beside it. Every hospital awaits the drug, so each
has a change of coverage to be computed. The letters of all places are set afterwards, and a sweep for arrivals is run.
"""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

HOSPITALS, PLACES_EACH, OTHER_LOTS, ROUNDS = 75, 2, 100_000, 5
WRITTEN = ("B 96896/B9689B098", "B96896", "b-96896", "B9689B098")


def world() -> tuple[Any, Any]:
    """Hospitals with a pharmacy and a warehouse each, their people, and many lots."""
    from django.utils import timezone

    from delegations.models import Delegation, Person, Place, PlaceKind, Posting, Unit
    from delegations.roles import Role
    from supply.models import Drug, Lot, RequirementPackage

    delegations = Delegation.objects.bulk_create(
        Delegation(
            code=f"D{n}", name=f"D{n}", official_name=f"D{n}", imss_clave=f"{n}", inegi_state="00", seat_city="X",
            time_zone="America/Mexico_City", tile_row=n + 1, tile_column=1,
        )
        for n in range(35)
    )  # fmt: skip
    units = Unit.objects.bulk_create(
        Unit(
            clues=f"XXIMS{n:06d}", name=f"HGZ {n}", kind="HGZ", level=2, delegation=delegations[n % 35],
            time_zone="America/Mexico_City",
        )
        for n in range(HOSPITALS)
    )  # fmt: skip
    kinds = (PlaceKind.PHARMACY, PlaceKind.WAREHOUSE)
    places = Place.objects.bulk_create(
        Place(unit=unit, delegation=unit.delegation, kind=kind, code=f"{unit.clues}-{kind[:3].upper()}", name=str(kind))
        for unit in units
        for kind in kinds
    )
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", full_name=f"P {n}", joined_at=timezone.now())
        for n in range(2 * HOSPITALS + 35)
    )
    since = date(2026, 1, 1)
    Posting.objects.bulk_create(
        [
            *(
                Posting(person=people[n], role=Role.UNIT_SUPPLY_MANAGER, unit=unit, holding="titular", starts_on=since)
                for n, unit in enumerate(units)
            ),
            *(
                Posting(
                    person=people[HOSPITALS + n], role=Role.PHARMACIST, unit=unit, holding="member", starts_on=since
                )
                for n, unit in enumerate(units)
            ),
            *(
                Posting(
                    person=people[2 * HOSPITALS + n], role=Role.DELEGATION_SUPPLY_MANAGER, delegation=row,
                    holding="titular", starts_on=since,
                )
                for n, row in enumerate(delegations)
            ),
        ]
    )  # fmt: skip
    drugs = Drug.objects.bulk_create(
        Drug(
            code=f"010.000.{n:04d}",
            generic_name=f"M {n}",
            form="X",
            strength="1",
            strength_unit="mg",
            drug_class="cytotoxic",
        )
        for n in range(60)
    )
    Lot.objects.bulk_create(
        (Lot(drug=drugs[n % 60], number=f"L{n:06d}", expires_on=date(2030, 1, 31)) for n in range(OTHER_LOTS)),
        batch_size=5_000,
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    RequirementPackage.objects.bulk_create(
        RequirementPackage(unit=unit, needed_on=tomorrow, reference=f"b-{unit.pk}", folio=f"N-{unit.pk:06d}")
        for unit in units
    )
    return drugs[0], places


def main() -> None:
    setup()
    with throwaway_database():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from delegations.models import Notification
        from supply.actions.ledger import LotLine, receive
        from supply.actions.recalls import NamedLot, lift_recall, open_recall, stop_arrivals
        from supply.models import CoverageChange, Lot, RecallHolding
        from supply.papers.recall_letter import letters_pdf
        from supply.selectors.recalls.matching import hit_by

        drug, places = world()
        for n, place in enumerate(places):
            line = LotLine(drug.pk, WRITTEN[n % len(WRITTEN)], date(2030, 6, 30), 5)
            receive(place=place, lines=[line], key=f"k{n}", by=None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        times, looks, sweeps, letters = [], [], [], []
        queries = 0
        for turn in range(ROUNDS):
            CoverageChange.objects.all().delete()
            start = time.perf_counter()
            hit = hit_by(drug, [WRITTEN[0]])
            looks.append(time.perf_counter() - start)
            assert len(hit.same) == len(WRITTEN)
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                recall = open_recall(
                    kind="falsified",
                    product=f"P {turn}",
                    source="Prueba",
                    drug=drug,
                    lots=[NamedLot(WRITTEN[0])],
                    by=None,
                )
                times.append(time.perf_counter() - start)
            queries = len(asked)
            held = RecallHolding.objects.filter(recall=recall)
            assert held.count() == HOSPITALS * PLACES_EACH
            assert not Lot.objects.filter(drug=drug, number__in=[w.upper() for w in WRITTEN], state="usable").exists()
            assert CoverageChange.objects.values("unit").distinct().count() == HOSPITALS
            assert Notification.objects.filter(key__startswith=f"{recall.pk}-").count() == 2 * HOSPITALS + 35
            start = time.perf_counter()
            stop_arrivals()
            sweeps.append(time.perf_counter() - start)
            rows = held.select_related("place__delegation", "place__unit", "lot").order_by("place")
            start = time.perf_counter()
            letters_pdf(recall, rows)
            letters.append(time.perf_counter() - start)
            lift_recall(recall=recall, reason="Otra vuelta", by=None)
        say("recall opened, 150 places, all blocks and notices", statistics.median(times), "s")
        say("recall opened, worst of the rounds", max(times), "s")
        say("statements of it", queries, "queries")
        say("preview beside 100,000 other lots", statistics.median(looks) * 1000, "ms")
        say("sweep for arrivals with nothing new", statistics.median(sweeps) * 1000, "ms")
        say("letters of 150 places set", statistics.median(letters), "s")


if __name__ == "__main__":
    main()
