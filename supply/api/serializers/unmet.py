"""Demand that was not met: counted once, and as it was noted."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from supply.api.refs import DrugRef
from supply.models import UnmetDemand, UnmetSource


class UnmetCountSerializer(serializers.Serializer):
    """A unit and a drug over the days asked for: `counted` holds each need once."""

    clues = serializers.CharField()
    unit = serializers.CharField()
    delegation = serializers.CharField(source="delegation_code")
    drug_id = serializers.IntegerField()
    code = serializers.CharField(source="drug_code", allow_null=True)
    drug = serializers.CharField()
    counted = serializers.IntegerField()
    denied = serializers.IntegerField()
    linked = serializers.IntegerField()
    apart = serializers.IntegerField()
    pieces = serializers.IntegerField()
    last_on = serializers.DateField()


class UnmetSourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = UnmetSource
        fields: ClassVar[list[str]] = ["kind", "at"]


class UnmetDemandSerializer(serializers.ModelSerializer):
    """A need that an upper floor noted; for whom is not told."""

    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True)
    sources = UnmetSourceSerializer(many=True, read_only=True)

    class Meta:
        model = UnmetDemand
        fields: ClassVar[list[str]] = [
            "id", "unit", "drug", "day", "pieces", "prescription_on", "noted_at", "voided_at", "voided_reason",
            "sources",
        ]  # fmt: skip
