"""Series and meetings as the API tells them, and what its acts take."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from meetings.models import Meeting, Series
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.api.rollout_serializers import PersonRef


class SeriesRef(serializers.ModelSerializer):
    class Meta:
        model = Series
        fields: ClassVar[list[str]] = ["code", "name", "time_zone"]


class SeriesSerializer(serializers.ModelSerializer):
    members = serializers.IntegerField(source="member_count", read_only=True)
    held = serializers.IntegerField(source="held_count", read_only=True)
    next_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Series
        fields: ClassVar[list[str]] = [
            "code", "name", "purpose", "weekday", "starts_at", "minutes", "time_zone", "every_weeks", "anchor_on",
            "rest_rule", "place", "has_reviews", "with_families", "quorum", "is_active", "members", "held", "next_at",
            "edition",
        ]  # fmt: skip


class MeetingSerializer(serializers.ModelSerializer):
    """`called` and `there` are counts; `called_at` null: nobody was called yet."""

    series = SeriesRef(read_only=True)
    called = serializers.IntegerField(source="people", read_only=True)
    there = serializers.IntegerField(read_only=True)
    chair = PersonRef(read_only=True, allow_null=True)
    secretary = PersonRef(read_only=True, allow_null=True)

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = [
            "id", "series", "number", "planned_on", "starts_at", "minutes", "place", "video_link", "note", "state",
            "week", "chair", "secretary", "called_at", "opened_at", "closed_at", "moved_reason", "cancelled_reason",
            "called", "there", "edition",
        ]  # fmt: skip


class MeetingsPlanIn(serializers.Serializer):
    until = serializers.DateField(help_text=_("A más tardar un año desde hoy."))


class PlannedSerializer(serializers.Serializer):
    """Numbers of the meetings that are new, and of those that took over another hour or a day of rest."""

    new = serializers.ListField(child=serializers.IntegerField())
    realigned = serializers.ListField(child=serializers.IntegerField())


class MeetingMoveIn(EditedIn):
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(min_value=5, max_value=1440, required=False)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    video_link = serializers.URLField(max_length=300, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=240)


class MeetingReasonIn(EditedIn):
    reason = serializers.CharField(max_length=240)
