"""Forecasts and planning rules as the API tells them, and what a rule takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from delegations.models import Delegation, Unit
from supply.api.refs import DrugRef
from supply.models import Drug, Forecast, PlanningKind, PlanningRule

WEEK = timedelta(days=7)


class WeekAheadSerializer(serializers.Serializer):
    """A week ahead: `dated` pieces, `mean` of the rest, and pieces that suffice with a probability, both together."""

    week = serializers.DateField()
    dated = serializers.IntegerField()
    mean = serializers.FloatField()
    quantiles = serializers.DictField(child=serializers.FloatField())
    cumulative = serializers.DictField(child=serializers.FloatField())


class ForecastSerializer(serializers.ModelSerializer):
    """`error` and `bias` are shares of what was asked for, forecast one week ahead, over `measured` weeks; null before
    the first. `scores` are those of the back-test on its own history."""

    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True)
    error = serializers.FloatField(read_only=True, allow_null=True)
    bias = serializers.FloatField(read_only=True, allow_null=True)
    measured = serializers.IntegerField(read_only=True, allow_null=True)
    weeks = serializers.SerializerMethodField()
    scores = serializers.DictField(read_only=True, allow_null=True)

    class Meta:
        model = Forecast
        fields: ClassVar[list[str]] = [
            "id", "unit", "drug", "through", "method", "history_weeks", "weeks_out", "daily_mean", "error", "bias",
            "measured", "scores", "weeks", "made_at",
        ]  # fmt: skip

    @extend_schema_field(WeekAheadSerializer(many=True))
    def get_weeks(self, row: Forecast) -> list[dict[str, Any]]:
        return [
            {
                "week": row.through + (at + 1) * WEEK,
                "dated": row.profile["dated"][at],
                "mean": row.profile["mean"][at],
                "quantiles": {level: told[at] for level, told in row.profile["quantiles"].items()},
                "cumulative": {level: told[at] for level, told in row.profile["cumulative"].items()},
            }
            for at in range(len(row.profile["mean"]))
        ]


class PlanningRuleSerializer(serializers.ModelSerializer):
    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)
    drug = DrugRef(read_only=True, allow_null=True)

    class Meta:
        model = PlanningRule
        fields: ClassVar[list[str]] = [
            "id", "kind", "value", "origin", "delegation", "unit", "drug", "set_at", "edition",
        ]  # fmt: skip


class PlanningRuleIn(serializers.Serializer):
    """A rule to hold: without a place, in the whole country; without a drug, of all."""

    kind = serializers.ChoiceField(choices=PlanningKind.choices)
    value = serializers.DecimalField(max_digits=8, decimal_places=2)
    origin = serializers.CharField(max_length=240)
    delegation = serializers.SlugRelatedField(
        slug_field="code", queryset=Delegation.objects.none(), required=False, allow_null=True
    )
    unit = serializers.SlugRelatedField(
        slug_field="clues", queryset=Unit.objects.none(), required=False, allow_null=True
    )
    drug = serializers.SlugRelatedField(
        slug_field="code", queryset=Drug.objects.filter(code__isnull=False), required=False, allow_null=True
    )
    edition = serializers.IntegerField(required=False, allow_null=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        view = self.context.get("view")
        if view is not None and not getattr(view, "swagger_fake_view", False):
            fields: Any = self.fields
            fields["delegation"].queryset = Delegation.objects.visible_to(view.person)
            fields["unit"].queryset = Unit.objects.visible_to(view.person)


class RuleEditionIn(serializers.Serializer):
    """The edition that was read, so that nobody's newer change is lost."""

    edition = serializers.IntegerField(required=False, allow_null=True)
