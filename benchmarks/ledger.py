"""Posting to the ledger beside raw SQL that inserts the movements and updates the balances with their check.

The raw side writes to bare copies of the tables: same columns, indexes, checks and foreign keys, none of the triggers.
Ratios are rates: ours / raw.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from typing import Any

from benchmarks.bench import bare_copies, database_url, paired, say, setup, throwaway_database

LINES = 10_000
ONE_LINE_POSTS = 400
PROCESSES = 8
HOT_LOTS = 50
CONCURRENT_POSTS = 20_000

RAW_DOCUMENT = """
INSERT INTO raw_document (kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at, source, reference, note)
VALUES ('receipt', %s, %s, '', %s, now(), 'command', '', '') RETURNING id
"""
RAW_MOVEMENTS = """
INSERT INTO raw_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)
SELECT %s, %s, lot, pieces, %s, %s, now() FROM unnest(%s::bigint[], %s::int[]) AS line (lot, pieces)
"""
RAW_BALANCES = """
UPDATE raw_balance AS b SET on_hand = b.on_hand + line.pieces, last_on = %s
  FROM unnest(%s::bigint[], %s::int[]) AS line (lot, pieces) WHERE b.place_id = %s AND b.lot_id = line.lot
"""


def world() -> tuple[Any, list[Any]]:
    """A pharmacy with LINES lots of 100 drugs, 1,000,000 pieces each."""
    from datetime import date

    from delegations.models import Delegation, Place, PlaceKind, Unit
    from supply.actions.ledger import LotLine, receive
    from supply.models import Drug, Lot

    delegation = Delegation.objects.create(
        code="X", name="X", official_name="X", imss_clave="0", inegi_state="00", seat_city="X",
        time_zone="America/Mexico_City", tile_row=1, tile_column=1,
    )  # fmt: skip
    unit = Unit.objects.create(
        clues="XXIMS000001", name="X", kind="HGZ", level=2, delegation=delegation, time_zone="America/Mexico_City"
    )
    places = [
        Place.objects.create(code=f"X-{n}", delegation=delegation, unit=unit, kind=kind, name=kind)
        for n, kind in enumerate((PlaceKind.PHARMACY, PlaceKind.WAREHOUSE))
    ]
    Place.objects.create(code="X-T", delegation=delegation, kind=PlaceKind.TRANSIT, name="T")
    drugs = Drug.objects.bulk_create(
        [Drug(code=f"010.000.{n:04d}", generic_name=f"Drug {n}", drug_class="cytotoxic") for n in range(100)]
    )
    lines = [LotLine(drugs[n % 100].pk, f"L{n}", date(2030, 1, 1 + n // 100 % 28), 1_000_000) for n in range(LINES)]
    receive(place=places[0], lines=lines, key="first", by=None)
    lots = list(Lot.objects.order_by("pk"))
    return places[0], lots


def raw_post(connection: Any, place: Any, lots: list[int], pieces: list[int], key: str, reason: str) -> None:
    """One transaction of plain psycopg2: the document, its movements in one batch, the balances with their check."""
    today = place.today()
    with connection, connection.cursor() as cursor:
        cursor.execute(RAW_DOCUMENT, [place.pk, key, today])
        (document,) = cursor.fetchone()
        cursor.execute(RAW_MOVEMENTS, [document, place.pk, reason, today, lots, pieces])
        cursor.execute(RAW_BALANCES, [today, lots, pieces, place.pk])


def documents_of_ten_thousand(raw: Any, place: Any, lots: list[Any]) -> None:
    from supply.actions.ledger import IssueLine, LotLine, dispense, receive

    keys = map(str, itertools.count())
    ids = [lot.pk for lot in lots]
    arrivals = [LotLine(lot.drug_id, lot.number, lot.expires_on, 5) for lot in lots]
    issues = [IssueLine(lot.drug_id, 2) for lot in lots]
    ours, theirs = paired(
        lambda: receive(place=place, lines=arrivals, key=next(keys), by=None),
        lambda: raw_post(raw, place, ids, [5] * LINES, next(keys), "receipt"),
        rounds=5,
    )
    say("ledger.receive_10000_lines", LINES / ours, "lines/s", LINES / theirs)
    ours, theirs = paired(
        lambda: dispense(place=place, lines=issues, key=next(keys), by=None),
        lambda: raw_post(raw, place, ids, [-2] * LINES, next(keys), "dispensing"),
        rounds=5,
    )
    say("ledger.dispense_fefo_10000_lines", LINES / ours, "lines/s", LINES / theirs)


def one_line_documents(raw: Any, place: Any, lots: list[Any]) -> None:
    """One process: one-line documents posted one after the other."""
    from supply.actions.ledger import IssueLine, dispense

    keys = map(str, itertools.count(10_000))
    chosen = [lots[n * 7 % LINES] for n in range(ONE_LINE_POSTS)]

    def ours() -> None:
        for lot in chosen:
            line = IssueLine(lot.drug_id, 1, lot.pk)
            dispense(place=place, lines=[line], key=next(keys), by=None)

    def theirs() -> None:
        for lot in chosen:
            raw_post(raw, place, [lot.pk], [-1], next(keys), "dispensing")

    mine, bare = paired(ours, theirs, rounds=5)
    say("ledger.one_line_1_process", ONE_LINE_POSTS / mine, "documents/s", ONE_LINE_POSTS / bare)


def many_processes(place: Any) -> None:
    """PROCESSES processes at once on HOT_LOTS lots: every document moves one of them, both ways."""

    def run(kind: str, posts: int) -> float:
        command = [sys.executable, "-m", "benchmarks.ledger_process", kind, str(posts), str(place.pk)]
        environment = os.environ | {"DATABASE_URL": database_url()}
        running = [
            subprocess.Popen([*command, str(seed)], env=environment, stdout=subprocess.PIPE, text=True)
            for seed in range(PROCESSES)
        ]
        outputs = [process.communicate()[0] for process in running]
        if any(process.returncode for process in running):
            raise SystemExit(f"a {kind} process failed")
        spans = [tuple(map(float, output.split())) for output in outputs]
        return PROCESSES * posts / (max(end for _, end in spans) - min(start for start, _ in spans))

    posts = CONCURRENT_POSTS // PROCESSES
    bare = run("raw", posts // 4)
    mine = run("ours", posts)
    say(f"ledger.one_line_{PROCESSES}_processes", mine, "documents/s", bare)
    check(place)


def check(place: Any) -> None:
    """No negative balance, and every balance the sum of its movements, after all of it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM supply_balance b WHERE on_hand < 0 OR on_hand <> (
                   SELECT sum(quantity) FROM supply_movement m WHERE m.place_id = b.place_id AND m.lot_id = b.lot_id)"""
        )
        (wrong,) = cursor.fetchone()
    say("ledger.wrong_balances_after_20000_concurrent_posts", wrong, "balances")
    if wrong:
        raise SystemExit("balances differ from their movements")


def main() -> int:
    setup()
    import psycopg2
    from django.db import connection

    with throwaway_database():
        place, lots = world()
        with connection.cursor() as cursor:
            bare_copies(cursor, ("supply_document", "supply_movement", "supply_balance"))
            cursor.execute("INSERT INTO raw_balance SELECT * FROM supply_balance")
            cursor.execute("ANALYZE")
        raw = psycopg2.connect(database_url())
        try:
            documents_of_ten_thousand(raw, place, lots)
            one_line_documents(raw, place, lots)
            many_processes(place)
        finally:
            raw.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
