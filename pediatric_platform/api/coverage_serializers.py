"""Coverage as the API tells it."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from supply.api.refs import DrugRef
from supply.models import Requirement, RequirementPackage


class RequirementSerializer(serializers.ModelSerializer):
    drug = DrugRef(read_only=True)

    class Meta:
        model = Requirement
        fields: ClassVar[list[str]] = ["drug", "pieces", "short", "status"]


class PackageSerializer(serializers.ModelSerializer):
    """What one child needs on one day: the folio says whose it is to whoever treats there."""

    unit = UnitRef(read_only=True)
    requirements = RequirementSerializer(many=True, read_only=True)
    is_known = serializers.BooleanField(read_only=True)
    data_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = RequirementPackage
        fields: ClassVar[list[str]] = [
            "folio", "unit", "needed_on", "status", "is_known", "expected_on", "certainty", "uncovered_since",
            "computed_at", "data_at", "requirements",
        ]  # fmt: skip
        # A blank is told as it is kept: "" where nothing is on its way.
        extra_kwargs: ClassVar[dict[str, dict[str, bool]]] = {"certainty": {"allow_blank": True}}


class ReachSerializer(serializers.Serializer):
    """Children with a session within a horizon, by how they stand."""

    missing = serializers.IntegerField()
    unknown = serializers.IntegerField()
    incoming = serializers.IntegerField()
    covered = serializers.IntegerField()
    children = serializers.IntegerField()


class DelegationCoverageSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    units = serializers.IntegerField()
    units_without_data = serializers.IntegerField(source="stale")
    in_7_days = serializers.SerializerMethodField()
    in_14_days = serializers.SerializerMethodField()
    in_28_days = serializers.SerializerMethodField()

    def get_in_7_days(self, row: Any) -> ReachSerializer:
        return ReachSerializer(row.within(7)).data  # type: ignore[return-value]

    def get_in_14_days(self, row: Any) -> ReachSerializer:
        return ReachSerializer(row.within(14)).data  # type: ignore[return-value]

    def get_in_28_days(self, row: Any) -> ReachSerializer:
        return ReachSerializer(row.within(28)).data  # type: ignore[return-value]


class MissingDrugSerializer(serializers.Serializer):
    drug_id = serializers.IntegerField()
    code = serializers.CharField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]
    children = serializers.IntegerField()
    short = serializers.IntegerField()
    units = serializers.IntegerField()
    first_on = serializers.DateField()


class HitRateSerializer(serializers.Serializer):
    kept = serializers.IntegerField()
    broken = serializers.IntegerField()
    void = serializers.IntegerField()
    pending = serializers.IntegerField()
    tested = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
