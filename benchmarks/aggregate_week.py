"""A week of the country, drafted and added up, on ledgers of one million and of ten million movements.

A longer ledger is the same country with a longer history: a week has as many movements in both. The raw side of the
aggregation is one SQL statement that computes the same rows (cells, delegations' totals, the country's cells) into
bare copies of the tables.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.bench import bare_copies, paired, say, seconds, setup, throwaway_database

SMALL, LARGE = 1_000_000, 10_000_000
DRUGS_PER_UNIT = 26
ROUNDS = 5

# One lot per drug and pharmacy keeps the set-up small; four movements a week per pair, which leave the stock as it was.
FILL = """
INSERT INTO supply_assortment (unit_id, drug_id, since)
SELECT u.id, d.id, date '2000-01-01'
  FROM delegations_unit AS u
 CROSS JOIN LATERAL (SELECT id FROM supply_drug WHERE code IS NOT NULL ORDER BY md5(u.id || code) LIMIT %(drugs)s) AS d;
INSERT INTO supply_lot (drug_id, number, expires_on, maker, gtin, state, state_reason)
SELECT id, 'B' || n, date '2035-01-01', '', '', 'usable', '' FROM supply_drug CROSS JOIN generate_series(1, 3) AS n;
INSERT INTO supply_document
    (kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at, source, reference, note)
SELECT 'receipt', id, 'bench', '', date '2000-01-01', now(), 'command', '', '' FROM delegations_place;
CREATE UNLOGGED TABLE shelf AS
SELECT p.id AS place_id, doc.id AS document_id, l.id AS lot_id, row_number() OVER () AS n
  FROM supply_assortment AS a
  JOIN delegations_place AS p ON p.unit_id = a.unit_id AND p.kind = 'farmacia'
  JOIN supply_document AS doc ON doc.place_id = p.id
  JOIN supply_lot AS l ON l.drug_id = a.drug_id AND l.number = 'B1';
"""
# The triggers are set aside to fill millions of rows in a minute; the balances they would have kept are added after,
# and keys and indexes are put back when the rows are there (`filling`).
WEEKS = """
ALTER TABLE supply_movement DISABLE TRIGGER USER;
INSERT INTO supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)
SELECT s.document_id, s.place_id, s.lot_id, m.quantity, m.reason, w.monday::date + m.day, now()
  FROM generate_series(%(first)s::date, %(last)s::date, interval '7 days') AS w (monday)
 CROSS JOIN shelf AS s
 CROSS JOIN (VALUES (0, 6, 'receipt'), (2, -1, 'dispensing'), (3, -2, 'dispensing'), (5, -3, 'dispensing'))
         AS m (day, quantity, reason);
