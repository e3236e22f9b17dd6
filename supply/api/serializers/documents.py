"""Documents, transfers and what a posting answers."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.api.refs import LotRef, PostedSerializer
from supply.models import Document, Transfer, TransferLine


class DocumentSerializer(PostedSerializer):
    class Meta:
        model = Document
        fields: ClassVar[list[str]] = [
            "id", "kind", "place", "idempotency_key", "occurred_on", "posted_at", "posted_by", "source", "reference",
            "note", "reverses_id", "reversed_by_id",
        ]  # fmt: skip


class PostingSerializer(serializers.Serializer):
    """What a posting did; `replayed`: the key had been posted before and nothing was added now."""

    replayed = serializers.BooleanField()
    lines = serializers.IntegerField()
    document = DocumentSerializer()
    transfer_id = serializers.IntegerField(source="transfer.pk", allow_null=True, default=None)
    returned_id = serializers.IntegerField(source="returned.pk", allow_null=True, default=None)


class TransferSerializer(serializers.ModelSerializer):
    from_place = PlaceRef(read_only=True)
    to_place = PlaceRef(read_only=True)
    dispatch_id = serializers.IntegerField(read_only=True)
    acceptance_id = serializers.IntegerField(read_only=True, allow_null=True)
    sends_back_id = serializers.IntegerField(read_only=True, allow_null=True)
    pieces = serializers.IntegerField(read_only=True)

    class Meta:
        model = Transfer
        fields: ClassVar[list[str]] = [
            "id", "state", "from_place", "to_place", "dispatched_on", "expected_on", "accepted_on", "dispatch_id",
            "acceptance_id", "sends_back_id", "pieces",
        ]  # fmt: skip


class TransferLineSerializer(serializers.ModelSerializer):
    lot = LotRef(read_only=True)

    class Meta:
        model = TransferLine
        fields: ClassVar[list[str]] = [
            "id", "lot", "sent", "received", "shortfall_reason", "over", "rejected", "note",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, dict[str, bool]]] = {"shortfall_reason": {"allow_blank": True}}


class TransferDetailSerializer(TransferSerializer):
    lines = TransferLineSerializer(many=True, read_only=True)

    class Meta(TransferSerializer.Meta):
        fields: ClassVar[list[str]] = [*TransferSerializer.Meta.fields, "lines"]
