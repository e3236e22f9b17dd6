"""Drugs, claves and what each unit must carry."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from supply.api.refs import DrugRef
from supply.models import Assortment, CoverageThreshold, Drug, Presentation


class DrugSerializer(serializers.ModelSerializer):
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    presentation_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Drug
        fields: ClassVar[list[str]] = [
            "id", "code", "label", "generic_name", "inn", "atc", "form", "strength", "strength_unit", "strength_basis",
            "drug_class", "is_oncologic", "ven", "who_children", "who_children_basis", "aware", "cold_chain",
            "light_sensitive", "vesicant", "never_intrathecal", "vial_sharing", "hours_stable_after_opening", "note",
            "retired_on", "presentation_count",
        ]  # fmt: skip
        # A blank is told as it is kept: "" for no class of its own.
        extra_kwargs: ClassVar[dict[str, dict[str, bool]]] = {"ven": {"allow_blank": True}}


class PresentationSerializer(serializers.ModelSerializer):
    digits = serializers.CharField(read_only=True)
    drug = DrugRef(read_only=True)
    gtins: Any = serializers.SlugRelatedField("gtin", many=True, read_only=True)

    class Meta:
        model = Presentation
        fields: ClassVar[list[str]] = [
            "clave", "digits", "drug", "pieces_per_pack", "group", "therapeutic_groups", "note", "gtins",
        ]  # fmt: skip


class AssortmentSerializer(serializers.ModelSerializer):
    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True)

    class Meta:
        model = Assortment
        fields: ClassVar[list[str]] = ["unit", "drug", "since", "until"]


class ThresholdSerializer(serializers.ModelSerializer):
    from_days = serializers.FloatField(read_only=True)

    class Meta:
        model = CoverageThreshold
        fields: ClassVar[list[str]] = ["category", "from_days", "source"]
