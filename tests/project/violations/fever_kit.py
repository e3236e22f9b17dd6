"""Rules that the database keeps of the fever kit, its doors and numbers, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from pediatric_platform.models import FeverDoor, FeverRule, KitAlert
from tests.factories.fever import KitAlertFactory, KitItemFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _alert(side: Side, **other: Any) -> KitAlert:
    row: KitAlert = KitAlertFactory(item=side.kit_item, **other)
    return row


def _same_name(side: Side) -> None:
    KitItemFactory(unit=side.hospital, drug=side.missing_drug, name=side.kit_item.name)


def _same_drug(side: Side) -> None:
    again(side.kit_item, name="Otro nombre")


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "fever_rule_has_a_source": lambda _side: alter(FeverRule.objects.order_by("pk")[0], source=""),
    "fever_door_has_a_name": lambda side: alter(FeverDoor.objects.get(unit=side.hospital), name=""),
    "one_kit_item_per_unit_and_name": _same_name,
    "one_kit_item_per_unit_and_drug": _same_drug,
    "kit_item_has_a_minimum": lambda side: alter(side.kit_item, minimum=0),
    "ledger_counts_the_kit_drugs": lambda side: alter(side.kit_item, counted=3, counted_at=timezone.now()),
    "counted_kit_item_says_when": lambda side: KitItemFactory(
        unit=side.hospital, role="supply", drug=None, name="Gasas", counted=3
    ),
    "one_standing_alert_per_kit_item": lambda side: again(_alert(side)),
    "kit_alert_is_below_the_minimum": lambda side: _alert(side, on_hand=5),
    "kit_alert_ends_after_it_begins": lambda side: _alert(side, ended_at=timezone.now() - timedelta(days=1)),
}
