"""The weekly report, its lines, and what they add up to."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from supply.api.fields import WeekField
from supply.api.refs import DrugRef
from supply.coverage import abasto_level
from supply.models import CountryCell, DelegationWeek, PrescriptionTally, WeekCell, WeeklyLine, WeeklyReport
from supply.models._sums import FLOW_COLUMNS, PAIR_COLUMNS, PRESCRIPTION_COLUMNS, STOCK_COLUMNS, PairCounts

SUMS = (*FLOW_COLUMNS, *STOCK_COLUMNS, *PRESCRIPTION_COLUMNS)


class WeeklyReportSerializer(serializers.ModelSerializer):
    week = WeekField(read_only=True)
    delegation = DelegationRef(read_only=True)
    unit = UnitRef(read_only=True, allow_null=True)
    signed_by = serializers.CharField(source="signed_by.full_name", read_only=True, allow_null=True, default=None)
    validated_by = serializers.CharField(source="validated_by.full_name", read_only=True, allow_null=True, default=None)
    is_on_time = serializers.BooleanField(read_only=True)

    class Meta:
        model = WeeklyReport
        fields: ClassVar[list[str]] = [
            "id", "week", "delegation", "unit", "state", "source", "drafted_at", "due_at", "signed_at", "signed_by",
            "is_on_time", "validated_at", "validated_by", "note",
        ]  # fmt: skip


class WeeklyLineSerializer(serializers.ModelSerializer):
    drug = DrugRef(read_only=True)
    cpm_raw = serializers.FloatField(read_only=True)
    cpm = serializers.FloatField(read_only=True)
    days_of_coverage = serializers.FloatField(read_only=True, allow_null=True)

    class Meta:
        model = WeeklyLine
        fields: ClassVar[list[str]] = [
            "drug", "place_kind", "assorted", *SUMS, "cpm_raw", "cpm", "cpm_basis", "days_of_coverage", "category",
        ]  # fmt: skip


class CellSerializer(serializers.ModelSerializer):
    """Sums over a week; `abasto_level` is divided again from the counts, never averaged."""

    week = WeekField(read_only=True)
    abasto_level = serializers.SerializerMethodField()

    def get_abasto_level(self, row: PairCounts) -> float | None:
        return abasto_level(row.counts).percent


class CountryCellSerializer(CellSerializer):
    drug = DrugRef(read_only=True)

    class Meta:
        model = CountryCell
        fields: ClassVar[list[str]] = [
            "week", "drug", "place_kind", *SUMS, *PAIR_COLUMNS, "abasto_level", "computed_at",
        ]  # fmt: skip


class WeekCellSerializer(CellSerializer):
    delegation = DelegationRef(read_only=True)
    drug = DrugRef(read_only=True)

    class Meta:
        model = WeekCell
        fields: ClassVar[list[str]] = ["delegation", *CountryCellSerializer.Meta.fields]


class DelegationWeekSerializer(CellSerializer):
    delegation = DelegationRef(read_only=True)

    class Meta:
        model = DelegationWeek
        fields: ClassVar[list[str]] = [
            "week", "delegation", "place_kind", *SUMS, *PAIR_COLUMNS, "abasto_level", "units_expected", "units_signed",
            "units_on_time", "units_validated", "data_as_of", "computed_at",
        ]  # fmt: skip


class PrescriptionSerializer(serializers.ModelSerializer):
    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True)

    class Meta:
        model = PrescriptionTally
        fields: ClassVar[list[str]] = ["unit", "drug", "day", "presented", "filled", "partly_filled", "denied"]
