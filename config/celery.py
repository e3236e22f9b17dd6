"""The Celery app and its whole schedule.

Every scheduled task is an idempotent sweep: it looks for what is due and does it once, so a run that is missed or
doubled does no harm. Weeks end at different moments in the time zones of the country; hourly sweeps meet each of them.
"""

from __future__ import annotations

import logging.config
import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# What only the workers load: the solver takes memory that pages have no use for.
app = Celery("oncoabasto", include=["supply.redistribution_tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["delegations.notify", "pediatric_platform.family", "pediatric_platform.public_cases"])


@setup_logging.connect
def log_as_the_site_does(**_options: object) -> None:
    """Celery's own set-up would write whole exceptions, whose texts quote rows."""
    logging.config.dictConfig(settings.LOGGING)


# Minutes and hours are those of TIME_ZONE (Mexico City).
app.conf.beat_schedule = {
    "draft the weeks that have ended": {
        "task": "supply.tasks.draft_due_weeks",
        "schedule": crontab(minute="5"),
    },
    # On Monday the week has ended everywhere; on Tuesday its reports are due and most corrections are in.
    "forecast what the next weeks will ask for": {
        "task": "supply.tasks.forecast_last_week",
        "schedule": crontab(minute="15", hour="4", day_of_week="mon,tue"),
    },
    "chase late reports": {
        "task": "supply.tasks.chase_late_reports",
        "schedule": crontab(minute="20"),
    },
    "remind of loans that are due": {
        "task": "supply.tasks.remind_loans",
        "schedule": crontab(minute="25", hour="7"),
    },
    "stop lots of recalls that came since": {
        "task": "supply.tasks.stop_arrivals",
        "schedule": crontab(minute="*/5"),
    },
    "tell who is above a place that has not answered a recall": {
        "task": "supply.tasks.tell_unanswered_recalls",
        "schedule": crontab(minute="*/10"),
    },
    "send what waits to be sent again": {
        "task": "delegations.notify.tasks.deliver_due",
        "schedule": crontab(minute="*/2"),
    },
    # Seven o'clock comes at different moments in the country; each quarter of an hour meets each of them.
    "send the daily digests": {
        "task": "delegations.notify.tasks.send_digests",
        "schedule": crontab(minute="*/15"),
    },
    # Each posting and each change of plan asks for its unit by itself; this meets what no message told, and midnight.
    "sweep coverage": {
        "task": "supply.tasks.sweep_coverage",
        "schedule": crontab(),
    },
    "ask again for what is mixed and was held back": {
        "task": "pediatric_platform.tasks.redeclare_mixed",
        "schedule": crontab(),
    },
    "sweep the clocks of the cases": {
        "task": "pediatric_platform.tasks.sweep_cases",
        "schedule": crontab(),
    },
    "confirm the cases of whoever was given what they lacked": {
        "task": "pediatric_platform.tasks.confirm_cases",
        "schedule": crontab(minute="30", hour="3"),
    },
    "say when each open order is expected": {
        "task": "supply.tasks.expect_all_orders",
        "schedule": crontab(minute="5", hour="2"),
    },
    "tell of supply orders that are late or about to arrive": {
        "task": "supply.tasks.watch_supply_orders",
        "schedule": crontab(minute="40", hour="6"),
    },
    "look for what is worth a look": {
        "task": "supply.tasks.find_warning_signs",
        "schedule": crontab(minute="25", hour="4"),
    },
    "cover everything again": {
        "task": "supply.tasks.cover_everything",
        "schedule": crontab(minute="50", hour="3"),
    },
    "compute levels of what changed": {
        "task": "supply.tasks.sweep_levels",
        "schedule": crontab(minute="*/5"),
    },
    # After the night's orders and coverage: a new day moves every date.
    "compute all levels again": {
        "task": "supply.tasks.plan_everything",
        "schedule": crontab(minute="15", hour="4"),
    },
    "aggregate the recent weeks again": {
        "task": "supply.tasks.aggregate_recent_weeks",
        "schedule": crontab(minute="40", hour="2"),
    },
    "sweep the network of supply managers": {
        "task": "delegations.tasks.sweep_network",
        "schedule": crontab(minute="30", hour="7"),
    },
    "measure the roll-out and remind of what is due": {
        "task": "pediatric_platform.tasks.remind_rollout",
        "schedule": crontab(minute="40", hour="6"),
    },
    "write the plans' sessions half a year ahead": {
        "task": "pediatric_platform.tasks.extend_plans",
        "schedule": crontab(minute="20", hour="2"),
    },
    "write to the families that asked for it": {
        "task": "pediatric_platform.family.tasks.write_to_families",
        "schedule": crontab(minute="*/10"),
    },
    "say which promises to families came true": {
        "task": "pediatric_platform.family.tasks.settle_promises",
        "schedule": crontab(minute="50", hour="3"),
    },
    "look at the fever kits": {
        "task": "pediatric_platform.tasks.sweep_kits",
        "schedule": crontab(),
    },
    "forget what nobody confirmed by a code": {
        "task": "pediatric_platform.public_cases.tasks.forget_drafts",
        "schedule": crontab(minute="*/10"),
    },
    "plan meetings, call them and remind of tomorrow's": {
        "task": "meetings.tasks.plan_and_call",
        "schedule": crontab(minute="10", hour="7"),
    },
    "mail the invitations that wait": {
        "task": "meetings.tasks.send_invitations",
        "schedule": crontab(minute="*/5"),
    },
    "build the agendas of the meetings to come": {
        "task": "meetings.tasks.build_agendas",
        "schedule": crontab(minute="10", hour="5"),
    },
    # After the weeks, the coverage and the cases of the night: all that conditions are measured by.
    "see what the data say of the agreements": {
        "task": "meetings.tasks.evaluate_agreements",
        "schedule": crontab(minute="25", hour="4"),
    },
    # Work starts at different moments in the country; each hour meets each of them.
    "remind of the agreements near their day": {
        "task": "meetings.tasks.remind_agreements",
        "schedule": crontab(minute="5"),
    },
    # Each signature asks for its papers by itself; this meets what no message told.
    "make the papers of minutes that are missing": {
        "task": "meetings.tasks.make_missing_papers",
        "schedule": crontab(minute="*/5"),
    },
    "delete old notices": {
        "task": "delegations.tasks.purge_notices",
        "schedule": crontab(minute="10", hour="3"),
    },
}
