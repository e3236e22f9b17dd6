from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from supply.actions.closing import close_week
from supply.actions.ledger import AdjustLine, CountLine, IssueLine, accept, adjust, count, dispatch, dispense, reverse
from supply.models import Movement, WeeklyReport
from supply.reasons import Reason
from supply.weeks import IsoWeek
from tests.plugins.database import owner_rights

pytestmark = pytest.mark.django_db


def checked() -> dict:
    out, status = StringIO(), 0
    try:
        call_command("check_ledger", json=True, stdout=out)
    except SystemExit as stop:
        status = stop.code
    lines = out.getvalue().splitlines()
    assert len(lines) == 1
    answer = json.loads(lines[0])
    assert status == (0 if answer["ok"] else 1)
    return answer


def broken(answer: dict) -> list[str]:
    return [check["name"] for check in answer["checks"] if not check["ok"]]


def without_guards(statement: str) -> None:
    """Damage the ledger as only the owner of its tables could."""
    tables = ("supply_movement", "supply_document", "supply_balance")
    with owner_rights(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if "TRIGGER" not in statement:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def busy(pharmacy, warehouse, transit, stocked, vincristine, ana):
    """Every verb once: a reversal, a short transfer, one on its way, a late capture."""
    given = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 3)], key="d", by=ana)
    reverse(document=given.document, key="x", by=ana)
    sent = dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 4)], key="t", by=ana)
    line = sent.transfer.lines.get()
    accept(transfer=sent.transfer, key="a", by=ana, received={line.pk: (3, Reason.DAMAGE)})
    dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 2)], key="t2", by=ana)
    gone = dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 2)], key="t3", by=ana)
    reverse(document=gone.document, key="x3", by=ana)
    adjust(place=pharmacy, lines=[AdjustLine(stocked["far"].pk, 1, Reason.DAMAGE)], key="j", by=ana)
    count(place=pharmacy, lines=[CountLine(stocked["far"].pk, 18)], key="c", by=ana)
    fact = pharmacy.today() - timedelta(days=7)
    close_week(places=[pharmacy], week=IsoWeek.of(fact))
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="late", by=ana, occurred_on=fact)


def test_a_ledger_where_everything_happened_is_well(busy):
    answer = checked()
    assert broken(answer) == []
    assert answer["ok"]
    assert answer["movements"] == Movement.objects.count() > 15
    assert all(check["faults"] == [] for check in answer["checks"])


def test_an_empty_ledger_is_well(db):
    assert checked()["ok"]


def test_what_was_checked_is_told_in_words(busy):
    out = StringIO()
    call_command("check_ledger", stdout=out)
    assert "El libro está bien" in out.getvalue()


DAMAGES = {
    "UPDATE supply_balance SET on_hand = on_hand + 1": "balance_is_the_sum_of_movements transit_holds_open_transfers",
    "DELETE FROM supply_balance": "balance_is_the_sum_of_movements transit_holds_open_transfers",
    """UPDATE supply_movement SET occurred_on = occurred_on - 60
        WHERE quantity < 0 AND true_date IS NULL""": "no_day_is_negative",
    "UPDATE supply_movement SET quantity = quantity * 2 WHERE reverses_id IS NOT NULL": "reversal_equals_its_movement",
    "DELETE FROM supply_movement WHERE reverses_id IS NOT NULL": "reversed_document_is_taken_back_whole",
    "UPDATE supply_transfer SET state = 'reversed' WHERE state = 'in_transit'": "transit_holds_open_transfers",
    "UPDATE supply_transferline SET sent = sent + 1": "transfer_is_what_its_documents_moved",
    """UPDATE supply_movement SET true_date = occurred_on - 1
        WHERE true_date IS NULL""": "late_capture_names_a_closed_day",
    """UPDATE supply_movement SET reason = 'theft'
        WHERE reason = 'dispensing' AND reverses_id IS NULL""": "reason_belongs_to_document",
    """UPDATE supply_document SET place_id = (SELECT id FROM delegations_place WHERE code = 'JCIMS000001-ALM')
        WHERE kind = 'dispensing'""": "foreign_place_is_the_transit_of_a_transfer",
    "ALTER TABLE supply_movement DISABLE TRIGGER append_only": "guards_are_in_force",
    "DROP TRIGGER movement_inserted ON supply_movement": "guards_are_in_force",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: " ".join(damage.split())[:40])
def test_damage_is_found_and_named(busy, damage):
    names = set(DAMAGES[damage].split())
    without_guards(damage)
    answer = checked()
    assert not answer["ok"]
    assert names <= set(broken(answer))
    fault = next(check for check in answer["checks"] if check["name"] in names)
    assert 0 < len(fault["faults"]) <= 5


def test_a_movement_posted_into_a_signed_week_is_found(busy, pharmacy, hospital, delegation):
    week = IsoWeek.of(pharmacy.today() - timedelta(days=7))
    signed = timezone.now() - timedelta(days=1)
    WeeklyReport.objects.create(
        delegation=delegation, unit=hospital, week=week.monday, state="signed",
        drafted_at=signed, due_at=signed, signed_at=signed,
    )  # fmt: skip
    assert "closed_week_stays_closed" in broken(checked())
