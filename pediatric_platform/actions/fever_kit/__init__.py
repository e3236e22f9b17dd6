"""The only writers of the fever kit, its alerts, the doors and the golden hour's numbers."""

from pediatric_platform.actions.fever_kit.doors import set_door
from pediatric_platform.actions.fever_kit.items import add_item, change_item, count_items
from pediatric_platform.actions.fever_kit.load import load_fever_rules
from pediatric_platform.actions.fever_kit.rights import may_stock
from pediatric_platform.actions.fever_kit.sweep import KitsSwept, sweep_kits

__all__ = [
    "KitsSwept",
    "add_item",
    "change_item",
    "count_items",
    "load_fever_rules",
    "may_stock",
    "set_door",
    "sweep_kits",
]