ALTER TABLE supply_movement ENABLE TRIGGER USER;
"""
OPENING = """
INSERT INTO supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)
SELECT document_id, place_id, lot_id, n %% 40, 'opening', date '2000-01-01', now() FROM shelf WHERE n %% 40 > 0;
ALTER TABLE supply_balance DISABLE TRIGGER USER;
INSERT INTO supply_balance (place_id, lot_id, on_hand, last_on)
SELECT place_id, lot_id, 0, date '2000-01-01' FROM shelf WHERE n %% 40 = 0;
UPDATE supply_balance SET last_on = %(last)s::date + 5;
ALTER TABLE supply_balance ENABLE TRIGGER USER;
"""


def one_statement() -> str:
    """The whole aggregation of a week in one statement, written over by key like ours."""
    from supply.models._sums import CATEGORIES, FLOW_COLUMNS, PAIR_COLUMNS, PRESCRIPTION_COLUMNS, STOCK_COLUMNS

    sums = (*FLOW_COLUMNS, *STOCK_COLUMNS, *PRESCRIPTION_COLUMNS)
    every = (*sums, *PAIR_COLUMNS)
    reporting = ("units_expected", "units_signed", "units_on_time", "units_validated", "data_as_of")
    columns, added = ", ".join(every), ", ".join(f"sum({name})" for name in every)
    counted = ", ".join(f"count(*) FILTER (WHERE l.category = '{name}') AS pairs_{name}" for name in CATEGORIES)
    over = ", ".join(f"{name} = excluded.{name}" for name in (*every, "computed_at"))
    return f"""
    WITH fresh AS MATERIALIZED (
        SELECT r.delegation_id, l.drug_id, l.place_kind, {", ".join(f"sum(l.{n}) AS {n}" for n in sums)}, {counted}
          FROM supply_weeklyreport AS r JOIN supply_weeklyline AS l ON l.report_id = r.id
         WHERE r.week = %(week)s GROUP BY r.delegation_id, l.drug_id, l.place_kind
    ), reporting AS (
        SELECT delegation_id, count(unit_id) AS units_expected,
               count(unit_id) FILTER (WHERE signed_at IS NOT NULL) AS units_signed,
               count(unit_id) FILTER (WHERE signed_at <= due_at) AS units_on_time,
               count(unit_id) FILTER (WHERE state = 'validated') AS units_validated,
               min(coalesce(signed_at, drafted_at)) AS data_as_of
          FROM supply_weeklyreport WHERE week = %(week)s GROUP BY delegation_id
    ), cells AS (
        INSERT INTO raw_weekcell (week, delegation_id, drug_id, place_kind, {columns}, computed_at)
        SELECT %(week)s, delegation_id, drug_id, place_kind, {columns}, now() FROM fresh
            ON CONFLICT (week, delegation_id, drug_id, place_kind) DO UPDATE SET {over}
    ), totals AS (
        INSERT INTO raw_delegationweek (week, delegation_id, place_kind, {columns}, {", ".join(reporting)}, computed_at)
        SELECT %(week)s, f.delegation_id, f.place_kind, {", ".join(f"sum(f.{name})" for name in every)},
               {", ".join(f"r.{name}" for name in reporting)}, now()
          FROM fresh AS f JOIN reporting AS r USING (delegation_id)
         GROUP BY f.delegation_id, f.place_kind, {", ".join(f"r.{name}" for name in reporting)}
            ON CONFLICT (week, delegation_id, place_kind) DO UPDATE SET {over}
    )
    INSERT INTO raw_countrycell (week, drug_id, place_kind, {columns}, computed_at)
    SELECT %(week)s, drug_id, place_kind, {added}, now() FROM fresh GROUP BY drug_id, place_kind
        ON CONFLICT (week, drug_id, place_kind) DO UPDATE SET {over}
    """


def load_country() -> None:
    from django.core.management import call_command

    for command in ("load_delegations", "load_units", "load_places", "load_catalogue"):
        call_command(command, verbosity=0)


def each_alone(cursor: Any, statements: str, values: Mapping[str, object]) -> None:
    """Each statement in a transaction of its own: triggers cannot be set aside while keys wait to be checked."""
    for statement in statements.strip().removesuffix(";").split(";\n"):
        cursor.execute(statement, values)


@contextmanager
def filling(cursor: Any) -> Iterator[None]:
    """Movements without foreign keys and plain indexes for the length of the block: rows are known to be good."""
    cursor.execute(
        """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = 'supply_movement'::regclass AND contype = 'f'"""
    )
    keys = cursor.fetchall()
    cursor.execute(
        """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid = 'supply_movement'::regclass AND NOT indisunique"""
    )
    indexes = cursor.fetchall()
    for name, _definition in keys:
        cursor.execute(f"ALTER TABLE supply_movement DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in keys:
        cursor.execute(f"ALTER TABLE supply_movement ADD CONSTRAINT {name} {definition} NOT VALID")


def grow(movements: int, already: int) -> int:
    """Lengthen the history backwards until the ledger has `movements`; how many it has."""
    from django.db import connection

    from supply.weeks import IsoWeek

    last = IsoWeek(2026, 46)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shelf")
        per_week = cursor.fetchone()[0] * 4
        done, wanted = -(-already // per_week), -(-movements // per_week)
        newest = last.previous(done)
        history = {"first": newest.previous(wanted - done - 1).monday, "last": newest.monday}
        with filling(cursor):
            each_alone(cursor, WEEKS, history)
        if not already:
            each_alone(cursor, OPENING, {"last": last.monday})
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM supply_movement")
        return int(cursor.fetchone()[0])


def main() -> int:
    setup()
    from django.db import connection
    from django.utils import timezone

    from delegations.models import Delegation
    from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week
    from supply.weeks import IsoWeek

    week, now = IsoWeek(2026, 46), timezone.now()

    def draft() -> None:
        for delegation in delegations:
            draft_week(delegation=delegation, week=week, now=now)

    def aggregate() -> None:
        for delegation in delegations:
            aggregate_delegation_week(delegation=delegation, week=week, now=now)
        aggregate_country_week(week=week, now=now)

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"week": week.monday})

    def rows(prefix: str) -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT sum(usable), sum(pairs_out), sum({column}), count(*) FROM {prefix}{table}"
                    for table, column in (
                        ("weekcell", "closing"),
                        ("delegationweek", "units_expected"),
                        ("countrycell", "closing"),
                    )
                )
            )
            return list(cursor.fetchall())

    with throwaway_database():
        load_country()
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"drugs": DRUGS_PER_UNIT})
            bare_copies(cursor, ("supply_weekcell", "supply_delegationweek", "supply_countrycell"))
        delegations = list(Delegation.objects.order_by("pk"))
        statement = one_statement()
        small = grow(SMALL, 0)
        draft()
        ours, theirs = paired(aggregate, raw, ROUNDS)
        if rows("supply_") != rows("raw_"):
            raise SystemExit("the two sides computed different rows")
        say(f"aggregate_week.{small}_movements", ours * 1000, "ms", theirs * 1000)
        drafting = statistics.median(seconds(draft) for _ in range(3))
        say(f"draft_week.{small}_movements", drafting * 1000, "ms")
        large = grow(LARGE, small)
        again, _bare = paired(aggregate, raw, ROUNDS)
        say(f"aggregate_week.{large}_movements", again * 1000, "ms", ours * 1000)
        drafting_again = statistics.median(seconds(draft) for _ in range(3))
        say(f"draft_week.{large}_movements", drafting_again * 1000, "ms", drafting * 1000)
    return 0


if __name__ == "__main__":
    sys.exit(main())
