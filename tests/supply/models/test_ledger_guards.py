"""Whoever writes, and with whatever: the database itself keeps the ledger's promises."""

from __future__ import annotations

import io
from datetime import timedelta

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supply.actions.closing import close_week
from supply.actions.ledger import IssueLine, dispense
from supply.models import Balance, Document, Movement
from supply.weeks import IsoWeek
from tests.plugins.database import owner_rights

pytestmark = pytest.mark.django_db


def sql(statement: str, *args: object) -> None:
    # As the owner of the tables, who has every right: the triggers refuse it all the same.
    with owner_rights(), transaction.atomic(), connection.cursor() as cursor:
        # Deferred foreign keys of the test's own rows would make TRUNCATE fail for another reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, args)


def insert(place, lot, quantity, reason, occurred_on=None, reverses=None) -> None:
    document = Document.objects.get(idempotency_key="stocked")
    sql(
        """INSERT INTO supply_movement
           (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at, reverses_id)
           VALUES (%s, %s, %s, %s, %s, %s, now(), %s)""",
        document.pk,
        place.pk,
        lot.pk,
        quantity,
        reason,
        occurred_on or place.today(),
        reverses.pk if reverses else None,
    )


@pytest.mark.parametrize("table", ["supply_movement", "supply_document"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET posted_at = now()", "DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET id = id"]
)
def test_facts_are_append_only(table, statement, stocked):
    with pytest.raises(DatabaseError, match=r"append-only|refused"):
        sql(statement.format(table))
    assert Movement.objects.count() == 2


def test_the_orm_cannot_edit_a_movement_either(stocked):
    movement = Movement.objects.first()
    movement.quantity = 999
    for edit in (movement.save, Movement.objects.all().delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            edit()  # the application has no right to it
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), owner_rights():
            edit()  # nor does the trigger let the owner


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE supply_balance SET on_hand = on_hand + 1",
        "DELETE FROM supply_balance",
        "TRUNCATE supply_balance",
        "INSERT INTO supply_balance (place_id, lot_id, on_hand, last_on) "
        "SELECT place_id, lot_id, 1, now() FROM supply_balance",
    ],
)
def test_a_balance_is_written_by_movements_only(statement, stocked):
    with pytest.raises(DatabaseError, match="balances follow the movements"):
        sql(statement)
    assert sorted(Balance.objects.values_list("on_hand", flat=True)) == [10, 20]


def test_raw_sql_moves_the_balance_too(stocked, pharmacy):
    insert(pharmacy, stocked["near"], 5, "receipt")
    assert Balance.objects.get(lot=stocked["near"]).on_hand == 15


def test_copy_moves_the_balance_too(stocked, pharmacy):
    document = Document.objects.get(idempotency_key="stocked")
    columns = "document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at"
    rows = "".join(
        f"{document.pk}\t{pharmacy.pk}\t{lot.pk}\t{pieces}\treceipt\t{pharmacy.today()}\t{timezone.now().isoformat()}\n"
        for lot in stocked.values()
        for pieces in (1, 2, 3)
    )
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY supply_movement ({columns}) FROM STDIN", io.StringIO(rows))
    assert {b.lot_id: b.on_hand for b in Balance.objects.all()} == {stocked["near"].pk: 16, stocked["far"].pk: 26}


def test_copy_below_zero_is_refused_whole(stocked, pharmacy):
    document = Document.objects.get(idempotency_key="stocked")
    columns = "document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at"
    rows = "".join(
        f"{document.pk}\t{pharmacy.pk}\t{stocked['near'].pk}\t-6\tdamage\t{pharmacy.today()}\t{timezone.now().isoformat()}\n"
        for _ in range(2)
    )
    with (
        pytest.raises(psycopg2.DatabaseError, match="balance_is_never_negative"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.cursor.copy_expert(f"COPY supply_movement ({columns}) FROM STDIN", io.StringIO(rows))
    assert Balance.objects.get(lot=stocked["near"]).on_hand == 10


def test_a_lot_the_place_never_had_cannot_leave_it(stocked, pharmacy, warehouse):
    with pytest.raises(IntegrityError, match="balance_is_never_negative"):
        insert(warehouse, stocked["near"], -1, "damage")


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [
        (1, "dispensing"),
        (-1, "receipt"),
        (0, "receipt"),
        (1, "transfer_out"),
        (-1, "transit_in"),
        (1, "no-such-reason"),
    ],
)
def test_the_sign_agrees_with_the_reason(quantity, reason, stocked, pharmacy):
    with pytest.raises(DatabaseError, match="movement_sign_agrees_with_its_reason"):
        insert(pharmacy, stocked["near"], quantity, reason)


def test_no_past_day_turns_negative_by_raw_sql(stocked, pharmacy, vincristine, ana):
    """10 came a week ago, 8 left three days ago, 10 come today: four days ago at most 2 could have left."""
    three = pharmacy.today() - timedelta(days=3)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 8)], key="d", by=ana, occurred_on=three)
    insert(pharmacy, stocked["near"], 10, "receipt")
    with pytest.raises(DatabaseError, match="would have ended"):
        insert(pharmacy, stocked["near"], -3, "damage", pharmacy.today() - timedelta(days=4))
    insert(pharmacy, stocked["near"], -2, "damage", pharmacy.today() - timedelta(days=4))
    assert Balance.objects.get(lot=stocked["near"]).on_hand == 10


