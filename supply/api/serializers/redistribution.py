"""Runs, proposals and transfer orders as the API tells them, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.api.refs import DelegationRef, PlaceRef
from delegations.models import Delegation
from supply.api.refs import DrugRef, LotRef
from supply.api.serializers.lines import MOST_ID, IssueLine, many
from supply.models import Drug, Proposal, RedistributionRun, TransferOrder, TransferOrderLine
from supply.redistributing.sentences import sentence
from supply.selectors.redistribution.left import lacks

MOST_LINES = 400


class ScoreSerializer(serializers.Serializer):
    """Dated doses without cover in 28 days, pieces below the minimum, pieces that expire unused in 120 days, cost."""

    uncovered = serializers.IntegerField()
    short = serializers.IntegerField()
    lost = serializers.IntegerField()
    cost = serializers.IntegerField(help_text=_("En centavos; valores de trabajo, no oficiales."))


class RunDrugSerializer(serializers.Serializer):
    drug = serializers.IntegerField()
    label: Any = serializers.CharField()
    proven = serializers.BooleanField(help_text=_("Si la solución está comprobada como la mejor."))
    gap = serializers.FloatField(allow_null=True, help_text=_("Cuánto podría mejorar, si no está comprobada."))
    seconds = serializers.FloatField()
    moves = serializers.IntegerField()
    before = ScoreSerializer()
    after = ScoreSerializer()


class WhatIfSerializer(serializers.Serializer):
    supply_orders: Any = serializers.ListField(child=serializers.IntegerField(), required=False)
    transfers: Any = serializers.ListField(child=serializers.IntegerField(), required=False)


class RunSerializer(serializers.ModelSerializer):
    """`before` and `after` (if all that is proposed is done) are null until it is done; its data are of `as_of`."""

    folio = serializers.CharField(read_only=True)
    delegation = DelegationRef(read_only=True, allow_null=True)
    drug = DrugRef(read_only=True, allow_null=True)
    what_if = WhatIfSerializer(read_only=True)
    before = ScoreSerializer(source="summary.before", read_only=True, allow_null=True, default=None)
    after = ScoreSerializer(source="summary.after", read_only=True, allow_null=True, default=None)
    requested_by = serializers.CharField(source="requested_by.full_name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = RedistributionRun
        fields: ClassVar[list[str]] = [
            "id", "folio", "delegation", "drug", "whole_packs", "what_if", "state", "done", "total", "as_of",
            "requested_by", "requested_at", "finished_at", "failure", "before", "after",
        ]  # fmt: skip


class RunDetailSerializer(RunSerializer):
    drugs = RunDrugSerializer(source="summary.drugs", many=True, read_only=True, default=list)

    class Meta(RunSerializer.Meta):
        fields: ClassVar[list[str]] = [*RunSerializer.Meta.fields, "drugs"]


class RunIn(serializers.Serializer):
    """Without `delegation`, of the country; `without_…`: what is taken not to come. Such a question is only studied."""

    delegation: Any = serializers.SlugRelatedField(
        "code", queryset=Delegation.objects.all(), required=False, allow_null=True, default=None
    )
    drug: Any = serializers.SlugRelatedField(
        "code", queryset=Drug.objects.all(), required=False, allow_null=True, default=None
    )
    whole_packs = serializers.BooleanField(required=False, default=False)
    without_orders: Any = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_ID), required=False, max_length=200, default=list
    )
    without_transfers: Any = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_ID), required=False, max_length=200, default=list
    )


class ProposedLotSerializer(serializers.Serializer):
    lot = serializers.IntegerField()
    pieces = serializers.IntegerField()


class ProposalSerializer(serializers.ModelSerializer):
    """`why` is its reason; `still_there`: whether its stock is usable and not promised now (null once decided)."""

    run_id = serializers.IntegerField(read_only=True)
    drug = DrugRef(read_only=True)
    from_place = PlaceRef(read_only=True)
    to_place = PlaceRef(read_only=True)
    lots = ProposedLotSerializer(many=True, read_only=True)
    why = serializers.SerializerMethodField()
    still_there = serializers.SerializerMethodField()
    decided_by = serializers.CharField(source="decided_by.full_name", read_only=True, allow_null=True, default=None)
    order_id = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Proposal
        fields: ClassVar[list[str]] = [
            "id", "run_id", "drug", "from_place", "to_place", "pieces", "lots", "transit_days", "arrives_on", "doses",
            "saved", "cost", "is_fair_share", "why", "still_there", "state", "reason", "decided_by", "decided_at",
            "order_id",
        ]  # fmt: skip

    def get_why(self, row: Proposal) -> str:
        return sentence(row.facts) if row.facts else ""

    def get_still_there(self, row: Proposal) -> bool | None:
        return lacks(row, self.context.get("left", {})) is None if row.state == "proposed" else None


class TakenSerializer(serializers.Serializer):
    """The transfer orders that were made, and the proposals whose stock is gone."""

    orders: Any = serializers.ListField(child=serializers.IntegerField())
    gone: Any = serializers.ListField(child=serializers.IntegerField())


class TransferOrderSerializer(serializers.ModelSerializer):
    folio = serializers.CharField(read_only=True)
    from_place = PlaceRef(read_only=True)
    to_place = PlaceRef(read_only=True)
    requisition_id = serializers.IntegerField(read_only=True, allow_null=True)
    transfer_id = serializers.IntegerField(read_only=True, allow_null=True)
    drugs = serializers.IntegerField(source="drug_count", read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    made_by = serializers.CharField(source="made_by.full_name", read_only=True, allow_null=True, default=None)
    giver_confirmed_by = serializers.CharField(
        source="giver_confirmed_by.full_name", read_only=True, allow_null=True, default=None
    )
    taker_confirmed_by = serializers.CharField(
        source="taker_confirmed_by.full_name", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = TransferOrder
        fields: ClassVar[list[str]] = [
            "id", "folio", "from_place", "to_place", "origin", "requisition_id", "state", "send_by", "why", "reason",
            "made_by", "made_at", "giver_confirmed_by", "giver_confirmed_at", "taker_confirmed_by",
            "taker_confirmed_at", "transfer_id", "drugs", "pieces", "edition",
        ]  # fmt: skip


class TransferOrderLineSerializer(serializers.ModelSerializer):
    """Without a lot, the first to expire goes first."""

    drug = DrugRef(read_only=True)
    lot = LotRef(read_only=True, allow_null=True)

    class Meta:
        model = TransferOrderLine
        fields: ClassVar[list[str]] = ["id", "drug", "lot", "pieces"]


class TransferOrderDetailSerializer(TransferOrderSerializer):
    lines = TransferOrderLineSerializer(many=True, read_only=True)

    class Meta(TransferOrderSerializer.Meta):
        fields: ClassVar[list[str]] = [*TransferOrderSerializer.Meta.fields, "lines"]


class TransferOrderIn(serializers.Serializer):
    """Both ends by the code of their place; both must confirm it before it is sent."""

    from_place = serializers.CharField(max_length=20)
    to_place = serializers.CharField(max_length=20)
    send_by = serializers.DateField(required=False, allow_null=True, default=None)
    why = serializers.CharField(max_length=400)
    lines = many(IssueLine, MOST_LINES, least=1)


class OrderEditionIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, max_value=2_147_483_647, required=False)


class OrderReasonIn(OrderEditionIn):
    reason = serializers.CharField(max_length=240)


class OrderSendIn(OrderEditionIn):
    expected_on = serializers.DateField(required=False, allow_null=True, default=None)


class ProposalRejectIn(serializers.Serializer):
    reason = serializers.CharField(max_length=240)
