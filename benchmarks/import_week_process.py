"""One import of a week in this process, by the command or by hand. No benchmark by itself.

Prints one line of JSON: seconds of the import (start-up left out), seconds of CPU of this process and its
database session, peak memory of the process in MB, and how many movements were posted.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil

from benchmarks.bench import setup


def by_command(path: Path, week: str) -> int:
    from django.core.management import call_command

    out = io.StringIO()
    call_command("import_week", str(path), week=week, json=True, stdout=out, stderr=sys.stderr)
    return int(json.loads(out.getvalue())["movements"])


def by_hand(path: Path, week: str) -> int:
    """Read, look up, COPY: lots, documents, movements, balances as their sums, prescriptions; one transaction."""
    from django.db import connection, transaction
    from python_calamine import CalamineWorkbook

    from supply.weeks import IsoWeek

    monday = IsoWeek.parse(week).monday
    book = CalamineWorkbook.from_path(path)
    stock, moves, tallies = (_cells(book, name) for name in book.sheet_names)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT clues, p.kind, p.id FROM delegations_place p JOIN delegations_unit u ON u.id = unit_id")
        places = {(clues, kind): pk for clues, kind, pk in cursor.fetchall()}
        cursor.execute("SELECT clues, id FROM delegations_unit")
        units = dict(cursor.fetchall())
        cursor.execute("SELECT clave, drug_id FROM supply_presentation")
        drugs = dict(cursor.fetchall())
        lots: dict[tuple[Any, ...], int] = {}
        documents: dict[tuple[Any, ...], int] = {}
        lines: list[tuple[Any, ...]] = []
        net: dict[tuple[int, int], int] = defaultdict(int)

        def lot_of(clave: str, number: str, expires_on: Any) -> int:
            return lots.setdefault((drugs[clave], number, expires_on), len(lots) + 1)

        def post(place: int, kind: str, reason: str, day: Any, lot: int, pieces: int) -> None:
            document = documents.setdefault((place, kind, reason, day), len(documents) + 1)
            lines.append((document, place, lot, pieces, reason, day))

        added: dict[tuple[Any, ...], int] = defaultdict(int)
        for clues, lugar, day, motive, clave, number, expires_on, pieces, _reference in moves:
            reason, kind, sign = REASONS[motive]
            place, lot = places[clues, lugar], lot_of(clave, number, expires_on)
            added[place, kind, reason, day, lot] += sign * int(pieces)
            net[place, lot] += sign * int(pieces)
        eve = monday - timedelta(days=1)
        for clues, lugar, clave, number, expires_on, pieces in stock:
            place, lot = places[clues, lugar], lot_of(clave, number, expires_on)
            post(place, "receipt", "opening", eve, lot, int(pieces) - net[place, lot])
        for (place, kind, reason, day, lot), pieces in added.items():
            post(place, kind, reason, day, lot, pieces)

        copy(
            cursor,
            "raw_lot (id, drug_id, number, expires_on, maker, gtin, state, state_reason)",
            ((pk, *key, "", "", "usable", "") for key, pk in lots.items()),
        )
        copy(
            cursor,
            "raw_document"
            " (id, kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at, source, reference, note)",
            (
                (pk, kind, place, f"semana:{week}:{pk}", "", day, "now", "upload", "", "")
                for (place, kind, _reason, day), pk in documents.items()
            ),
        )
        copy(
            cursor,
            "raw_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)",
            ((*line, "now") for line in lines),
        )
        cursor.execute(
            """INSERT INTO raw_balance AS b (place_id, lot_id, on_hand, last_on)
               SELECT place_id, lot_id, sum(quantity), max(occurred_on) FROM raw_movement GROUP BY place_id, lot_id
                   ON CONFLICT (place_id, lot_id) DO UPDATE SET on_hand = b.on_hand + excluded.on_hand"""
        )
        copy(
            cursor,
            "raw_prescriptiontally (unit_id, day, drug_id, presented, filled, partly_filled, denied)",
            ((units[row[0]], monday + timedelta(days=6), drugs[row[1]], *map(int, row[2:])) for row in tallies),
        )
    return len(lines)


def _cells(book: Any, name: str) -> list[list[Any]]:
    return list(book.get_sheet_by_name(name).iter_rows())[1:]


REASONS = {
    "recepcion": ("receipt", "receipt", 1),
    "surtimiento": ("dispensing", "dispensing", -1),
    "mezcla": ("mixing", "dispensing", -1),
    "merma": ("damage", "adjustment", -1),
}


def copy(cursor: Any, target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows whose values hold no tab, backslash or line break."""
    text = io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
    cursor.copy_expert(f"COPY {target} FROM STDIN NULL 'NULL'", text)


def main(side: str, path: Path, week: str) -> None:
    setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = psutil.Process(cursor.fetchone()[0])

    def cpu() -> float:
        spent = session.cpu_times()
        return time.process_time() + spent.user + spent.system

    work = {"ours": by_command, "raw": by_hand}[side]
    start, start_cpu = time.perf_counter(), cpu()
    movements = work(path, week)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "cpu_seconds": cpu() - start_cpu,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,  # kilobytes on Linux
                "movements": movements,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
