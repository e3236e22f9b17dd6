"""The only writers of the fever kit, its alerts, the doors and the golden hour's numbers."""

from pediatric_platform.actions.fever_kit.load import load_fever_rules

__all__ = ["load_fever_rules"]
