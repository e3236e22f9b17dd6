"""What the suite stands on does what it says: tests that need it would fail in stranger ways."""

from __future__ import annotations

import gc
import resource
import sys
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from config.celery import app

if TYPE_CHECKING:
    from tests.plugins.browser import LiveBrowser
    from tests.plugins.worker import WorkerProcess


@pytest.mark.django_db
def test_the_database_is_postgresql_and_its_user_no_superuser() -> None:
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_the_broker_is_a_real_server() -> None:
    assert settings.REDIS_URL.startswith("redis://")
    with app.connection_for_write() as link:
        assert link.ensure_connection(max_retries=1).connected


@pytest.mark.django_db(transaction=True)
def test_guarded_facts_can_be_written_in_a_transactional_test() -> None:
    from delegations import audit
    from delegations.models import AuditEvent, Person

    ana = Person.objects.create_user("ana@example.org", "una clave larga")
    audit.record(by=ana, type="test", target=ana)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_and_they_are_gone_afterwards_with_their_guards_back() -> None:
    from delegations.models import AuditEvent

    assert AuditEvent.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


def test_a_real_worker_does_what_is_queued_and_survives_a_kill(celery_worker_process: WorkerProcess) -> None:
    queued = app.send_task("celery.accumulate", [1, 2])
    assert queued.get(timeout=30) == [1, 2]
    celery_worker_process.kill()
    waiting = app.send_task("celery.accumulate", [3])
    celery_worker_process.start()
    assert waiting.get(timeout=30) == [3]


def test_a_real_browser_opens_the_first_page(live_browser: LiveBrowser) -> None:
    page = live_browser.page(path="/entrar/")
    assert page.locator("input[name=login]").is_visible()
    assert page.locator("html").get_attribute("lang") in {"es", "es-mx", "es-MX"}


@pytest.mark.django_db
def test_static_files_are_found_without_collecting_them(client: Client) -> None:
    assert client.get("/static/admin/css/base.css").status_code == 200


def test_calls_at_any_depth_find_room_without_asking_the_system() -> None:
    """Else there is a depth where each call fetches a piece of memory and gives it back (`tests/plugins/pace.py`)."""

    def leaf() -> None:
        pass

    def descend(depth: int) -> None:
        for _ in range(100):
            leaf()
        if depth:
            descend(depth - 1)

    descend(sys.getrecursionlimit() // 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    descend(sys.getrecursionlimit() // 2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 100


def test_what_was_loaded_for_the_run_is_not_searched_again() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
