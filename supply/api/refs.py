"""How other rows name a drug or a lot."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from supply.models import Drug, Lot


class DrugRef(serializers.ModelSerializer):
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Drug
        fields: ClassVar[list[str]] = ["id", "code", "label"]


class LotRef(serializers.ModelSerializer):
    drug = DrugRef(read_only=True)

    class Meta:
        model = Lot
        fields: ClassVar[list[str]] = ["id", "number", "expires_on", "state", "drug"]
