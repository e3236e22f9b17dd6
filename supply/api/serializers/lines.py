"""What is sent to be posted: documents and their lines. They check shapes; what the lines name is found in `naming`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from supply.reasons import ADJUSTMENTS, DISPENSED, SHORTFALLS, Reason

MOST_LINES = 10_000
MOST_PIECES = 100_000_000
MOST_ID = 2**63 - 1


def _choices(*allowed: Reason) -> list[tuple[str, Any]]:
    return [(reason.value, reason.label) for reason in allowed]


# Named in the settings, so that the schema calls each by its name.
ARRIVAL_REASONS = _choices(Reason.RECEIPT, Reason.LOAN_IN, Reason.PATIENT_RETURN, Reason.OPENING)
DISPENSING_REASONS = _choices(*DISPENSED)
ADJUSTMENT_REASONS = _choices(*ADJUSTMENTS)
SHORTFALL_REASONS = _choices(*SHORTFALLS)


def many(line: type[serializers.Serializer], most: int = MOST_LINES, *, least: int = 0, **kwargs: Any) -> Any:
    """A list of `least` to `most` of them."""
    bounds: dict[str, Any] = {"min_length": least, "max_length": most} if least else {"max_length": most}
    return line(many=True, **bounds, **kwargs)


def pieces(least: int = 1) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=least, max_value=MOST_PIECES)


class DrugLine(serializers.Serializer):
    """A drug by any of its claves, or by its id (twelve drugs have no clave)."""

    drug = serializers.CharField(
        max_length=40, required=False, help_text=gettext_lazy("Clave con puntos o de 12 dígitos, o código de 10.")
    )
    drug_id = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("drug" in attrs) == ("drug_id" in attrs):
            raise serializers.ValidationError(
                {"drug": _("Nombre el medicamento por su clave o por su id.")}, "required"
            )
        return attrs


class LotDrugLine(DrugLine):
    lot = serializers.CharField(max_length=40, help_text=gettext_lazy("Número de lote."))
    expires_on = serializers.DateField()


class ReceiptLine(LotDrugLine):
    pieces = pieces()
    maker = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    gtin = serializers.RegexField(r"^(\d{8}|\d{12,14})?$", required=False, allow_blank=True, default="")


class IssueLine(DrugLine):
    """Without a lot, the first to expire goes first; a lot is named by its id, or by number and expiry."""

    lot_id = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False)
    lot = serializers.CharField(max_length=40, required=False)
    expires_on = serializers.DateField(required=False)
    pieces = pieces()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if ("lot" in attrs) != ("expires_on" in attrs) or ("lot" in attrs and "lot_id" in attrs):
            raise serializers.ValidationError({"lot": _("El lote va por su id, o por número y caducidad.")}, "required")
        return attrs


class LotLine(serializers.Serializer):
    """A lot by its id, or by drug, number and expiry."""

    lot_id = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False)
    drug = serializers.CharField(max_length=40, required=False)
    drug_id = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False)
    lot = serializers.CharField(max_length=40, required=False)
    expires_on = serializers.DateField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = {"drug", "drug_id", "lot", "expires_on"} & attrs.keys()
        whole = {"lot", "expires_on"} <= named and len(named) == 3
        if ("lot_id" in attrs) == bool(named) or (named and not whole):
            message = _("El lote va por su id, o por medicamento, número y caducidad.")
            raise serializers.ValidationError({"lot": message}, "required")
        return attrs


class AdjustmentLine(LotLine):
    reason = serializers.ChoiceField(ADJUSTMENT_REASONS)
    pieces = pieces()


class CountLine(LotLine):
    pieces = pieces(0)


class DocumentIn(serializers.Serializer):
    """What every document has; a day in a closed week is posted today with its true date."""

    occurred_on = serializers.DateField(required=False, allow_null=True, default=None)
    reference = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class ReceiptIn(DocumentIn):
    reason = serializers.ChoiceField(ARRIVAL_REASONS, default=Reason.RECEIPT.value)
    lines = many(ReceiptLine, least=1)


class IssueIn(DocumentIn):
    allow_blocked_lots = serializers.BooleanField(default=False)
    lines = many(IssueLine, least=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["allow_blocked_lots"] and not attrs["note"].strip():
            raise serializers.ValidationError({"note": _("Diga por qué sale un lote bloqueado.")}, "required")
        return attrs


class DispensingIn(IssueIn):
    reason = serializers.ChoiceField(DISPENSING_REASONS, default=Reason.DISPENSING.value)


class DispatchIn(IssueIn):
    to_place = serializers.CharField(max_length=20)
    expected_on = serializers.DateField(required=False, allow_null=True, default=None)


class AdjustmentIn(DocumentIn):
    lines = many(AdjustmentLine, least=1)


class CountIn(DocumentIn):
    complete = serializers.BooleanField(
        default=False, help_text=gettext_lazy("Los lotes que no se nombran no estaban.")
    )
    lines = many(CountLine)


class ArrivalLine(serializers.Serializer):
    id = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    received = pieces(0)
    reason = serializers.ChoiceField(SHORTFALL_REASONS, required=False, allow_blank=True, default="")
    rejected = serializers.IntegerField(
        min_value=0, max_value=MOST_PIECES, required=False, default=0, help_text=gettext_lazy("Se devuelven.")
    )
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class AcceptanceIn(DocumentIn):
    """Without lines, everything arrived as it was sent."""

    lines = many(ArrivalLine, required=False, allow_null=True, default=None)


class ReversalIn(serializers.Serializer):
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
