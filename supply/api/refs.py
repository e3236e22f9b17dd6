"""How other rows name a drug or a lot, and what all that is posted has in common."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.models import Document, Drug, Lot, Movement


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


class PostedSerializer(serializers.ModelSerializer):
    """Whatever was posted at a place: who posted it, what it takes back, and what took it back."""

    place = PlaceRef(read_only=True)
    posted_by = serializers.CharField(source="posted_by.full_name", read_only=True, allow_null=True, default=None)
    reverses_id = serializers.IntegerField(read_only=True, allow_null=True)
    reversed_by_id = serializers.SerializerMethodField()

    def get_reversed_by_id(self, posted: Document | Movement) -> int | None:
        reversal = getattr(posted, "reversal", None)
        return reversal.pk if reversal else None
