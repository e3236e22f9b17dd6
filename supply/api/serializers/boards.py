"""What hurts in a week: drugs at zero, worst pairs."""

from __future__ import annotations

from rest_framework import serializers

from supply.models.weekly_line import Category


class ManagerSerializer(serializers.Serializer):
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    is_substitute = serializers.BooleanField()


class WorstPairSerializer(serializers.Serializer):
    """A drug that a unit must carry and has none, or nearly none, of."""

    clues = serializers.CharField()
    unit = serializers.CharField()
    delegation = serializers.CharField()
    code = serializers.CharField(allow_null=True)
    drug = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    usable = serializers.IntegerField()
    days_out = serializers.IntegerField()
    denied = serializers.IntegerField()
    cpm = serializers.FloatField()
    days_of_coverage = serializers.FloatField(allow_null=True)
    manager = ManagerSerializer(allow_null=True)


class ZeroDrugSerializer(serializers.Serializer):
    """A drug at zero somewhere: `pairs_out` units of `pairs` that must carry it."""

    drug_id = serializers.IntegerField()
    code = serializers.CharField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]
    usable = serializers.IntegerField()
    pairs_out = serializers.IntegerField()
    pairs = serializers.IntegerField()
    denied = serializers.IntegerField()
