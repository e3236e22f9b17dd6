"""How other rows name a delegation, a unit, a place: code, name and little else."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.models import Delegation, Place, Unit


class DelegationRef(serializers.ModelSerializer):
    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = ["code", "name"]


class UnitRef(serializers.ModelSerializer):
    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["clues", "name"]


class PlaceRef(serializers.ModelSerializer):
    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["code", "name", "kind"]
