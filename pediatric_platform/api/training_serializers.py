"""Whom the record is taught to, and the trainings, as the API tells them and takes them."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import UnitRef
from pediatric_platform.api.rollout_serializers import EditionIn
from pediatric_platform.models import (
    Attendance,
    Trainee,
    TraineeRole,
    Training,
)


class TraineeSerializer(serializers.ModelSerializer):
    unit = UnitRef(source="site.unit", read_only=True)
    has_account = serializers.SerializerMethodField()
    trained = serializers.BooleanField(read_only=True)

    class Meta:
        model = Trainee
        fields: ClassVar[list[str]] = ["id", "unit", "full_name", "role", "has_account", "trained"]

    def get_has_account(self, row: Trainee) -> bool:
        return row.person_id is not None


class AttendanceSerializer(serializers.ModelSerializer):
    """Scores and folios are for whoever leads the roll-out there, and for each their own; for others they are null."""

    trainee = serializers.IntegerField(source="trainee_id", read_only=True)
    full_name = serializers.CharField(source="trainee.full_name", read_only=True)
    score = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField()

    class Meta:
        model = Attendance
        fields: ClassVar[list[str]] = ["id", "trainee", "full_name", "came", "passed", "score", "certificate"]

    def _seen(self, row: Attendance) -> bool:
        return bool(self.context["manages"]) or row.trainee.person_id == self.context["person_id"]

    def get_score(self, row: Attendance) -> str | None:
        return str(row.score) if row.score is not None and self._seen(row) else None

    def get_certificate(self, row: Attendance) -> str | None:
        return row.certificate or None if self._seen(row) else None


class TrainingSerializer(serializers.ModelSerializer):
    unit = UnitRef(read_only=True)
    people = serializers.IntegerField(read_only=True)
    came = serializers.IntegerField(read_only=True)
    passed = serializers.IntegerField(read_only=True)

    class Meta:
        model = Training
        fields: ClassVar[list[str]] = [
            "id", "unit", "on", "starts_at", "hours", "topic", "trainer", "room", "pass_mark", "cancelled_reason",
            "closed_at", "people", "came", "passed", "edition",
        ]  # fmt: skip


class TrainingDetailSerializer(TrainingSerializer):
    attendances = AttendanceSerializer(many=True, read_only=True)

    class Meta(TrainingSerializer.Meta):
        fields: ClassVar[list[str]] = [*TrainingSerializer.Meta.fields, "attendances"]


class StaffIn(serializers.Serializer):
    clues = serializers.CharField(max_length=11)
    names = serializers.ListField(child=serializers.CharField(max_length=160), min_length=1, max_length=200)
    role = serializers.ChoiceField(TraineeRole.choices)


class TrainingFactsIn(serializers.Serializer):
    on = serializers.DateField()
    starts_at = serializers.TimeField()
    hours = serializers.DecimalField(max_digits=4, decimal_places=1)
    topic = serializers.CharField(max_length=160)
    trainer = serializers.CharField(max_length=160)
    room = serializers.CharField(max_length=120, required=False, allow_blank=True)
    pass_mark = serializers.DecimalField(max_digits=4, decimal_places=1, required=False)


class TrainingIn(TrainingFactsIn):
    clues = serializers.CharField(max_length=11)


class EnrolIn(serializers.Serializer):
    trainees = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=500)


class MarkIn(serializers.Serializer):
    id = serializers.IntegerField()
    came = serializers.BooleanField(allow_null=True)
    score = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True, required=False)


class MarksIn(EditionIn):
    marks = MarkIn(many=True)
