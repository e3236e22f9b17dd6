"""The nightly evaluation of 5,000 agreements in 35 delegations and 400 hospitals, every kind; seconds and queries.

Three nights: the first gives all of them to whoever holds their post and measures all of it, the second finds nothing
new, the third finds half of the levels fallen.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

AGREEMENTS, DELEGATIONS, UNITS, DRUGS = 5_000, 35, 400, 40
WEEKS = 6


def world() -> datetime:
    """Reports, cells, packages, posts, cases and steps of which the conditions speak; and the agreements."""
    from datetime import UTC

    from django.utils import timezone

    from delegations.models import Delegation, Person, Posting, Unit
    from delegations.roles import Role
    from meetings.models import Agreement, Condition
    from pediatric_platform.models import Case, Milestone, RolloutSite
    from supply.models import DelegationWeek, Drug, RequirementPackage, UnitCoverage, WeeklyLine, WeeklyReport
    from supply.weeks import IsoWeek
    from tests.factories.cases import case_rules
    from tests.factories.children import folio
    from tests.factories.meetings import MeetingFactory

    case_rules()
    now = datetime(2026, 11, 17, 10, tzinfo=UTC)
    last = IsoWeek.of(date(2026, 11, 9))
    agreed = datetime(2026, 10, 7, 18, tzinfo=UTC)
    places = Delegation.objects.bulk_create(
        Delegation(
            code=f"D{n}", name=f"D{n}", official_name=f"D{n}", imss_clave=f"{n}", inegi_state="00", seat_city="X",
            time_zone="America/Mexico_City", tile_row=n + 1, tile_column=1,
        )
        for n in range(DELEGATIONS)
    )  # fmt: skip
    units = Unit.objects.bulk_create(
        Unit(
            clues=f"XXIMS{n:06d}", name=f"HGZ {n}", kind="HGZ", level=2, delegation=places[n % DELEGATIONS],
            time_zone="America/Mexico_City",
        )
        for n in range(UNITS)
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", full_name=f"P {n}") for n in range(UNITS + DELEGATIONS)
    )
    posts = Posting.objects.bulk_create(
        [
            *(
                Posting(
                    person=people[n], role=Role.UNIT_SUPPLY_MANAGER, unit=unit, holding="titular",
                    starts_on=date(2020, 1, 1),
                )
                for n, unit in enumerate(units)
            ),
            *(
                Posting(
                    person=people[UNITS + n], role=Role.DELEGATION_SUPPLY_MANAGER, delegation=place, holding="titular",
                    starts_on=date(2020, 1, 1),
                )
                for n, place in enumerate(places)
            ),
        ]
    )  # fmt: skip
    drugs = Drug.objects.bulk_create(
        Drug(code=f"010.000.{n:04d}", generic_name=f"Fármaco {n}", strength="1", drug_class="antineoplastic")
        for n in range(DRUGS)
    )
    mondays = [last.previous(back).monday for back in range(WEEKS)]
    DelegationWeek.objects.bulk_create(
        DelegationWeek(
            delegation=place, week=monday, place_kind="conjunto", pairs_adequate=90 + n % 10, pairs_out=10 - n % 10,
            computed_at=now,
        )
        for n, place in enumerate(places)
        for monday in mondays
    )  # fmt: skip
    reports = WeeklyReport.objects.bulk_create(
        WeeklyReport(
            delegation=unit.delegation, unit=unit, week=monday, state="signed", drafted_at=now, due_at=now,
            signed_at=now,
        )
        for unit in units
        for monday in mondays
    )  # fmt: skip
    WeeklyLine.objects.bulk_create(
        (
            WeeklyLine(
                report=row, drug=drug, place_kind="conjunto", assorted=True, usable=n,
                category="out" if n % 20 == 0 else "adequate", days_of_coverage=n, opening=n, closing=n,
            )
            for row in reports
            for n, drug in enumerate(drugs)
        ),
        batch_size=5_000,
    )  # fmt: skip
    RequirementPackage.objects.bulk_create(
        RequirementPackage(
            unit=unit, needed_on=now.date() + timedelta(days=1 + n % 20), reference=f"b{unit.pk}-{n}",
            folio=f"N-{unit.pk}-{n}", status="covered", computed_at=now,
        )
        for unit in units
        for n in range(8)
    )  # fmt: skip
    UnitCoverage.objects.bulk_create(UnitCoverage(unit=unit, day=now.date(), computed_at=now) for unit in units)
    cases = Case.objects.bulk_create(
        Case(
            folio=folio("C", n + 1), unit=unit, kind="missing", severity=2, channel="staff", opened_at=agreed,
            owner=posts[n], owned_at=agreed, contact_by=now, remind_at=now, deadline_at=now + timedelta(days=1),
        )
        for n, unit in enumerate(units)
    )  # fmt: skip
    sites = RolloutSite.objects.bulk_create(RolloutSite(unit=unit) for unit in units)
    Milestone.objects.bulk_create(
        Milestone(site=site, kind="users", owner=people[0], due_on=now.date()) for site in sites
    )

    meeting = MeetingFactory(starts_at=agreed)
    agreements = Agreement.objects.bulk_create(
        Agreement(
            folio=folio("D", n + 1), meeting=meeting, text=f"Acuerdo {n}", owner_role=Role.UNIT_SUPPLY_MANAGER,
            owner_unit=units[n % UNITS], due_on=now.date() + timedelta(days=n % 30), first_due_on=now.date(),
            state_at=agreed, agreed_at=agreed,
        )
        for n in range(AGREEMENTS)
    )  # fmt: skip

    def of(n: int) -> dict[str, Any]:
        unit, place = units[n % UNITS], places[n % DELEGATIONS]
        match n % 8:
            case 0 | 1 | 2:
                return {"kind": "abasto_level", "threshold": 95, "hold_weeks": 1 + n % 4, "delegation": place}
            case 3:
                return {"kind": "abasto_level", "threshold": 96, "hold_weeks": 2, "unit": unit}
            case 4:
                return {"kind": "drug_coverage", "threshold": 15, "unit": unit, "drug": drugs[n % DRUGS]}
            case 5:
                return {"kind": "children_uncovered", "threshold": 0, "unit": unit}
            case 6:
                return {"kind": "post_filled", "role": Role.UNIT_SUPPLY_MANAGER, "unit": unit}
            case _:
                if n % 3 == 0:
                    return {"kind": "case_confirmed", "case": cases[n % UNITS]}
                if n % 3 == 1:
                    return {"kind": "milestone_reached", "unit": unit, "milestone": "users"}
                return {"kind": "reports_signed", "threshold": 95, "delegation": place}

    Condition.objects.bulk_create(Condition(agreement=row, **of(n)) for n, row in enumerate(agreements))
    assert timezone.is_aware(now)
    return now


def night(name: str, now: datetime) -> None:
    from django.db import connection

    from meetings.actions.agreements import evaluate_agreements

    queries: Counter[str] = Counter()

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries["all"] += 1
        return execute(sql, params, many, context)

    start, processor = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        done = evaluate_agreements(now=now)
    say(f"agreements_{name}", time.perf_counter() - start, "s", baseline=10)
    say(f"agreements_{name}_processor", time.process_time() - processor, "s")
    say(f"agreements_{name}_queries", queries["all"], "queries")
    changed = done.fulfilled + done.at_risk + done.broken + done.eased + done.reopened
    say(f"agreements_{name}_changed", changed, "agreements")


def by_kind(now: datetime) -> None:
    from django.db import connection

    from meetings.conditions import EVALUATE, joined
    from meetings.models import Condition

    for kind, evaluate in EVALUATE.items():
        rows = list(joined(Condition.objects.filter(kind=kind)))
        if not rows:
            continue
        queries: Counter[str] = Counter()

        def counted(
            execute: Any, sql: str, params: Any, many: bool, context: Any, queries: Counter[str] = queries
        ) -> Any:
            queries["all"] += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            evaluate(rows, now)
        say(f"agreements_queries_{kind}_of_{len(rows)}", queries["all"], "queries", baseline=50)


def measure() -> None:
    from django.urls import get_resolver

    from supply.models import DelegationWeek

    now = world()
    # A worker loads every address once, when it tells its first notice: that is no part of a night.
    assert get_resolver().url_patterns
    by_kind(now)
    night("first_night", now)
    night("second_night", now + timedelta(hours=1))
    DelegationWeek.objects.filter(delegation__tile_row__lte=18, week=date(2026, 11, 9)).update(
        pairs_adequate=50, pairs_out=50
    )
    night("half_fallen", now + timedelta(hours=2))


def main() -> None:
    setup()
    with throwaway_database():
        measure()


if __name__ == "__main__":
    main()
