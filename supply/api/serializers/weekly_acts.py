"""What is sent about a week: signature, observation, upload, prescriptions of a day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from delegations.api.error_schema import FaultSerializer
from supply.api.fields import WeekField
from supply.api.serializers.lines import CountLine, DrugLine, many

MOST_PRESCRIPTIONS = 1_000_000


class CorrectionIn(serializers.Serializer):
    """What was counted at one place as of the week's Sunday, and why it differs."""

    place = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=240)
    lines = many(CountLine, least=1)


class SignatureIn(serializers.Serializer):
    seen_at = serializers.DateTimeField(
        help_text=gettext_lazy("El `drafted_at` del borrador que leyó: nadie firma cifras que no ha visto.")
    )
    corrections = many(CorrectionIn, 10, required=False, default=list)


class ObservationIn(serializers.Serializer):
    note = serializers.CharField(max_length=2000)


class NothingIn(serializers.Serializer):
    """An empty body."""


class UploadIn(serializers.Serializer):
    week = WeekField()
    file = serializers.FileField(
        max_length=200, help_text=gettext_lazy("XLSX, o ZIP de CSV: existencias, movimientos, recetas.")
    )
    dry_run = serializers.BooleanField(default=False, help_text=gettext_lazy("Revisa y calcula todo sin guardar nada."))


class UploadAnswer(serializers.Serializer):
    """What an upload did, or would do (`dry_run`)."""

    ok = serializers.BooleanField()
    week = serializers.CharField()
    dry_run = serializers.BooleanField()
    already_there = serializers.BooleanField()
    rows = serializers.IntegerField()
    documents = serializers.DictField(child=serializers.IntegerField())
    movements = serializers.IntegerField()
    reversed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    adjusted_up = serializers.IntegerField()
    adjusted_down = serializers.IntegerField()
    prescriptions = serializers.IntegerField()
    owners = serializers.ListField(child=serializers.CharField())
    reports = serializers.ListField(child=serializers.IntegerField())
    warnings = FaultSerializer(many=True)


class TallyLine(DrugLine):
    filled = serializers.IntegerField(min_value=0, max_value=MOST_PRESCRIPTIONS, default=0)
    partly_filled = serializers.IntegerField(min_value=0, max_value=MOST_PRESCRIPTIONS, default=0)
    denied = serializers.IntegerField(min_value=0, max_value=MOST_PRESCRIPTIONS, default=0)


class TalliesIn(serializers.Serializer):
    day = serializers.DateField()
    lines = many(TallyLine, 2000, least=1)


class TalliesAnswer(serializers.Serializer):
    day = serializers.DateField()
    drugs = serializers.IntegerField()
