"""Suppliers, procedures, contracts, supply orders and deliveries; and what is asked for when one is received."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.api.refs import DrugRef
from supply.models import (
    Bid,
    Contract,
    ContractLine,
    Delivery,
    DeliveryLine,
    Presentation,
    Supplier,
    SupplyOrder,
    Tender,
    TenderLine,
)
from supply.purchasing.standing import Standing
from supply.templatetags.purchasing import standing_today


class SupplierSerializer(serializers.ModelSerializer):
    class Meta:
        model = Supplier
        fields: ClassVar[list[str]] = ["id", "name", "rfc", "email", "phone", "is_active", "is_simulated"]


class PackRef(serializers.ModelSerializer):
    drug = DrugRef(read_only=True)

    class Meta:
        model = Presentation
        fields: ClassVar[list[str]] = ["clave", "pieces_per_pack", "drug"]


class BidSerializer(serializers.ModelSerializer):
    supplier = SupplierSerializer(read_only=True)

    class Meta:
        model = Bid
        fields: ClassVar[list[str]] = ["supplier", "price", "won"]


class TenderLineSerializer(serializers.ModelSerializer):
    presentation = PackRef(read_only=True)
    bids = BidSerializer(many=True, read_only=True)

    class Meta:
        model = TenderLine
        fields: ClassVar[list[str]] = ["id", "presentation", "packs", "reference_price", "result", "bids"]


class TenderSerializer(serializers.ModelSerializer):
    lines = TenderLineSerializer(many=True, read_only=True)

    class Meta:
        model = Tender
        fields: ClassVar[list[str]] = [
            "id", "number", "title", "kind", "convener", "is_consolidated", "published_on", "decided_on", "lines",
        ]  # fmt: skip


class ContractLineSerializer(serializers.ModelSerializer):
    """`committed_packs` and `left_packs` count the orders of the whole country."""

    presentation = PackRef(read_only=True)
    committed_packs = serializers.SerializerMethodField()
    received_packs = serializers.SerializerMethodField()
    left_packs = serializers.SerializerMethodField()

    class Meta:
        model = ContractLine
        fields: ClassVar[list[str]] = [
            "id", "presentation", "min_packs", "max_packs", "price", "committed_packs", "received_packs", "left_packs",
        ]  # fmt: skip

    def get_committed_packs(self, line: ContractLine) -> int:
        return int(self.context["balances"][line.pk].committed)

    def get_received_packs(self, line: ContractLine) -> int:
        return int(self.context["balances"][line.pk].received)

    def get_left_packs(self, line: ContractLine) -> int:
        return int(self.context["balances"][line.pk].left)


class ContractSerializer(serializers.ModelSerializer):
    supplier = SupplierSerializer(read_only=True)
    tender = serializers.CharField(source="tender.number", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Contract
        fields: ClassVar[list[str]] = [
            "id", "number", "supplier", "tender", "starts_on", "ends_on", "ended_early_on", "penalty_percent",
            "penalty_cap_percent", "least_shelf_days",
        ]  # fmt: skip


class ContractDetailSerializer(ContractSerializer):
    lines = ContractLineSerializer(many=True, read_only=True)

    class Meta(ContractSerializer.Meta):
        fields: ClassVar[list[str]] = [*ContractSerializer.Meta.fields, "lines"]


class SupplyOrderSerializer(serializers.ModelSerializer):
    """Packs, as orders count; `situation` is told from the facts of today, `days_late` with it."""

    contract = serializers.CharField(source="line.contract.number", read_only=True)
    supplier = SupplierSerializer(source="line.contract.supplier", read_only=True)
    presentation = PackRef(source="line.presentation", read_only=True)
    place = PlaceRef(read_only=True)
    missing_packs = serializers.IntegerField(read_only=True)
    situation = serializers.SerializerMethodField()
    days_late = serializers.SerializerMethodField()

    class Meta:
        model = SupplyOrder
        fields: ClassVar[list[str]] = [
            "id", "number", "contract", "supplier", "presentation", "place", "packs", "received_packs", "missing_packs",
            "price", "issued_on", "deadline_on", "promised_on", "state", "situation", "days_late", "completed_on",
            "expected_on", "arrival_probability", "reason", "edition",
        ]  # fmt: skip

    def _standing(self, order: SupplyOrder) -> Standing:
        return standing_today(order)

    @extend_schema_field(
        {
            "type": "string",
            "enum": ["awaited", "partial", "late", "received", "received_late", "closed_short", "cancelled"],
        }
    )
    def get_situation(self, order: SupplyOrder) -> str:
        return self._standing(order).code

    def get_days_late(self, order: SupplyOrder) -> int:
        return self._standing(order).days


class DeliveryLineSerializer(serializers.ModelSerializer):
    order = serializers.CharField(source="order.number", read_only=True)
    lot_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = DeliveryLine
        fields: ClassVar[list[str]] = [
            "id", "order", "lot_number", "expires_on", "lot_id", "delivered_packs", "accepted_packs", "rejected_packs",
            "over_packs", "reason",
        ]  # fmt: skip


class DeliverySerializer(serializers.ModelSerializer):
    supplier = SupplierSerializer(read_only=True)
    place = PlaceRef(read_only=True)
    document_id = serializers.IntegerField(read_only=True, allow_null=True)
    lines = DeliveryLineSerializer(many=True, read_only=True)

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = [
            "id", "supplier", "remision", "place", "arrived_on", "temperature", "document_id", "posted_at", "note",
            "settles_id", "voided_at", "void_reason", "lines",
        ]  # fmt: skip


class OrderIn(serializers.Serializer):
    number = serializers.CharField(max_length=60)
    contract = serializers.CharField(max_length=60)
    clave = serializers.CharField(max_length=15)
    place = serializers.CharField(max_length=40, help_text="Código del lugar al que va.")
    packs = serializers.IntegerField(min_value=1, max_value=9_999_999)
    issued_on = serializers.DateField()
    deadline_on = serializers.DateField()


class OrderEndIn(serializers.Serializer):
    reason = serializers.CharField(max_length=240)
    edition = serializers.IntegerField(required=False, allow_null=True, default=None)


class PromiseIn(serializers.Serializer):
    promised_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    edition = serializers.IntegerField(required=False, allow_null=True, default=None)


class BroughtIn(serializers.Serializer):
    order = serializers.CharField(max_length=60, help_text="Número de la orden de suministro.")
    lot = serializers.CharField(max_length=40)
    expires_on = serializers.DateField()
    delivered = serializers.IntegerField(min_value=1, max_value=9_999_999)
    rejected = serializers.IntegerField(min_value=0, max_value=9_999_999, required=False, default=0)
    reason = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class DeliveryIn(serializers.Serializer):
    """The remisión is the key: sent twice with the same content it is one effect."""

    supplier = serializers.IntegerField(min_value=1, help_text="Id del proveedor.")
    remision = serializers.CharField(max_length=60)
    arrived_on = serializers.DateField()
    temperature = serializers.DecimalField(
        max_digits=4, decimal_places=1, required=False, allow_null=True, default=None, min_value=Decimal(-99)
    )
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    lines = BroughtIn(many=True, allow_empty=False, max_length=400)  # type: ignore[call-arg]


class DeliveryAnswer(serializers.Serializer):
    """`replayed`: it was on record; `linked`: its pieces were in the ledger before. Sums are packs."""

    replayed = serializers.BooleanField()
    linked = serializers.BooleanField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    over = serializers.IntegerField()
    delivery = DeliverySerializer()


class VoidIn(serializers.Serializer):
    reason = serializers.CharField(max_length=240)


class OrderFileIn(serializers.Serializer):
    file = serializers.FileField()
    dry_run = serializers.BooleanField(required=False, default=False)


class OrderFileAnswer(serializers.Serializer):
    ok = serializers.BooleanField()
    dry_run = serializers.BooleanField()
    already_there = serializers.BooleanField()
    rows = serializers.IntegerField()
    orders = serializers.IntegerField()
    issued = serializers.IntegerField()
    changed = serializers.IntegerField()
    ended = serializers.IntegerField()
    deliveries = serializers.IntegerField()
    linked = serializers.IntegerField()
    packs = serializers.IntegerField()
    over = serializers.IntegerField()
    warnings: Any = serializers.ListField(child=serializers.DictField())
