"""The sweeps' own instrument: no row more, less or changed is missed, and what was taken back is no change."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction

from tests.factories.delegations import PersonFactory
from tests.factories.supply import DrugFactory
from tests.plugins.database import owner_rights
from tests.project.sweeping import KEPT_ASIDE, Tables, rows, touches

pytestmark = pytest.mark.django_db
HERE = "account_emailaddress"
NOTED = ["account_emailaddress", "delegations_rowchange"]  # what a trigger writes moves with it


@pytest.fixture
def address(db) -> EmailAddress:
    return EmailAddress.objects.create(user=PersonFactory(), email="una@example.org")


def test_a_row_more_less_or_changed_is_seen(address) -> None:
    tables = Tables()
    assert tables.changed() == []
    EmailAddress.objects.update(verified=True)
    assert tables.changed() == NOTED
    tables = Tables()
    EmailAddress.objects.create(user=address.user, email="otra@example.org")
    assert tables.changed() == NOTED
    tables = Tables()
    EmailAddress.objects.all()[:1].get().delete()
    assert HERE in tables.changed()


def test_rows_that_are_all_gone_at_once_are_seen(address) -> None:
    """TRUNCATE counts no row."""
    tables = Tables()
    with connection.cursor() as cursor, owner_rights():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {HERE} CASCADE")
    assert HERE in tables.changed()


def test_what_is_written_as_it_was_is_no_change(address) -> None:
    tables = Tables()
    assert EmailAddress.objects.update(email="una@example.org") == 1
    assert tables.changed() == []


def test_what_was_taken_back_is_no_change_and_the_next_is_seen_again(address) -> None:
    tables = Tables()
    for _again in range(2):
        with tables.taken_back():
            with transaction.atomic():
                DrugFactory()
                transaction.set_rollback(True)
            assert tables.changed() == []
            EmailAddress.objects.update(verified=True)
            assert tables.changed() == NOTED
        assert tables.changed() == []


def test_what_is_done_between_two_is_not_forgotten(address) -> None:
    tables = Tables()
    EmailAddress.objects.update(verified=True)
    with pytest.raises(AssertionError, match="not undone"), tables.taken_back():
        pass


def test_every_table_is_watched_but_those_kept_aside() -> None:
    """A table in parts would count its rows under the names of its parts: they would have to be summed up first."""
    assert touches().keys() - rows().keys() == KEPT_ASIDE
    assert touches().keys() >= rows().keys()
