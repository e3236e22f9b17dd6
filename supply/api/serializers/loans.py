"""Loans, their lines and the institutions; and what lending, borrowing and returning send."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from delegations.api.refs import PlaceRef
from supply.api.refs import LotRef
from supply.api.serializers.lines import MOST_ID, DrugLine, many, pieces
from supply.models import Loan, LoanDirection, LoanLine, Partner

MOST_LINES = 400


class PartnerSerializer(serializers.ModelSerializer):
    delegation = serializers.CharField(source="delegation.code", read_only=True)
    open_loans = serializers.IntegerField(read_only=True)

    class Meta:
        model = Partner
        fields: ClassVar[list[str]] = [
            "id", "name", "institution", "delegation", "contact", "phone", "email", "is_active", "is_simulated",
            "open_loans",
        ]  # fmt: skip


class PartnerRef(serializers.ModelSerializer):
    class Meta:
        model = Partner
        fields: ClassVar[list[str]] = ["id", "name", "institution"]


class LoanSerializer(serializers.ModelSerializer):
    folio = serializers.CharField(read_only=True)
    place = PlaceRef(read_only=True)
    partner = PartnerRef(read_only=True)
    document_id = serializers.IntegerField(read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    returned = serializers.IntegerField(read_only=True)
    owed = serializers.IntegerField(read_only=True)

    class Meta:
        model = Loan
        fields: ClassVar[list[str]] = [
            "id", "folio", "direction", "place", "partner", "on", "due_on", "state", "agreement", "note", "reason",
            "document_id", "pieces", "returned", "owed", "edition",
        ]  # fmt: skip


class LoanLineSerializer(serializers.ModelSerializer):
    lot = LotRef(read_only=True)

    class Meta:
        model = LoanLine
        fields: ClassVar[list[str]] = ["id", "lot", "pieces", "returned"]


class LoanDetailSerializer(LoanSerializer):
    lines = LoanLineSerializer(many=True, read_only=True)

    class Meta(LoanSerializer.Meta):
        fields: ClassVar[list[str]] = [*LoanSerializer.Meta.fields, "lines"]


class LoanLineIn(DrugLine):
    """What is lent may name its lot; what is borrowed must, with its expiry."""

    pieces = pieces()
    lot_id = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False)
    lot = serializers.CharField(max_length=40, required=False)
    expires_on = serializers.DateField(required=False)


class LoanIn(serializers.Serializer):
    direction = serializers.ChoiceField(LoanDirection.choices)
    partner = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    due_on = serializers.DateField()
    occurred_on = serializers.DateField(required=False, allow_null=True, default=None)
    agreement = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    lines = many(LoanLineIn, MOST_LINES, least=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for line in attrs["lines"]:
            named = "lot" in line and "expires_on" in line
            if attrs["direction"] == LoanDirection.RECEIVED and not named:
                raise serializers.ValidationError({"lines": _("Lo recibido lleva lote y caducidad.")}, "required")
            if ("lot" in line) != ("expires_on" in line):
                raise serializers.ValidationError({"lines": _("Un lote se nombra con su caducidad.")}, "required")
        return attrs


class LoanReturnLineIn(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    pieces = pieces()
    lot = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class LoanReturnIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)
    occurred_on = serializers.DateField(required=False, allow_null=True, default=None)
    reference = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    lines = many(LoanReturnLineIn, MOST_LINES, least=1)


class LoanSettleIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=240)


class LoanDueIn(LoanSettleIn):
    due_on = serializers.DateField()
