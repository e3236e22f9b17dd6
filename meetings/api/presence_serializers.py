"""Who is on a meeting's list, as the API tells it, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from delegations.models import Delegation, Unit
from meetings.actions.presence.correct import ParticipantFacts
from meetings.models import Attendance, ParticipantKind, Presence
from meetings.naming_consent import shown_name, shown_representative


class MeetingAttendanceSerializer(serializers.ModelSerializer):
    """`name` and `represented_by` are initials of a relative who has not agreed to be named."""

    name = serializers.SerializerMethodField()
    represented_by = serializers.SerializerMethodField()
    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)

    class Meta:
        model = Attendance
        fields: ClassVar[list[str]] = [
            "id", "kind", "name", "post", "organisation", "delegation", "unit", "is_required", "presence",
            "represented_by", "noted_at", "noted_via",
        ]  # fmt: skip

    def get_name(self, row: Attendance) -> str:
        return shown_name(row)

    def get_represented_by(self, row: Attendance) -> str:
        return shown_representative(row)


class KindCountSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=ParticipantKind.choices)
    people = serializers.IntegerField()
    there = serializers.IntegerField()


class QuorumSerializer(serializers.Serializer):
    """`counting` participants count for the quorum, `there` of them are present or represented, `needed` make it."""

    counting = serializers.IntegerField(source="quorum.required")
    there = serializers.IntegerField(source="quorum.there")
    needed = serializers.IntegerField(source="quorum.needed")
    missing = serializers.IntegerField(source="quorum.missing")
    percent = serializers.IntegerField(source="quorum.percent", allow_null=True)
    holds = serializers.BooleanField(source="quorum.holds")
    people = serializers.IntegerField()
    present = serializers.IntegerField()
    represented = serializers.IntegerField()
    excused = serializers.IntegerField()
    absent = serializers.IntegerField()
    expected = serializers.IntegerField()
    kinds = KindCountSerializer(many=True)
    noted_at = serializers.DateTimeField(allow_null=True)


class ParticipantIn(serializers.Serializer):
    """Who somebody is."""

    name = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=ParticipantKind.choices)
    post = serializers.CharField(max_length=160, required=False, allow_blank=True)
    organisation = serializers.CharField(max_length=160, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    delegation = serializers.SlugRelatedField("code", queryset=Delegation.objects.all(), required=False)
    clues = serializers.SlugRelatedField("clues", queryset=Unit.objects.all(), required=False, source="unit")
    is_required = serializers.BooleanField(required=False)

    def facts(self) -> ParticipantFacts:
        told: dict[str, Any] = dict(self.validated_data)
        told.pop("presence", None)
        return ParticipantFacts(**told)


class ArrivalIn(ParticipantIn):
    presence = serializers.ChoiceField(choices=Presence.choices, default=Presence.PRESENT)


class PresenceIn(serializers.Serializer):
    """`was`: what was read; if it changed since, the answer is 409."""

    presence = serializers.ChoiceField(choices=Presence.choices)
    represented_by = serializers.CharField(max_length=160, required=False, allow_blank=True)
    was = serializers.ChoiceField(choices=Presence.choices, required=False)


class OwnPresenceIn(serializers.Serializer):
    presence = serializers.ChoiceField(choices=Presence.choices)
    represented_by = serializers.CharField(max_length=160, required=False, allow_blank=True)


class NamingIn(serializers.Serializer):
    may_be_named = serializers.BooleanField()