def test_one_statement_may_not_hide_a_negative_day_behind_a_later_receipt(stocked, pharmacy):
    document = Document.objects.get(idempotency_key="stocked")
    today = pharmacy.today()
    with pytest.raises(DatabaseError, match="would have ended"):
        sql(
            """INSERT INTO supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at)
               SELECT %s, %s, %s, line.quantity, line.reason, line.day::date, now()
                 FROM (VALUES (-15, 'damage', %s), (15, 'receipt', %s)) AS line (quantity, reason, day)""",
            document.pk,
            pharmacy.pk,
            stocked["near"].pk,
            str(today - timedelta(days=1)),
            str(today),
        )


def test_a_closed_week_takes_no_movement(stocked, pharmacy):
    week = IsoWeek.of(pharmacy.today() - timedelta(days=7))
    close_week(places=[pharmacy], week=week)
    with pytest.raises(DatabaseError, match="closed through"):
        insert(pharmacy, stocked["near"], 1, "receipt", week.sunday)
    insert(pharmacy, stocked["near"], 1, "receipt", week.sunday + timedelta(days=1))


def test_a_closure_never_moves_back(pharmacy):
    week = IsoWeek.of(pharmacy.today()).previous(2)
    close_week(places=[pharmacy], week=week)
    close_week(places=[pharmacy], week=week.previous())
    for statement in (
        "UPDATE supply_placeclosure SET closed_through = closed_through - 7",
        "DELETE FROM supply_placeclosure",
    ):
        with pytest.raises(DatabaseError, match="stays so"):
            sql(statement)


def test_a_reversal_takes_back_exactly_what_it_reverses(stocked, pharmacy, warehouse):
    movement = Movement.objects.get(lot=stocked["near"])
    for place, lot, quantity in [(pharmacy, "near", -9), (pharmacy, "far", -10), (warehouse, "near", -10)]:
        with pytest.raises(DatabaseError, match=r"take back|balance_is_never_negative"):
            insert(place, stocked[lot], quantity, "receipt", reverses=movement)
    insert(pharmacy, stocked["near"], -10, "receipt", reverses=movement)
    with pytest.raises(DatabaseError, match="reverses_id"):
        insert(pharmacy, stocked["near"], -10, "receipt", reverses=movement)


def test_a_moved_lot_keeps_its_identity(stocked, methotrexate):
    lot = stocked["near"]
    for change in ({"drug": methotrexate}, {"number": "OTRO"}, {"expires_on": lot.expires_on + timedelta(days=365)}):
        with pytest.raises(IntegrityError, match="has movements"), transaction.atomic():
            type(lot).objects.filter(pk=lot.pk).update(**change)
    type(lot).objects.filter(pk=lot.pk).update(state="quarantined")


FACTS = st.lists(st.tuples(st.integers(0, 4), st.integers(-6, 6).filter(bool)), min_size=1, max_size=12)


@given(facts=FACTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fact_is_taken_exactly_when_every_day_stays_at_zero_or_more(facts, pharmacy, stocked):
    """Back-dated facts in any order of posting: the database agrees with ten lines of arithmetic."""
    lot, today = stocked["near"], pharmacy.today()
    with transaction.atomic():
        taken: list[tuple[int, int]] = [(7, 10)]  # ten pieces came a week ago
        for back, pieces in facts:
            tried = [*taken, (back, pieces)]
            ends = [sum(q for b, q in tried if b >= day) for day in range(8)]
            try:
                insert(pharmacy, lot, pieces, "receipt" if pieces > 0 else "damage", today - timedelta(days=back))
            except DatabaseError:
                assert min(ends) < 0, f"{tried} was refused"
            else:
                assert min(ends) >= 0, f"{tried} was taken"
                taken = tried
        assert Balance.objects.get(lot=lot).on_hand == sum(q for _, q in taken)
        transaction.set_rollback(True)
