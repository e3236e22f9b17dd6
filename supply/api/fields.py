"""Fields of our own: a week, a share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from supply.filters.cells import FIRST_YEAR, LAST_YEAR
from supply.weeks import IsoWeek


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-W\d{2}$", "example": "2026-W46"})
class WeekField(serializers.Field):
    """A week as 2026-W46; kept as the date of its Monday, read as an `IsoWeek`."""

    def to_representation(self, value: date) -> str:
        return str(IsoWeek.of(value))

    def to_internal_value(self, data: Any) -> IsoWeek:
        try:
            week = IsoWeek.parse(str(data))
        except ValueError as error:
            raise serializers.ValidationError(_("No es una semana (se escribe 2026-W46).")) from error
        if not FIRST_YEAR <= week.year <= LAST_YEAR:
            raise serializers.ValidationError(_("No es una semana (se escribe 2026-W46)."))
        return week
