"""The golden hour's figures as the API tells them: counts, and what chance explains."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.api.refs import UnitRef
from pediatric_platform.models import FeverClosing, LateReason
from supply.api.refs import DrugRef


class ClockSerializer(serializers.Serializer):
    """Of one clock: how many episodes, how many within the limit, their share (0 to 1), their median in minutes."""

    n = serializers.IntegerField()
    within = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)


class TwoClocksSerializer(serializers.Serializer):
    arrival = ClockSerializer(help_text=_("De la llegada al antibiótico."))
    order = ClockSerializer(help_text=_("De la indicación al antibiótico; solo donde se selló."))


class LimitsSerializer(serializers.Serializer):
    """Three sigma on both sides of the usual share, for that month's number of episodes."""

    lower = serializers.FloatField()
    upper = serializers.FloatField()


class FeverMonthSerializer(TwoClocksSerializer):
    month = serializers.DateField()
    limits = LimitsSerializer(allow_null=True)


class FeverHospitalSerializer(serializers.Serializer):
    unit = UnitRef()
    arrival = ClockSerializer(source="clocks.arrival")
    order = ClockSerializer(source="clocks.order")


class FeverSignalsSerializer(serializers.Serializer):
    """Months outside the limits, and where a run on one side of the usual begins."""

    outside = serializers.ListField(child=serializers.DateField())
    better_from = serializers.DateField(allow_null=True)
    worse_from = serializers.DateField(allow_null=True)


class LateCountSerializer(serializers.Serializer):
    reason: Any = serializers.ChoiceField(
        choices=LateReason.choices, allow_null=True, help_text=_("Nulo: nadie lo dijo.")
    )
    count = serializers.IntegerField()


class ClosedCountSerializer(serializers.Serializer):
    reason: Any = serializers.ChoiceField(choices=FeverClosing.choices)
    count = serializers.IntegerField()


class AntibioticCountSerializer(serializers.Serializer):
    drug = DrugRef(allow_null=True)
    count = serializers.IntegerField()


class FeverFiguresSerializer(serializers.Serializer):
    """Of the days from `first` to `last`, by each hospital's own calendar."""

    first = serializers.DateField()
    last = serializers.DateField()
    data_at = serializers.DateTimeField(allow_null=True)
    running = serializers.IntegerField(help_text=_("Todavía sin antibiótico."))
    total = TwoClocksSerializer()
    months = FeverMonthSerializer(many=True)
    usual_share = serializers.FloatField(allow_null=True, help_text=_("Nulo: hay muy pocos meses con episodios."))
    usual_median = serializers.FloatField(allow_null=True)
    share_signals = FeverSignalsSerializer()
    median_signals = FeverSignalsSerializer()
    hospitals = FeverHospitalSerializer(many=True)
    late = LateCountSerializer(many=True)
    closed = ClosedCountSerializer(many=True)
    antibiotics = AntibioticCountSerializer(many=True)
