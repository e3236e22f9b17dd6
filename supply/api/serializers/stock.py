"""Lots, balances, the stock of a place, the kardex."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.api.refs import DrugRef, LotRef, PostedSerializer
from supply.models import Balance, Drug, Lot, LotState, Movement
from supply.reasons import Reason


class LotSerializer(serializers.ModelSerializer):
    drug = DrugRef(read_only=True)
    pieces = serializers.IntegerField(read_only=True)

    class Meta:
        model = Lot
        fields: ClassVar[list[str]] = [
            "id", "number", "expires_on", "drug", "maker", "gtin", "state", "state_reason", "pieces",
        ]  # fmt: skip


class BalanceSerializer(serializers.ModelSerializer):
    place = PlaceRef(read_only=True)
    lot = LotRef(read_only=True)

    class Meta:
        model = Balance
        fields: ClassVar[list[str]] = ["place", "lot", "on_hand", "last_on"]


class ShelfSerializer(serializers.Serializer):
    lot_id = serializers.IntegerField()
    number = serializers.CharField()
    expires_on = serializers.DateField()
    on_hand = serializers.IntegerField()
    state = serializers.ChoiceField(LotState.choices)
    is_usable = serializers.BooleanField()


class StockSerializer(serializers.ModelSerializer):
    """A drug at a place: pieces by use, and its lots, first to expire first."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    on_hand = serializers.IntegerField(read_only=True)
    usable = serializers.IntegerField(read_only=True)
    blocked = serializers.IntegerField(read_only=True)
    expiring_30 = serializers.IntegerField(read_only=True)
    expiring_60 = serializers.IntegerField(read_only=True)
    expiring_90 = serializers.IntegerField(read_only=True)
    assorted = serializers.BooleanField(read_only=True)
    first_expiry = serializers.DateField(read_only=True, allow_null=True)
    lots = serializers.SerializerMethodField()

    class Meta:
        model = Drug
        fields: ClassVar[list[str]] = [
            "id", "code", "label", "assorted", "on_hand", "usable", "blocked", "expiring_30", "expiring_60",
            "expiring_90", "first_expiry", "lots",
        ]  # fmt: skip

    @extend_schema_field(ShelfSerializer(many=True))
    def get_lots(self, drug: Drug) -> Any:
        return ShelfSerializer(self.context["shelves"].get(drug.pk, []), many=True).data


class MovementSerializer(PostedSerializer):
    lot = LotRef(read_only=True)
    document_id = serializers.IntegerField(read_only=True)

    class Meta:
        model = Movement
        fields: ClassVar[list[str]] = [
            "id", "document_id", "place", "lot", "quantity", "reason", "occurred_on", "true_date", "posted_at",
            "posted_by", "reverses_id", "reversed_by_id",
        ]  # fmt: skip


class KardexSerializer(serializers.Serializer):
    """A movement and what was left after it of what the kardex is of, at that place."""

    id = serializers.IntegerField()
    occurred_on = serializers.DateField()
    true_date = serializers.DateField(allow_null=True)
    posted_at = serializers.DateTimeField()
    quantity = serializers.IntegerField()
    balance = serializers.IntegerField()
    reason = serializers.ChoiceField(Reason.choices)
    lot_id = serializers.IntegerField()
    lot_number = serializers.CharField()
    lot_expires_on = serializers.DateField()
    place_code = serializers.CharField()
    place_name = serializers.CharField()
    document_id = serializers.IntegerField()
    reference = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    posted_by = serializers.CharField(allow_null=True)
    takes_back = serializers.IntegerField(allow_null=True)
    taken_back_by = serializers.IntegerField(allow_null=True)
