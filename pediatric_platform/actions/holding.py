"""Sessions held until the transaction ends, before anything of them is looked at.

Everybody takes the same order: plans, sessions, orders, mixtures, doses, stock. Whoever prepares or hands out and
whoever moves or changes wait for each other here, and each then reads what the other wrote: what is still needed is
declared from it.
"""

from __future__ import annotations

from django.db.models import QuerySet

from pediatric_platform.models import Plan, Session


def hold_sessions(sessions: QuerySet[Session]) -> None:
    """Their plans and they themselves, each in the order of their rows; what refers to them need not wait."""
    found = list(sessions.order_by("pk").values_list("pk", "plan").distinct())
    plans = Plan.objects.filter(pk__in={plan_id for _pk, plan_id in found}).order_by("pk")
    list(plans.select_for_update(no_key=True).values_list("pk"))
    rows = Session.objects.filter(pk__in=[pk for pk, _plan_id in found]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
