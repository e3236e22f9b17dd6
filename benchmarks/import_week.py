"""A week of 50,000 rows loaded from a workbook, beside COPY of the same rows into bare copies of the tables.

Each import runs in a process of its own (`import_week_process`), so that its peak memory is that of the whole process.
The raw side reads the same workbook, looks the names up and writes: no check of a cell, no fault, no trigger, no draft
of the weekly reports: the least that any importer has to do.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.bench import ROOT, bare_copies, database_url, say, setup, throwaway_database

STOCK_ROWS, MOVEMENT_ROWS, PRESCRIPTION_ROWS = 20_000, 28_000, 2_000
# A large unit's own staff load one file each; the country's 210 units in one file is the other end.
FEW_UNITS, MANY_UNITS = 11, 210
UNITS_PER_DELEGATION = 6
DRUGS = 200
PLACES = ("almacen", "farmacia", "central_de_mezclas")
MOTIVES = ("recepcion", "surtimiento", "surtimiento", "surtimiento", "mezcla", "merma")
HEADINGS = {
    "existencias": ("clues", "lugar", "clave", "lote", "caducidad", "piezas"),
    "movimientos": ("clues", "lugar", "fecha", "motivo", "clave", "lote", "caducidad", "piezas", "referencia"),
    "recetas": ("clues", "clave", "presentadas", "surtidas", "parciales", "negadas"),
}
WRITTEN = ("supply_lot", "supply_document", "supply_movement", "supply_balance", "supply_prescriptiontally")


def world() -> tuple[list[str], list[str]]:
    """The delegations with six units each and three places a unit: (CLUES of the units, claves)."""
    from django.core.management import call_command

    from delegations.models import Delegation, Place, PlaceKind, Unit
    from supply.models import Drug, Presentation

    call_command("load_delegations", verbosity=0)
    units = Unit.objects.bulk_create(
        Unit(
            clues=f"XXIMS{number:06d}", name=f"Unidad {number}", kind="HGZ", level=2, delegation=delegation,
            time_zone=delegation.time_zone,
        )
        for number, delegation in enumerate(
            (delegation for delegation in Delegation.objects.order_by("pk") for _ in range(UNITS_PER_DELEGATION)), 1
        )
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(code=f"{unit.clues}-{kind[:3]}", delegation_id=unit.delegation_id, unit=unit, kind=kind, name=kind)
        for unit in units
        for kind in PLACES
    )
    Place.objects.bulk_create(
        Place(code=f"{delegation.code}-TRA", delegation=delegation, kind=PlaceKind.TRANSIT, name="Tránsito")
        for delegation in Delegation.objects.all()
    )
    drugs = Drug.objects.bulk_create(
        Drug(code=f"010.000.{6000 + n}", generic_name=f"Droga {n}", drug_class="cytotoxic") for n in range(DRUGS)
    )
    packs = Presentation.objects.bulk_create(
        Presentation(clave=f"{drug.code}.00", drug=drug, pieces_per_pack=1) for drug in drugs
    )
    return [unit.clues for unit in units], [pack.clave for pack in packs]


def rows(clues: list[str], claves: list[str], week: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The same rows for the same units on every run: counts by lot, movements among those lots, prescriptions."""
    chance = random.Random(1)
    places = [(unit, kind) for unit in clues for kind in PLACES]
    shelves = [
        (*places[n % len(places)], claves[(k := n // len(places)) % DRUGS], f"L{k // DRUGS}K{k % 997:03d}",
         date(2029, 1 + k % 12, 28))
        for n in range(STOCK_ROWS)
    ]  # fmt: skip
    movements = []
    for _row in range(MOVEMENT_ROWS):
        unit, kind, clave, lot, expires_on = chance.choice(shelves)
        day, motive = week.days[chance.randrange(7)], chance.choice(MOTIVES)
        movements.append((unit, kind, day, motive, clave, lot, expires_on, chance.randint(1, 5), ""))
    return {
        "existencias": [(*shelf, chance.randint(50, 200)) for shelf in shelves],
        "movimientos": movements,
        "recetas": [
            (clues[n % len(clues)], claves[n // len(clues) % DRUGS], 6, 4, 1, 1) for n in range(PRESCRIPTION_ROWS)
        ],
    }


def write(path: Path, sheets: dict[str, list[tuple[Any, ...]]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, lines in sheets.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEADINGS[name])
            for number, line in enumerate(lines, 1):
                page.write_row(number, 0, line)


def run(side: str, path: Path, week: Any) -> dict[str, Any]:
    """One import in a process of its own: seconds, peak memory in MB, and what it did."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_week_process", side, str(path), str(week)],
        env=os.environ | {"DATABASE_URL": database_url()},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return outcome


def measure(units: int) -> None:
    """One file of `units` units: loaded by hand, loaded, and loaded once more, which posts nothing."""
    from django.db import connection

    from supply.weeks import IsoWeek

    week = IsoWeek.last_complete(datetime.now(ZoneInfo("UTC")), ZoneInfo("America/Tijuana"))
    with tempfile.TemporaryDirectory() as folder, throwaway_database():
        clues, claves = world()
        path = Path(folder) / "semana.xlsx"
        write(path, rows(clues[:units], claves, week))
        with connection.cursor() as cursor:
            bare_copies(cursor, WRITTEN)
            cursor.execute("ANALYZE")
        connection.close()
        bare = run("raw", path, week)
        ours = run("ours", path, week)
        again = run("ours", path, week)
        agree()
    if again["movements"]:
        raise SystemExit("the same file had an effect twice")
    say(f"import_week.{units}_units", ours["seconds"], "s", bare["seconds"])
    say(f"import_week.{units}_units_cpu", ours["cpu_seconds"], "s", bare["cpu_seconds"])
    say(f"import_week.{units}_units_peak_memory", ours["peak_mb"], "MB", bare["peak_mb"])
    say(f"import_week.{units}_units_again", again["seconds"], "s", bare["seconds"])
    say(f"import_week.{units}_units_again_peak_memory", again["peak_mb"], "MB", bare["peak_mb"])


def agree() -> None:
    """Both sides hold the same balances and the same prescriptions."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, columns in (
            ("balance", "count(*), sum(on_hand), sum(on_hand::bigint * place_id)"),
            ("movement", "count(*), sum(quantity), sum(quantity::bigint * place_id)"),
            ("prescriptiontally", "count(*), sum(presented), sum(denied * unit_id)"),
        ):
            cursor.execute(f"SELECT {columns} FROM supply_{table} UNION SELECT {columns} FROM raw_{table}")
            found = cursor.fetchall()
            if len(found) > 1:
                raise SystemExit(f"the two sides wrote different rows to {table}: {found}")


def main() -> int:
    setup()
    for units in (FEW_UNITS, MANY_UNITS):
        measure(units)
    return 0


if __name__ == "__main__":
    sys.exit(main())
