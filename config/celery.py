"""The Celery app and its whole schedule.

Every scheduled task is an idempotent sweep: it looks for what is due and does it once, so a run that is missed or
doubled does no harm. Weeks end at different moments in the time zones of the country; hourly sweeps meet each of them.
"""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("oncoabasto")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Minutes and hours are those of TIME_ZONE (Mexico City).
app.conf.beat_schedule = {
    "draft the weeks that have ended": {
        "task": "supply.tasks.draft_due_weeks",
        "schedule": crontab(minute="5"),
    },
    "chase late reports": {
        "task": "supply.tasks.chase_late_reports",
        "schedule": crontab(minute="20"),
    },
    "aggregate the recent weeks again": {
        "task": "supply.tasks.aggregate_recent_weeks",
        "schedule": crontab(minute="40", hour="2"),
    },
}
