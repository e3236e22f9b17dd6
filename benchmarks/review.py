"""Review mode over the whole country: 35 delegations and 25 UMAE, each with frozen figures, people and agreements.

Goes through all of them as the secretary's screen does: the part without its frame, the whole page, what the desk
sends, what the wall asks. Server time through the whole stack of Django (one process, no network), beside the same rows
read by bare SQL; a change of delegation may take 150 ms. `change_cpu` is what this process computes of it, whatever
else the machine does. A database of its own, dropped at the end. One JSON line per figure.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import timedelta
from typing import Any

from benchmarks.bench import say, seconds, setup, throwaway_database
from benchmarks.national_board import central_office, p95, static_bytes

ROUNDS, CHAIRS, AGREED = 5, 3, 2

# What one screen needs, as one would ask for it in psql.
BASELINE = (
    """select r.*, s.data, d.name from meetings_review r left join meetings_snapshot s on s.id = r.snapshot_id
         left join delegations_delegation d on d.id = r.delegation_id where r.id = %s""",
    "select name, post, presence from meetings_attendance where meeting_id = %s and delegation_id = %s",
    "select folio, text, due_on from meetings_agreement where review_id = %s",
)


def fill() -> Any:
    """The country's own directory; a running meeting with its reviews prepared, people called and things agreed."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from meetings.actions.reviews import prepare_reviews
    from meetings.canonical import digest
    from meetings.models import Agreement, Attendance, Meeting, Review, Series, Snapshot

    for command in ("load_delegations", "load_units", "load_catalogue"):
        call_command(command, verbosity=0)
    now = timezone.now()
    series = Series.objects.create(
        code="medida", name="Revisión medida", starts_at="18:00", anchor_on="2026-01-07", has_reviews=True
    )
    meeting = Meeting.objects.create(
        series=series, number=1, planned_on=now.date(), starts_at=now, minutes=180, presence_key="m" * 20, called_at=now
    )
    say("review.prepare_60_places", seconds(lambda: prepare_reviews(meeting=meeting, by=None)), "s")
    Meeting.objects.filter(pk=meeting.pk).update(state="running", opened_at=now)
    reviews = list(Review.objects.filter(meeting=meeting).order_by("position").select_related("snapshot"))
    for row in reviews:
        data = full(row.snapshot.data)
        row.snapshot = Snapshot.objects.create(
            meeting=meeting, kind=row.snapshot.kind, delegation_id=row.delegation_id, unit_id=row.unit_id,
            data=data, sha256=digest(data),
        )  # fmt: skip
    Review.objects.bulk_update(reviews, ["snapshot"])
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, kind="institute", name=f"Persona {row.pk}-{turn}", organisation=f"{row.code}",
            delegation_id=row.delegation_id, unit_id=row.unit_id, presence="present", noted_at=now, noted_via="link",
        )
        for row in reviews for turn in range(CHAIRS)
    )  # fmt: skip
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    Agreement.objects.bulk_create(
        Agreement(
            folio=f"D-{alphabet[index // 32]}{alphabet[index % 32]}{alphabet[turn]}AAA",
            meeting=meeting, review=row, text="Surtir lo que falta en las unidades", owner_name="Responsable",
            owner_organisation="Prueba", due_on=now.date() + timedelta(days=7), first_due_on=now.date(),
            delegation_id=row.delegation_id, unit_id=row.unit_id, state_at=now, agreed_at=now,
        )
        for index, row in enumerate(reviews) for turn in range(AGREED)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    meeting.refresh_from_db()
    return meeting


def full(data: dict[str, Any]) -> dict[str, Any]:
    """The frozen figures with every list as long as the screen shows: an empty country would be drawn too quickly."""
    pair = {"unit": "HGZ 1", "drug": "Vincristina 1 mg", "category": "out", "usable": 0, "days_out": 5, "denied": 12}
    case = {
        "folio": "C-AAAAAA", "unit": "HGZ 1", "drug": "Vincristina 1 mg", "level": 4, "severity": 1, "overdue": True,
    }  # fmt: skip
    transfer = {"origin": "Almacén", "destination": "HGZ 1", "days": 4, "pieces": 30}
    promise = {
        "folio": "D-AAAAAA", "text": "Surtir la vincristina", "owner": "Responsable", "due_on": "2026-11-13",
        "state": "open", "held": None, "is_late": True,
    }  # fmt: skip
    level = [{"week": "2026-11-09", "level": 90.0 + week % 5} for week in range(12)]
    return data | {
        "worst": [pair] * 3,
        "trend": level,
        "cases": data["cases"] | {"standing": 12, "overdue": 3, "lines": [case] * 10},
        "transfers": data["transfers"] | {"in_transit": 9, "late": 4, "lines": [transfer] * 4},
        "agreements": data["agreements"] | {"last": [promise] * 4, "older": [promise] * 4},
    }


def measure(meeting: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from meetings.models import Review

    client = central_office()
    base = f"/reuniones/{meeting.pk}/revision/"
    rows = list(Review.objects.filter(meeting=meeting).order_by("position").select_related("delegation", "unit"))

    def show(page: str) -> Any:
        answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer

    def send(page: str, **body: Any) -> None:
        answer = client.post(page, body, headers={"Accept": "application/json"})
        assert answer.status_code == 200, (page, answer.status_code, answer.content[:200])

    def by_hand(row: Any) -> None:
        with connection.cursor() as cursor:
            for statement, values in zip(BASELINE, ([row.pk], [meeting.pk, row.delegation_id], [row.pk]), strict=True):
                cursor.execute(statement, values)
                cursor.fetchall()

    show(f"{base}{rows[0].code}/")
    timed: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        for number, row in enumerate(rows):
            one = f"{base}{row.code}/"
            acts = {
                "sql": lambda row=row: by_hand(row),
                "change": lambda one=one: show(f"{one}?parte=1"),
                "page": lambda one=one: show(one),
                "show": lambda one=one: send(f"{one}mostrar/"),
                "save": lambda one=one, turn=turn, number=number: send(
                    f"{one}anotar/", comment=f"Vuelta {turn}, número {number}.", edition=turn + 1, read_comment=""
                ),
                "wall": lambda: show(f"{base}pantalla/"),
            }
            for name, act in acts.items():
                timed.setdefault(name, []).append(seconds(act) * 1000)
    cpu = time.process_time()
    for row in rows:
        show(f"{base}{row.code}/?parte=1")
    say("review.change_cpu", (time.process_time() - cpu) * 1000 / len(rows), "ms")
    baseline = statistics.median(timed.pop("sql"))
    for name, times in timed.items():
        beside = baseline if name == "change" else None
        say(f"review.{name}_p50", statistics.median(times), "ms", beside)
        say(f"review.{name}_p95", p95(times), "ms", beside)
        say(f"review.{name}_worst", max(times), "ms")
    with CaptureQueriesContext(connection) as queries:
        part = show(f"{base}{rows[0].code}/?parte=1").content
    say("review.change_queries", len(queries), "queries")
    say("review.change_part", len(part) / 1000, "kB")
    html = show(f"{base}{rows[0].code}/").content.decode()
    say("review.page_weight", (len(html.encode()) + static_bytes(html)) / 1000, "kB")


def main() -> int:
    setup()
    with throwaway_database():
        measure(fill())
    return 0


if __name__ == "__main__":
    sys.exit(main())
