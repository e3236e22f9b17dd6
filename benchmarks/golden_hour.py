"""The live board with fifty open episodes: time, statements and weight of a refresh, beside reading the rows alone.

Twenty more hospitals run ten episodes each, and there are years of episodes behind: what a refresh costs must not grow
with either. A refresh is a whole request of a person who is signed in, by the site's own middleware. Then one tap, from
the request to a second screen's refresh that tells it, less the wait between two of its questions.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

OPEN, OTHER_UNITS, OPEN_THERE, PAST = 50, 20, 10, 40_000
ROUNDS = 60

RAW = """
SELECT e.folio, e.state, e.deadline_at, e.prealert_at, e.arrived_at, e.triage_at, e.evaluated_at, e.ordered_at,
       e.dispensed_at, left(c.given_names, 1)
  FROM pediatric_platform_feverepisode e JOIN pediatric_platform_child c ON c.id = e.child_id
 WHERE e.unit_id = %s AND e.state IN ('coming', 'here') ORDER BY e.deadline_at
"""


def world() -> tuple[Any, list[Any]]:
    """The hospital that is measured and its nurse's unit; past episodes are the children's of all of them."""
    from django.utils import timezone

    from delegations.models import Delegation, Unit
    from pediatric_platform.folios import ALPHABET
    from pediatric_platform.models import Child, Diagnosis, FeverEpisode

    delegation = Delegation.objects.create(
        code="X",
        name="X",
        official_name="X",
        imss_clave="0",
        inegi_state="00",
        seat_city="X",
        time_zone="America/Mexico_City",
        tile_row=1,
        tile_column=1,
    )
    units = [
        Unit.objects.create(
            clues=f"XXIMS{n:06d}",
            name=f"HGR {n}",
            kind="HGR",
            level=2,
            delegation=delegation,
            time_zone="America/Mexico_City",
        )
        for n in range(OTHER_UNITS + 1)
    ]
    diagnosis = Diagnosis.objects.order_by("pk").first() or Diagnosis.objects.create(code="x", name="X", icd10="C91.0")

    def folio(prefix: str, number: int) -> str:
        signs = ""
        for _sign in range(6):
            number, sign = divmod(number, len(ALPHABET))
            signs = ALPHABET[sign] + signs
        return f"{prefix}-{signs}"

    children = []
    for n, unit in enumerate(units):
        for _child in range(OPEN if n == 0 else OPEN_THERE):
            child = Child(
                folio=folio("N", len(children)),
                given_names="Ángela",
                first_surname="Prueba",
                sex="F",
                birth_date=date(2018, 1, 1),
                unit=unit,
                diagnosis=diagnosis,
                without_curp="Prueba",
                is_simulated=True,
            )
            child.prepare()
            children.append(child)
    Child.objects.bulk_create(children)
    now = timezone.now()
    open_, past = [], []
    for n, child in enumerate(children):
        at = now - timedelta(minutes=n % 58, seconds=7)
        open_.append(
            FeverEpisode(
                folio=folio("F", n),
                child=child,
                unit=child.unit,
                state="here",
                arrived_at=at,
                triage_at=at,
                evaluated_at=at,
                deadline_at=at + timedelta(minutes=60),
                opened_at=at,
            )
        )
    for n in range(PAST):
        at = now - timedelta(days=1 + n % 900, minutes=n % 700)
        child = children[n % len(children)]
        past.append(
            FeverEpisode(
                folio=folio("F", len(children) + n),
                child=child,
                unit=child.unit,
                state="treated",
                arrived_at=at,
                antibiotic_at=at + timedelta(minutes=55),
                deadline_at=at + timedelta(minutes=60),
                opened_at=at,
            )
        )
    FeverEpisode.objects.bulk_create(open_)
    FeverEpisode.objects.bulk_create(past, batch_size=5000)
    return units[0], open_


def client_of(unit: Any, email: str) -> Any:
    from django.test import Client

    from delegations.models import Person, Posting

    person = Person.objects.create(email=email, full_name="Persona de prueba")
    Posting.objects.create(person=person, role="clinician", holding="member", unit=unit, starts_on=date(2025, 1, 1))
    client = Client()
    client.force_login(person)
    return client


def processor(work: Callable[[], Any]) -> float:
    """Median milliseconds of this process alone: what a machine busy with others does not lengthen so much."""
    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def middle(work: Callable[[], Any]) -> tuple[float, float]:
    """Median and 95th of a hundred, in milliseconds."""
    work()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> int:
    setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    settings.CELERY_BROKER_URL = "memory://"
    with throwaway_database():
        unit, episodes = world()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        phone, wall = client_of(unit, "phone@example.org"), client_of(unit, "wall@example.org")
        live = reverse("pediatric:fever-live", args=[unit.clues])
        version = phone.get(live).context["version"]

        def rows() -> None:
            with connection.cursor() as cursor:
                cursor.execute(RAW, [unit.pk])
                cursor.fetchall()

        bare, _ = middle(rows)
        whole, worst = middle(lambda: phone.get(live))
        say("golden_hour.refresh_of_fifty", whole, "ms", bare)
        say("golden_hour.refresh_of_fifty_95th", worst, "ms")
        say("golden_hour.refresh_of_fifty_processor", processor(lambda: phone.get(live)), "ms")
        same, worst = middle(lambda: phone.get(live, {"v": version}))
        say("golden_hour.nothing_changed", same, "ms")
        say("golden_hour.nothing_changed_95th", worst, "ms")
        answer = phone.get(live)
        if answer.content.count(b"<li ") != OPEN or phone.get(live, {"v": version}).status_code != 204:
            raise SystemExit("the board does not show what it should")
        say("golden_hour.weight_of_fifty", len(answer.content), "bytes")
        with CaptureQueriesContext(connection) as asked:
            phone.get(live, {"v": version})
        say("golden_hour.statements_when_nothing_changed", len(asked), "statements")

        keys = iter(range(10_000))
        steps = ("or", "di")
        taps = [(episode.folio, step) for step in steps for episode in episodes[:OPEN]]

        def tapped() -> float:
            nonlocal version
            folio, step = taps[next(keys)]
            start = time.perf_counter()
            done = phone.post(
                reverse("pediatric:fever-tap", args=[unit.clues]),
                {"s": f"{folio}.{step}", "clave": f"{folio}{step}", "edad": "0"},
                headers={"accept": "application/json"},
            )
            seen = wall.get(live, {"v": version})
            took = time.perf_counter() - start
            if done.status_code != 200 or seen.status_code != 200:
                raise SystemExit(f"a tap answered {done.status_code}, its refresh {seen.status_code}")
            version = seen.context["version"]
            return took * 1000

        times = [tapped() for _tap in range(len(taps))]
        say("golden_hour.tap_to_another_screen", statistics.median(times), "ms")
        say("golden_hour.tap_to_another_screen_with_its_wait", max(times) + 1000, "ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
