"""The error's shape as the schema describes it."""

from __future__ import annotations

from rest_framework import serializers


class FaultSerializer(serializers.Serializer):
    field = serializers.CharField(help_text="lines.3.pieces", allow_blank=True)
    line = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)
    sheet = serializers.CharField(required=False, allow_blank=True)
    row = serializers.IntegerField(required=False)
    column = serializers.CharField(required=False, allow_blank=True)
    value = serializers.CharField(required=False, allow_blank=True)


class ProblemSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)
    faults = FaultSerializer(many=True)


class ErrorSerializer(serializers.Serializer):
    error = ProblemSerializer()
