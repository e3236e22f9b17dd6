"""Visits of verification and their findings, as the API tells them and takes them."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from pediatric_platform.api.rollout_serializers import EditionIn, OwnerField, PersonRef
from pediatric_platform.models import (
    Answer,
    Finding,
    Visit,
    VisitAnswer,
    VisitItem,
)


class VisitItemSerializer(serializers.ModelSerializer):
    class Meta:
        model = VisitItem
        fields: ClassVar[list[str]] = ["code", "text", "position", "is_active"]


class FindingSerializer(serializers.ModelSerializer):
    unit = UnitRef(source="visit.site.unit", read_only=True)
    visit = serializers.IntegerField(source="visit_id", read_only=True)
    item: Any = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    owner = PersonRef(read_only=True)

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = [
            "id", "unit", "visit", "item", "text", "owner", "due_on", "done_on", "done_note",
        ]  # fmt: skip


class VisitSerializer(serializers.ModelSerializer):
    unit = UnitRef(source="site.unit", read_only=True)
    lead = PersonRef(read_only=True)

    class Meta:
        model = Visit
        fields: ClassVar[list[str]] = [
            "id", "unit", "on", "lead", "team", "cancelled_reason", "signed_at", "edition",
        ]  # fmt: skip


class VisitAnswerSerializer(serializers.ModelSerializer):
    item: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = VisitAnswer
        fields: ClassVar[list[str]] = ["item", "answer", "note"]


class VisitDetailSerializer(VisitSerializer):
    answers = VisitAnswerSerializer(many=True, read_only=True)
    findings = FindingSerializer(many=True, read_only=True)

    class Meta(VisitSerializer.Meta):
        fields: ClassVar[list[str]] = [*VisitSerializer.Meta.fields, "summary", "figures", "answers", "findings"]


class VisitIn(serializers.Serializer):
    clues = serializers.CharField(max_length=11)
    on = serializers.DateField()
    lead = OwnerField()
    team = serializers.CharField(max_length=2_000, required=False, allow_blank=True)


class AnswerIn(serializers.Serializer):
    item = serializers.SlugField(max_length=40)
    answer = serializers.ChoiceField(Answer.choices, allow_blank=True)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class AnswersIn(EditionIn):
    answers = AnswerIn(many=True)
    summary = serializers.CharField(max_length=6_000, required=False, allow_blank=True)


class FindingIn(serializers.Serializer):
    text = serializers.CharField(max_length=400)
    owner = OwnerField()
    due_on = serializers.DateField()
    item = serializers.SlugField(max_length=40, required=False, allow_null=True)


class ReassignIn(serializers.Serializer):
    owner = OwnerField()
    due_on = serializers.DateField()


class ResolveIn(serializers.Serializer):
    on = serializers.DateField()
    note = serializers.CharField(max_length=240)
