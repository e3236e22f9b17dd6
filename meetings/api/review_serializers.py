"""A review as the API tells it, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from meetings.actions.reviews import HOW, Read
from meetings.models import Review, ReviewState, Snapshot, Verdict
from pediatric_platform.api.editing import EditedIn


class ReviewSerializer(serializers.ModelSerializer):
    """`severity` only orders; `agreements` counts those that came of it."""

    code = serializers.CharField(read_only=True)
    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)
    agreements = serializers.IntegerField(source="agreed", read_only=True)

    class Meta:
        model = Review
        fields: ClassVar[list[str]] = [
            "id", "meeting", "position", "code", "delegation", "unit", "severity", "state", "verdict", "comment",
            "seconds", "shown_at", "reviewed_at", "snapshot", "agreements", "edition",
        ]  # fmt: skip


class FrozenSerializer(serializers.ModelSerializer):
    """Figures as they were: see the description of frozen figures."""

    class Meta:
        model = Snapshot
        fields: ClassVar[list[str]] = ["id", "week", "taken_at", "sha256", "data"]


class ReviewDetailSerializer(ReviewSerializer):
    figures = FrozenSerializer(source="snapshot", read_only=True, allow_null=True)

    class Meta(ReviewSerializer.Meta):
        fields: ClassVar[list[str]] = [*ReviewSerializer.Meta.fields, "figures"]


class WrittenReviewSerializer(ReviewSerializer):
    """`merged`: somebody had written meanwhile; `clash`: both versions of the same line stand, one must choose."""

    merged = serializers.BooleanField(read_only=True)
    clash = serializers.BooleanField(read_only=True)

    class Meta(ReviewSerializer.Meta):
        fields: ClassVar[list[str]] = [*ReviewSerializer.Meta.fields, "merged", "clash"]


class ReviewWriteIn(EditedIn):
    comment = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    read_comment = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    verdict = serializers.ChoiceField(choices=Verdict.choices, required=False, allow_blank=True)

    @staticmethod
    def asked(told: dict[str, Any]) -> dict[str, Any]:
        """As the action takes it."""
        read = Read(comment=told.pop("read_comment", None))
        return {**told, "read": read}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not {"comment", "verdict"} & attrs.keys():
            raise serializers.ValidationError(_("Mande el comentario, cómo está, o los dos."))
        return attrs


class ReviewMarkIn(EditedIn):
    state = serializers.ChoiceField(choices=ReviewState.choices)


class ReviewTimeIn(serializers.Serializer):
    seconds = serializers.IntegerField(min_value=1, max_value=3600)


class ReviewOrderIn(serializers.Serializer):
    """`how`, or `codes` one by one."""

    how = serializers.ChoiceField(choices=[(how, how) for how in HOW], required=False)
    codes = serializers.ListField(child=serializers.CharField(max_length=20), required=False, allow_empty=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError(_("Mande `how` o `codes`."))
        return attrs
