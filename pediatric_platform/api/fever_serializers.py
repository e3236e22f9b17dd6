"""Episodes of fever as the API tells them, and what a stamp takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.utils.timezone import is_naive
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.api.refs import UnitRef
from pediatric_platform.golden_hour import taken
from pediatric_platform.models import FeverClosing, FeverEpisode, FeverStamp, LateReason, Stamp
from supply.api.refs import DrugRef
from supply.models import Drug


class ReasonedField(serializers.ChoiceField):
    """A reason that may be missing: null, not an empty text."""

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) if value else None


class FeverEpisodeSerializer(serializers.ModelSerializer):
    """One line: the child by folio, each stamp's moment, and both clocks in whole minutes."""

    child = serializers.CharField(source="child.folio", read_only=True)
    unit = UnitRef(read_only=True)
    antibiotic = DrugRef(read_only=True, allow_null=True)
    late_reason = ReasonedField(choices=LateReason.choices, allow_null=True, read_only=True)
    closed_reason = ReasonedField(choices=FeverClosing.choices, allow_null=True, read_only=True)
    arrival_to_antibiotic = serializers.SerializerMethodField(help_text=_("Minutos enteros; nulo: falta un sello."))
    order_to_antibiotic = serializers.SerializerMethodField(help_text=_("Minutos enteros; nulo: falta un sello."))

    class Meta:
        model = FeverEpisode
        fields: ClassVar[list[str]] = [
            "folio", "child", "unit", "state", "temperature", "neutrophils", "fever_at", "prealert_at", "arrived_at",
            "triage_at", "evaluated_at", "ordered_at", "dispensed_at", "antibiotic_at", "antibiotic", "deadline_at",
            "arrival_to_antibiotic", "order_to_antibiotic", "late_reason", "late_note", "closed_at", "closed_reason",
            "closed_note", "opened_at", "edition",
        ]  # fmt: skip

    def get_arrival_to_antibiotic(self, row: FeverEpisode) -> int | None:
        return taken(row.arrived_at, row.antibiotic_at)

    def get_order_to_antibiotic(self, row: FeverEpisode) -> int | None:
        return taken(row.ordered_at, row.antibiotic_at)


class FeverStampSerializer(serializers.ModelSerializer):
    """A line of the history."""

    by = serializers.CharField(source="by.full_name", read_only=True, allow_null=True, default=None)
    at = serializers.DateTimeField(read_only=True, allow_null=True, help_text=_("Nulo: este renglón quitó el sello."))

    class Meta:
        model = FeverStamp
        fields: ClassVar[list[str]] = ["stamp", "at", "was", "reason", "noted_at", "by", "offline"]


class FeverEpisodeDetailSerializer(FeverEpisodeSerializer):
    """With everything that was ever set."""

    stamps = FeverStampSerializer(many=True, read_only=True)

    class Meta(FeverEpisodeSerializer.Meta):
        fields: ClassVar[list[str]] = [*FeverEpisodeSerializer.Meta.fields, "stamps"]


class MomentField(serializers.DateTimeField):
    """A moment that says its offset: hospitals keep several hours, and one of them changes it twice a year."""

    default_error_messages: ClassVar[Any] = {
        "offset": _("Escriba el huso de la hora, por ejemplo 2026-11-01T23:50:00-08:00."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if is_naive(value):
            self.fail("offset")
        return super().enforce_timezone(value)


class StampIn(serializers.Serializer):
    """One tap: now, or `at`."""

    stamp = serializers.ChoiceField(choices=Stamp.choices)
    at = MomentField(required=False, allow_null=True, default=None, help_text=_("Con su huso; sin él, ahora."))
    offline = serializers.BooleanField(default=False, help_text=_("El toque esperó la red."))
    reason = serializers.CharField(
        max_length=160, required=False, allow_blank=True, default="", help_text=_("De una corrección.")
    )
    antibiotic: Any = serializers.SlugRelatedField(
        "code", queryset=Drug.objects.active(), required=False, allow_null=True, default=None,
        help_text=_("Código de 10 dígitos; solo con `antibiotic`."),
    )  # fmt: skip
