"""Delegations, units and places as the API tells them."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from delegations.models import Delegation, Place, Unit


class DelegationSerializer(serializers.ModelSerializer):
    unit_count = serializers.IntegerField(read_only=True)
    chemotherapy_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = [
            "code", "name", "official_name", "imss_clave", "inegi_state", "region", "seat_city", "seat_basis",
            "time_zone", "latitude", "longitude", "tile_row", "tile_column", "unit_count", "chemotherapy_count",
        ]  # fmt: skip


class UnitSerializer(serializers.ModelSerializer):
    delegation = DelegationRef(read_only=True)

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = [
            "clues", "name", "official_name", "kind", "umae_number", "level", "level_basis", "delegation",
            "municipality", "municipality_basis", "city", "time_zone", "latitude", "longitude", "coordinates_basis",
            "beds", "provides_chemotherapy", "chemotherapy_basis", "oncology_role", "is_simulated", "opened_on",
            "closed_on",
        ]  # fmt: skip


class PlaceSerializer(serializers.ModelSerializer):
    delegation = DelegationRef(read_only=True)
    unit = UnitRef(read_only=True, allow_null=True)

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["code", "name", "kind", "delegation", "unit", "contractor", "is_active"]
