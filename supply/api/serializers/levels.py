"""Levels of stock, and the list of what to do."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from supply.api.refs import DrugRef
from supply.models import StockPlan, WorkSnooze


class StockPlanSerializer(serializers.ModelSerializer):
    """Where a drug should stand at a unit and where it is going, in pieces."""

    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True)

    class Meta:
        model = StockPlan
        fields: ClassVar[list[str]] = [
            "id", "unit", "drug", "usable", "on_the_way", "daily_mean", "lead_days", "review_days", "emergency",
            "minimum", "reorder", "maximum", "suggested", "runs_out_on", "runs_out_probability", "expiring",
            "expires_first_on", "computed_at",
        ]  # fmt: skip


class StockPlanDetailSerializer(StockPlanSerializer):
    """With the numbers behind each figure: days and pieces of each level, lots as they will be used, what is coming."""

    facts = serializers.JSONField(read_only=True)

    class Meta(StockPlanSerializer.Meta):
        fields: ClassVar[list[str]] = [*StockPlanSerializer.Meta.fields, "facts"]


class WorkLineSerializer(serializers.Serializer):
    """A line of the list: `place` on it, `kind` and `rank` of harm (1 the worst), what, why and by when."""

    place = serializers.IntegerField()
    key = serializers.CharField(source="item.key")
    kind = serializers.CharField(source="source.name")
    rank = serializers.IntegerField(source="item.rank")
    title = serializers.CharField(source="item.told.title")
    why = serializers.CharField(source="item.told.why")
    where = serializers.CharField(source="item.told.where")
    drug = serializers.CharField(source="item.told.drug")
    due = serializers.SerializerMethodField(help_text="A day, or a moment.")
    data_as_of = serializers.SerializerMethodField()
    href = serializers.CharField(source="item.told.href")
    action = serializers.CharField(source="item.told.action")

    def get_due(self, row: Any) -> str | None:
        return row.item.told.due.isoformat() if row.item.told.due else None

    def get_data_as_of(self, row: Any) -> str | None:
        return row.item.told.as_of.isoformat() if row.item.told.as_of else None


class PutOffIn(serializers.Serializer):
    key = serializers.CharField(max_length=120)
    until = serializers.DateField()
    reason = serializers.CharField(max_length=240)


class BringBackIn(serializers.Serializer):
    key = serializers.CharField(max_length=120)


class WorkSnoozeSerializer(serializers.ModelSerializer):
    class Meta:
        model = WorkSnooze
        fields: ClassVar[list[str]] = ["until", "reason", "at"]
