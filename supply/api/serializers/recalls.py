"""Recalls as the API tells them, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.actions.recalls import LEAST_HOURS, MOST_HOURS, NamedLot
from supply.actions.recalls.answering import MOST_PIECES
from supply.actions.recalls.opening import MOST_LOTS
from supply.api.refs import DrugRef, LotRef
from supply.models import Drug, Recall, RecallHolding, RecallKind, RecallLot
from supply.reasons import Reason


class RecallLotSerializer(serializers.ModelSerializer):
    """A lot as the notice prints it."""

    class Meta:
        model = RecallLot
        fields: ClassVar[list[str]] = ["number", "expires_on"]


class RecallSerializer(serializers.ModelSerializer):
    """`places`, `pieces`, `waiting` and `late` are of the places that the caller sees."""

    folio = serializers.CharField(read_only=True)
    drug = DrugRef(read_only=True, allow_null=True)
    lots = RecallLotSerializer(many=True, read_only=True)
    places = serializers.IntegerField(read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    waiting = serializers.IntegerField(read_only=True)
    late = serializers.IntegerField(read_only=True)

    class Meta:
        model = Recall
        fields: ClassVar[list[str]] = [
            "id", "folio", "kind", "state", "product", "drug", "maker", "source", "text", "issued_on", "hours", "lots",
            "opened_at", "ended_at", "end_reason", "places", "pieces", "waiting", "late", "is_simulated", "edition",
        ]  # fmt: skip


class RecallHoldingSerializer(serializers.ModelSerializer):
    """What a place had: `pieces` when the lot was stopped, `on_hand` now, both by the ledger; `found` as counted."""

    place = PlaceRef(read_only=True)
    lot = LotRef(read_only=True)
    on_hand = serializers.IntegerField(read_only=True)
    acknowledged_by = serializers.CharField(
        source="acknowledged_by.full_name", read_only=True, allow_null=True, default=None
    )
    document_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = RecallHolding
        fields: ClassVar[list[str]] = [
            "id", "place", "lot", "pieces", "on_hand", "deadline_at", "acknowledged_by", "acknowledged_at", "found",
            "note", "document_id", "edition",
        ]  # fmt: skip


class RecallLotIn(serializers.Serializer):
    number = serializers.CharField(max_length=60)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class RecallIn(serializers.Serializer):
    """`drug` by its clave; without it the lots are only watched."""

    kind = serializers.ChoiceField(RecallKind.choices)
    product = serializers.CharField(max_length=200)
    drug: Any = serializers.SlugRelatedField("code", queryset=Drug.objects.all(), required=False, allow_null=True)
    lots: Any = serializers.ListField(child=RecallLotIn(), allow_empty=False, max_length=MOST_LOTS)
    source: Any = serializers.CharField(max_length=240)
    maker = serializers.CharField(max_length=160, required=False, allow_blank=True)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False, allow_null=True)
    hours = serializers.IntegerField(min_value=LEAST_HOURS, max_value=MOST_HOURS, required=False)

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        data: dict[str, Any] = {"drug": None, **self.validated_data}
        data["lots"] = [NamedLot(lot["number"], lot["expires_on"]) for lot in data["lots"]]
        return data


class _Edited(serializers.Serializer):
    edition = serializers.IntegerField(required=False, min_value=1, max_value=2_147_483_647)


class RecallAnswerIn(_Edited):
    found = serializers.IntegerField(min_value=0, max_value=MOST_PIECES)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class RecallOutIn(_Edited):
    reason = serializers.ChoiceField([Reason.SUPPLIER_RETURN.value, Reason.RECALL.value])
    reference = serializers.CharField(max_length=120, required=False, allow_blank=True)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class RecallCloseIn(_Edited):
    reason = serializers.CharField(max_length=400)
    despite_waiting = serializers.BooleanField(default=False)


class RecallLiftIn(_Edited):
    reason = serializers.CharField(max_length=400)
