"""Looks at every kit: what fell below its minimum begins an alert, what came back ends it, what stands goes up.

Safe to repeat and to run twice at once: the kits' rows are held while they are looked at, and a kit that another sweep
holds is left to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone

from delegations.audit import record
from delegations.models import Unit
from pediatric_platform.kit_notices import tell_kit_escalated, tell_kit_short
from pediatric_platform.models import KitAlert, KitItem
from pediatric_platform.selectors.fever_kit import KitLine, kit_of
from pediatric_platform.selectors.fever_rules import rule_values


@dataclass(frozen=True)
class KitsSwept:
    """How many alerts began, ended and went one step up."""

    begun: int = 0
    ended: int = 0
    escalated: int = 0


@transaction.atomic
def sweep_kits(*, now: datetime | None = None, unit_ids: Iterable[int] | None = None) -> KitsSwept:
    """Every kit, or those of some hospitals."""
    moment = now or timezone.now()
    held = KitItem.objects.select_for_update(skip_locked=True).order_by("pk")
    if unit_ids is not None:
        held = held.filter(unit__in=list(unit_ids))
    items = {item.pk: item for item in held}
    if not items:
        return KitsSwept()
    kits = kit_of({item.unit_id for item in items.values() if item.is_active}, now=moment, with_ages=False)
    lines = {
        line.item.pk: line for line in chain.from_iterable(kit.lines for kit in kits.values()) if line.item.pk in items
    }
    standing = {alert.item_id: alert for alert in KitAlert.objects.standing().filter(item__in=list(items))}
    begun = [
        KitAlert(item=items[pk], since=moment, on_hand=line.on_hand or 0, minimum=line.item.minimum)
        for pk, line in lines.items()
        if line.is_short and pk not in standing
    ]
    ended = [alert for pk, alert in standing.items() if not _stands(lines.get(pk))]
    late = timedelta(minutes=float(rule_values()["kit_alert_minutes"]))
    escalated = [
        alert
        for alert in standing.values()
        if alert not in ended and alert.escalated_at is None and alert.since + late <= moment
    ]
    if not (begun or ended or escalated):
        return KitsSwept()
    KitAlert.objects.bulk_create(begun)
    KitAlert.objects.filter(pk__in=[alert.pk for alert in ended]).update(ended_at=moment)
    KitAlert.objects.filter(pk__in=[alert.pk for alert in escalated]).update(escalated_at=moment)
    for rows in (begun, ended, escalated):
        for alert in rows:
            alert.item = items[alert.item_id]
    units = Unit.objects.select_related("delegation").in_bulk(
        {alert.item.unit_id for alert in (*begun, *ended, *escalated)}
    )
    for type_, rows in (("kit_alert.begun", begun), ("kit_alert.ended", ended), ("kit_alert.escalated", escalated)):
        for unit_id, of_unit in _by_unit(rows).items():
            record(type=type_, by=None, target=units[unit_id], after={"items": [alert.item_id for alert in of_unit]})
    tell_kit_short(_by_unit(begun), lines, units)
    tell_kit_escalated(_by_unit(escalated), units, now=moment)
    return KitsSwept(len(begun), len(ended), len(escalated))


def _stands(line: KitLine | None) -> bool:
    """Out of use it stands no longer; counted again and enough, neither."""
    return line is not None and line.is_short


def _by_unit(alerts: Iterable[KitAlert]) -> dict[int, list[KitAlert]]:
    found: dict[int, list[KitAlert]] = defaultdict(list)
    for alert in alerts:
        found[alert.item.unit_id].append(alert)
    return dict(found)
