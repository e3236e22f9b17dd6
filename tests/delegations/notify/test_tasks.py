from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.celery import app
from delegations.models import Delivery, DeliveryState
from delegations.notify import tell
from tests.factories.delegations import PersonFactory

TASKS = ["deliver", "deliver_due", "send_digests", "mark_refused"]
ABOUT = {"unit": "HGZ 1", "delegation": "Jalisco", "week": "2026-W45", "due": datetime(2026, 11, 16, 14)}


def test_every_scheduled_task_is_one_that_workers_know() -> None:
    app.loader.import_default_modules()
    assert {f"delegations.notify.tasks.{name}" for name in TASKS} <= set(app.tasks)
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks


@pytest.mark.slow
def test_real_workers_send_what_is_told_and_a_task_sent_twice_sends_nothing_twice(celery_worker_process) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    earlier = set(folder.glob("*"))
    with transaction.atomic():
        tell(kind="supply.report_late", to=PersonFactory.create_batch(30), key="1", context=ABOUT, path="/semanas/")
    ids = list(Delivery.objects.values_list("pk", flat=True))
    for _ in range(3):
        app.send_task("delegations.notify.tasks.deliver", args=[ids])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and Delivery.objects.exclude(state=DeliveryState.SENT).exists():
        time.sleep(0.2)
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}
    time.sleep(1)
    # One file a connection, each with the mails that went over it.
    written = [path.read_text() for path in set(folder.glob("*")) - earlier]
    assert sum(text.count("Auto-Submitted: auto-generated") for text in written) == 30
    assert not Delivery.objects.due(timezone.now()).exists()
