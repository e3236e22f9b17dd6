"""What it costs to know what a person may see: queries and milliseconds on each page, and in the lists it narrows.

The project's own units, five thousand more postings than people on duty, and the pages whose every row is scoped, asked
for by the holder of one unit, of one delegation, of twelve posts at once and of the country. One JSON line per figure.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

POSTINGS, ROUNDS = 5_000, 30
PAGES = (
    "home",
    "delegations:delegation-list",
    "delegations:unit-list",
    "delegations:place-list",
    "delegations:posting-list",
    "delegations:network-gaps",
    "supply:stock",
    "supply:lot-list",
    "supply:transfer-list",
    "supply:report-list",
    "supply:assortment-list",
    "api-balances",
    "api-documents",
    "api-weekly-reports",
)


def holders() -> dict[str, Any]:
    """One person for each width of scope, and the postings around them."""
    from django.utils import timezone

    from delegations.models import Delegation, Holding, Person, Posting, Unit
    from delegations.roles import POSTS, Role

    today = timezone.localdate()
    units = list(Unit.objects.order_by("pk"))
    crowd = Person.objects.bulk_create(
        [
            Person(email=f"p{n}@example.org", full_name=f"Persona {n}", password="!", is_simulated=True)
            for n in range(500)
        ]
    )

    def at(person: Person, role: Role, **where: Any) -> Posting:
        holding = Holding.TITULAR if role in POSTS else Holding.MEMBER
        return Posting(person=person, role=role, holding=holding, starts_on=today.replace(year=2024), **where)

    rows = [at(crowd[n % 500], Role.PHARMACIST, unit=units[n * 7 % len(units)]) for n in range(POSTINGS)]
    named = {}
    for name, postings in {
        "one_unit": [(Role.PHARMACIST, {"unit": units[0]})],
        "one_delegation": [(Role.HEAD_OF_MEDICAL_SERVICES, {"delegation": Delegation.objects.first()})],
        "twelve_units": [(Role.PHARMACIST, {"unit": unit}) for unit in units[:12]],
        "the_country": [(Role.CENTRAL_OFFICE, {"is_national": True})],
    }.items():
        named[name] = Person.objects.create_user(f"{name}@example.org", full_name=name, joined_at=timezone.now())
        rows += [at(named[name], role, **where) for role, where in postings]
    Posting.objects.bulk_create(rows)
    return named


class Meter:
    """Counts what is asked of the database while a scope is read, and how long all of it takes."""

    def __init__(self) -> None:
        self.reading = False
        self.queries, self.milliseconds, self.worked = 0, 0.0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += self.reading
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self) -> Iterator[None]:
        from django.db import connection

        from delegations import scoping

        read = scoping._read_scope

        def timed(person: Any) -> Any:
            start, worked, self.reading = time.perf_counter(), time.process_time(), True
            try:
                return read(person)
            finally:
                self.reading = False
                self.milliseconds += (time.perf_counter() - start) * 1000
                self.worked += (time.process_time() - worked) * 1000

        scoping._read_scope = timed
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            scoping._read_scope = read


def pages(people: dict[str, Any]) -> None:
    """Queries and time that scope takes of each page: the worst page, and all of them."""
    from django.test import Client
    from django.urls import reverse

    spent: list[float] = []
    worked: list[float] = []
    most = 0
    for person in people.values():
        client = Client()
        client.force_login(person)
        for page in PAGES:
            url = reverse(page)
            client.get(url, follow=True)
            for _round in range(ROUNDS // 6):
                meter = Meter()
                with meter.watching():
                    status = client.get(url).status_code
                if status >= 400 and status != 403:
                    raise RuntimeError(f"{page}: {status}")
                most = max(most, meter.queries)
                spent.append(meter.milliseconds)
                worked.append(meter.worked)
    spent.sort()
    say("scope.queries_on_a_page_at_most", most, "queries", 1)
    say("scope.time_on_a_page_median", statistics.median(spent), "ms", 5)
    say("scope.time_on_a_page_p95", spent[int(len(spent) * 0.95)], "ms", 5)
    # Without waiting for the database or for other programs of this machine.
    say("scope.work_on_a_page_median", statistics.median(worked), "ms", 5)


def lists(people: dict[str, Any]) -> None:
    """The first fifty rows of a list as the person sees them, beside fifty of all rows."""
    from delegations.models import Person, Place, Unit
    from delegations.scoping import scope_of
    from supply.models import Assortment, WeeklyReport

    for name, person in people.items():
        scope_of(person)
        mine, theirs = [], []
        for _round in range(ROUNDS):
            for model in (Unit, Place, Assortment, WeeklyReport):
                narrowed, whole = model.objects.visible_to(person).order_by("pk"), model.objects.order_by("pk")
                mine.append(_milliseconds(lambda rows=narrowed: list(rows[:50])))
                theirs.append(_milliseconds(lambda rows=whole: list(rows[:50])))
        say(f"scope.fifty_rows_{name}", statistics.median(mine), "ms", statistics.median(theirs))
    fresh = [Person.objects.get(pk=person.pk) for person in people.values() for _round in range(ROUNDS)]
    reads = sorted(_milliseconds(lambda person=person: scope_of(person)) for person in fresh)
    say("scope.read_median", statistics.median(reads), "ms", 5)
    say("scope.read_p95", reads[int(len(reads) * 0.95)], "ms", 5)
    empty = sorted(_milliseconds(ask_nothing) for _round in range(4 * ROUNDS))
    say("scope.an_empty_query_median", statistics.median(empty), "ms")
    say("scope.an_empty_query_p95", empty[int(len(empty) * 0.95)], "ms")


def ask_nothing() -> None:
    """The way to the database and back: what the machine makes of any query just now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _milliseconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """All figures, in a database of their own."""
    setup()
    with throwaway_database():
        from benchmarks.national_board import fill

        fill(weeks=4, drugs=30)
        people = holders()
        lists(people)
        pages(people)


if __name__ == "__main__":
    main()
