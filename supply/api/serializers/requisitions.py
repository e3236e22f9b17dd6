"""Requisitions, their lines and orders; and what asking and deciding send."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.api.refs import DrugRef
from supply.api.serializers.lines import MOST_ID, DrugLine, many
from supply.models import Requisition, RequisitionLine

MOST_LINES = 400
MOST_PIECES = 9_999_999


class RequisitionSerializer(serializers.ModelSerializer):
    folio = serializers.CharField(read_only=True)
    place = PlaceRef(read_only=True)
    giver = PlaceRef(read_only=True, allow_null=True)
    drugs = serializers.IntegerField(read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    approved = serializers.IntegerField(read_only=True)
    to_purchase = serializers.IntegerField(read_only=True)

    class Meta:
        model = Requisition
        fields: ClassVar[list[str]] = [
            "id", "folio", "place", "giver", "state", "is_emergency", "cycle", "needed_on", "note", "reason", "made_at",
            "sent_at", "decided_at", "drugs", "pieces", "approved", "to_purchase", "edition",
        ]  # fmt: skip


class RequisitionLineSerializer(serializers.ModelSerializer):
    """`arrived`, `on_the_way` and `ordered` are of the approved pieces."""

    drug = DrugRef(read_only=True)
    facts = serializers.DictField(read_only=True, help_text=_("Cómo estaba el lugar al pedir."))
    arrived = serializers.SerializerMethodField()
    on_the_way = serializers.SerializerMethodField()
    ordered = serializers.SerializerMethodField()

    class Meta:
        model = RequisitionLine
        fields: ClassVar[list[str]] = [
            "id", "drug", "suggested", "asked", "explanation", "approved", "approval_reason", "to_purchase", "arrived",
            "on_the_way", "ordered", "facts",
        ]  # fmt: skip

    def _of(self, line: RequisitionLine) -> Any:
        return self.context.get("supplied", {}).get((line.requisition_id, line.drug_id))

    def get_arrived(self, line: RequisitionLine) -> int:
        return self._of(line).arrived if self._of(line) else 0

    def get_on_the_way(self, line: RequisitionLine) -> int:
        return self._of(line).on_the_way if self._of(line) else 0

    def get_ordered(self, line: RequisitionLine) -> int:
        return self._of(line).ordered if self._of(line) else 0


class RequisitionDetailSerializer(RequisitionSerializer):
    lines = RequisitionLineSerializer(many=True, read_only=True)

    class Meta(RequisitionSerializer.Meta):
        fields: ClassVar[list[str]] = [*RequisitionSerializer.Meta.fields, "lines"]


class AskedLineIn(DrugLine):
    asked = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    explanation = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class RequisitionIn(serializers.Serializer):
    """A draft; `send` sends it at once."""

    place = serializers.CharField(max_length=20)
    giver = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    is_emergency = serializers.BooleanField(required=False, default=False)
    needed_on = serializers.DateField(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")
    send = serializers.BooleanField(required=False, default=False)
    lines = many(AskedLineIn, MOST_LINES, least=1)


class RequisitionEditionIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)


class RequisitionReasonIn(RequisitionEditionIn):
    reason = serializers.CharField(max_length=400)


class ApprovalLineIn(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    approved = serializers.IntegerField(min_value=0, max_value=MOST_PIECES)
    to_purchase = serializers.IntegerField(min_value=0, max_value=MOST_PIECES, required=False, default=0)
    reason = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class ApprovalIn(RequisitionEditionIn):
    """Every line of the requisition; `giver` is the code of the place that what is not bought leaves from."""

    giver = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")
    lines = many(ApprovalLineIn, MOST_LINES, least=1)
