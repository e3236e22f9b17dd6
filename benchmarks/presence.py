"""Two hundred participants register within a minute, by link and by the room's code, each twice and all at once.

Whole requests through every middleware, from one address as a hospital's people have: the page opened, the button
pressed, the answer read. Figures: seconds for all, the press that 19 of 20 beat, and who was lost, doubled or refused.
"""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from benchmarks.bench import say, setup, throwaway_database

PEOPLE, THREADS = 200, 8
DOOR = 1_500  # a minute and address, as in production


def world() -> tuple[Any, list[str]]:
    """A meeting of two hundred that runs: half of them called by a link of their own, half only know the room."""
    from django.utils import timezone

    from delegations.selectors.links import fingerprint
    from meetings.models import Attendance
    from tests.factories.meetings import MeetingFactory, running

    meeting = running(MeetingFactory(presence_key=secrets.token_urlsafe(24)))
    tokens = [secrets.token_urlsafe(32) for _ in range(PEOPLE // 2)]
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, kind="supplier", name=f"Convocada {number}", email=f"convocada.{number}@example.com",
            token_hash=fingerprint(token), invited_at=timezone.now() - timedelta(days=7),
        )
        for number, token in enumerate(tokens)
    )  # fmt: skip
    return meeting, tokens


def arrivals(meeting: Any, tokens: list[str]) -> list[Callable[[Any], list[Any]]]:
    """What each telephone asks for: the page, the press, the page after it."""
    room = f"/reuniones/sala/{meeting.presence_key}/"

    def by_link(token: str) -> Callable[[Any], list[Any]]:
        link = f"/reuniones/presencia/{token}/"
        return lambda client: [client.get(link), client.post(link, {"hacer": "present"}), client.get(link)]

    def by_room(number: int) -> Callable[[Any], list[Any]]:
        told = {"name": f"Llegó {number}", "kind": "family", "email": f"llego.{number}@example.com"}
        return lambda client: [client.get(room), client.post(room, told), client.get(f"{room}?listo")]

    return [*(by_link(token) for token in tokens), *(by_room(number) for number in range(PEOPLE - len(tokens)))]


def telephones(presses: list[Callable[[Any], list[Any]]]) -> list[tuple[float, int]]:
    """All of them, eight at a time; seconds and refused answers of each."""
    from django.core.cache import cache
    from django.db import connections
    from django.test import Client

    cache.clear()

    def telephone(turns: list[Callable[[Any], list[Any]]]) -> list[tuple[float, int]]:
        took = []
        for turn in turns:
            start = time.perf_counter()
            answers = turn(Client())
            took.append((time.perf_counter() - start, sum(answer.status_code >= 400 for answer in answers)))
        connections.close_all()
        return took

    with ThreadPoolExecutor(THREADS) as pool:
        return [one for part in pool.map(telephone, [presses[n::THREADS] for n in range(THREADS)]) for one in part]


def measure() -> None:
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    settings.PRESENCE_PER_MINUTE = DOOR
    meeting, tokens = world()
    Client().get(f"/reuniones/sala/{meeting.presence_key}/")  # templates and the site's map, once in a process's life

    start, processor = time.perf_counter(), time.process_time()
    told = telephones(arrivals(meeting, tokens))
    say("presence_200_registered", time.perf_counter() - start, "s", baseline=60)
    say("presence_200_registered_processor", time.process_time() - processor, "s")
    say("presence_three_pages_19_of_20_within", statistics.quantiles([took for took, _ in told], n=20)[18] * 1000, "ms")
    count("presence_once", meeting, told)

    meeting, tokens = world()
    # The impatient press again: the two stand beside each other in the queue.
    told = telephones([press for one in arrivals(meeting, tokens) for press in (one, one)])
    count("presence_twice", meeting, told)


def count(name: str, meeting: Any, told: list[tuple[float, int]]) -> None:
    """Who was lost, doubled or refused."""
    from meetings.models import Attendance

    rows = Attendance.objects.filter(meeting=meeting)
    there = rows.filter(presence="present")
    names = there.values("name").distinct().count()
    say(f"{name}_lost", PEOPLE - names, "people")
    say(f"{name}_doubled", there.count() - names + rows.count() - PEOPLE, "rows")
    say(f"{name}_refused", sum(refused for _, refused in told), "answers")


def main() -> None:
    setup()
    with throwaway_database():
        measure()


if __name__ == "__main__":
    main()
