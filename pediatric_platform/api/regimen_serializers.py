"""Regimens as the API tells them: as kept, in codes and numbers."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from pediatric_platform.models import (
    AgeBand,
    Diagnosis,
    Guard,
    Phase,
    Protocol,
    Regimen,
    RegimenLine,
    RegimenState,
)


class DiagnosisSerializer(serializers.ModelSerializer):
    class Meta:
        model = Diagnosis
        fields: ClassVar[list[str]] = ["code", "name", "icd10", "is_paediatric"]


class GuardSerializer(serializers.ModelSerializer):
    class Meta:
        model = Guard
        fields: ClassVar[list[str]] = [
            "code", "kind", "inn", "route", "threshold", "limit", "unit", "needs_inn", "group", "factor", "reason",
            "source", "evidence",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, dict[str, bool]]] = {
            "route": {"allow_blank": True},
            "unit": {"allow_blank": True},
        }


class AgeBandSerializer(serializers.ModelSerializer):
    class Meta:
        model = AgeBand
        fields: ClassVar[list[str]] = ["from_age", "amount"]


class RegimenLineSerializer(serializers.ModelSerializer):
    bands = AgeBandSerializer(many=True, read_only=True)
    has_clave = serializers.SerializerMethodField(help_text="Si el Compendio tiene el medicamento.")
    is_reference_dose = serializers.SerializerMethodField(
        help_text="Falso: sin fuente completa; estima la demanda y no es dosis de referencia."
    )

    class Meta:
        model = RegimenLine
        fields: ClassVar[list[str]] = [
            "id", "position", "inn", "name", "has_clave", "basis", "amount", "unit", "per_day", "route",
            "infusion_hours", "days", "max_amount", "from_age", "below_age", "bands", "purpose", "evidence",
            "is_reference_dose", "note", "source",
        ]  # fmt: skip

    def get_has_clave(self, line: RegimenLine) -> bool:
        return line.inn in self.context.get("with_clave", ())

    def get_is_reference_dose(self, line: RegimenLine) -> bool:
        return line.evidence == "sourced"


class PhaseSerializer(serializers.ModelSerializer):
    lines = RegimenLineSerializer(many=True, read_only=True)

    class Meta:
        model = Phase
        fields: ClassVar[list[str]] = [
            "position", "name", "cycle_days", "cycles", "cycles_note", "day_origin", "lines",
        ]  # fmt: skip


class ProtocolRef(serializers.ModelSerializer):
    diagnosis: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Protocol
        fields: ClassVar[list[str]] = ["code", "name", "diagnosis", "risk", "population", "is_standard"]


class RegimenSerializer(serializers.ModelSerializer):
    """A version without its lines: who approved it, and whether a plan may begin with it."""

    protocol = ProtocolRef(read_only=True)
    is_usable = serializers.SerializerMethodField(help_text="Si un plan puede empezar con esta versión.")

    class Meta:
        model = Regimen
        fields: ClassVar[list[str]] = [
            "id", "protocol", "version", "state", "is_usable", "source", "changes", "approved_body", "approved_on",
            "withdrawn_on", "withdrawn_reason",
        ]  # fmt: skip

    def get_is_usable(self, regimen: Regimen) -> bool:
        return regimen.state == RegimenState.APPROVED


class RegimenDetailSerializer(RegimenSerializer):
    phases = PhaseSerializer(many=True, read_only=True)

    class Meta(RegimenSerializer.Meta):
        fields: ClassVar[list[str]] = [*RegimenSerializer.Meta.fields, "phases"]


class DepartureSerializer(serializers.Serializer):
    """In how many plans in course a protocol is left one way; never a folio."""

    protocol = serializers.CharField(source="protocol.code")
    kind = serializers.CharField()
    drug = serializers.CharField()
    country = serializers.IntegerField(help_text="Planes en curso, en todo el país.")
    here = serializers.IntegerField(help_text="Los de las unidades que usted ve.")
    units = serializers.DictField(child=serializers.IntegerField())
