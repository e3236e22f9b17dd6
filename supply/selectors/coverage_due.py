"""Which units' coverage waits to be computed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from delegations.models import Unit
from supply.horizon import COVERAGE_DAYS
from supply.models import RequirementPackage


def units_with_packages(now: datetime) -> list[Unit]:
    """The units of which something is declared from about today on."""
    # Nowhere in the country is it earlier than yesterday by UTC.
    awaited = RequirementPackage.objects.filter(unit=OuterRef("pk"), needed_on__gte=now.date() - timedelta(days=1))
    return list(Unit.objects.filter(Exists(awaited)).order_by("pk"))


def units_to_cover(now: datetime) -> list[int]:
    """Units with a change that waits, and units that await something and were not computed on this day of theirs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT unit_id FROM supply_coveragechange
             UNION
            SELECT u.id FROM delegations_unit AS u
             CROSS JOIN LATERAL (SELECT (%(now)s::timestamptz AT TIME ZONE u.time_zone)::date AS today) AS local
              LEFT JOIN supply_unitcoverage AS run ON run.unit_id = u.id
             WHERE run.day IS DISTINCT FROM local.today
               AND EXISTS (SELECT 1 FROM supply_requirementpackage AS p
                            WHERE p.unit_id = u.id
                              AND p.needed_on BETWEEN local.today AND local.today + %(days)s)
             ORDER BY 1
            """,
            {"now": now, "days": COVERAGE_DAYS},
        )
        return [unit_id for (unit_id,) in cursor.fetchall()]
