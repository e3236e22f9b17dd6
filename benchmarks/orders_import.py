"""A file of 5,000 rows of supply orders: rehearsed, loaded, and loaded once more, beside COPY of the same rows.

Half a year of a country: orders of one clave to one place, most of them brought in one delivery, some in two, and one
remisión in ten for two orders. The raw side reads the same workbook and copies its orders and deliveries into
tables of their own: no check of a cell, no fault, no trigger, no ledger: the least that any importer has to do.
"""

from __future__ import annotations

import io
import random
import sys
from datetime import date, timedelta
from typing import Any

from benchmarks.bench import say, seconds, setup, throwaway_database
from benchmarks.import_week import world

ROWS, CONTRACTS, TWO_DELIVERIES = 5_000, 20, 0.3
BARE = """
CREATE TABLE raw_order (number text PRIMARY KEY, line bigint REFERENCES supply_contractline,
                        place bigint REFERENCES delegations_place, packs int, price numeric, deadline_on date);
CREATE TABLE raw_line (lot_number text, expires_on date, delivered_packs int);
"""


def contracts(claves: list[str]) -> list[tuple[str, str, list[str]]]:
    """(number, supplier, claves) of each contract, in force since a year ago."""
    from django.utils import timezone

    from supply.models import Contract, ContractLine, Presentation, Supplier

    today = timezone.localdate()
    packs = {pack.clave: pack for pack in Presentation.objects.all()}
    found = []
    for number in range(CONTRACTS):
        supplier = Supplier.objects.create(name=f"Proveedor simulado {number}")
        contract = Contract.objects.create(
            number=f"C-{number:03d}", supplier=supplier, starts_on=today - timedelta(days=400),
            ends_on=today + timedelta(days=400), penalty_percent="0.5", penalty_cap_percent="10",
        )  # fmt: skip
        own = claves[number::CONTRACTS]
        ContractLine.objects.bulk_create(
            ContractLine(contract=contract, presentation=packs[clave], max_packs=900_000, price="99.50")
            for clave in own
        )
        found.append((contract.number, supplier.name, own))
    return found


def rows(clues: list[str], bought: list[tuple[str, str, list[str]]]) -> list[tuple[Any, ...]]:
    """The same rows on every run."""
    from django.utils import timezone

    chance, today, lines, order = random.Random(1), timezone.localdate(), [], 0
    while len(lines) < ROWS:
        order += 1
        number, supplier, own = chance.choice(bought)
        issued = today - timedelta(days=chance.randint(40, 180))
        head = (
            f"OS-{order:06d}", number, "", clues[order % len(clues)], chance.choice(own), supplier, 99.5,
            60, issued + timedelta(days=20),
        )  # fmt: skip
        for part in range(2 if chance.random() < TWO_DELIVERIES else 1):
            came = issued + timedelta(days=chance.randint(10, 19) + 15 * part)
            lines.append((*head, 30, came, f"R-{order}-{part}", f"L{order}K{part}", date(2031, 6, 30), "", issued))
    return lines[:ROWS]


def workbook(lines: list[tuple[Any, ...]]) -> bytes:
    import xlsxwriter

    from supply.purchasing.sheet import SHEET_NAME
    from supply.purchasing.template import COLUMNS

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(SHEET_NAME)
        page.write_row(0, 0, COLUMNS)
        for number, line in enumerate(lines, 1):
            page.write_row(number, 0, line)
    return data.getvalue()


def load(data: bytes, *, dry_run: bool = False) -> Any:
    from supply.actions.purchasing import import_orders
    from supply.purchasing.opening import open_orders

    outcome = import_orders(reading=open_orders(data, "ordenes.xlsx"), by=None, dry_run=dry_run)
    if not outcome.ok:
        raise SystemExit(f"the file has faults: {outcome.faults[:3]}")
    return outcome


def raw(data: bytes) -> None:
    """The workbook read cell by cell and copied: orders as they stand, a line for each delivery."""
    import python_calamine
    from django.db import connection

    from delegations.models import Place
    from supply.models import ContractLine

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]
    places = dict(Place.objects.filter(kind="almacen").values_list("unit__clues", "pk"))
    bought = {
        (number, clave): pk
        for number, clave, pk in ContractLine.objects.values_list("contract__number", "presentation__clave", "pk")
    }
    orders = {row[0]: (row[0], bought[row[1], row[4]], places[row[3]], int(row[7]), row[6], row[8]) for row in sheet}
    text, lines = io.StringIO(), io.StringIO()
    for order in orders.values():
        text.write("\t".join(str(cell) for cell in order) + "\n")
    for row in sheet:
        lines.write("\t".join(str(cell) for cell in (row[12], row[13], int(row[9]))) + "\n")
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        for file, table in ((text, "raw_order"), (lines, "raw_line")):
            file.seek(0)
            cursor.copy_expert(f"COPY {table} FROM STDIN", file)


def main() -> int:
    setup()
    from django.db import connection

    from supply.models import Movement, SupplyOrder

    with throwaway_database():
        clues, claves = world()
        data = workbook(rows(clues, contracts(claves)))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        bare = seconds(lambda: raw(data))
        rehearsed = seconds(lambda: load(data, dry_run=True))
        if SupplyOrder.objects.exists():
            raise SystemExit("a rehearsal has kept something")
        loaded = seconds(lambda: load(data))
        kept = (SupplyOrder.objects.count(), Movement.objects.count())
        again = seconds(lambda: load(data))
        if kept != (SupplyOrder.objects.count(), Movement.objects.count()):
            raise SystemExit("the same file had an effect twice")
    say("orders_import.rehearsal", rehearsed, "s", bare)
    say("orders_import.load", loaded, "s", bare)
    say("orders_import.again", again, "s", bare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
