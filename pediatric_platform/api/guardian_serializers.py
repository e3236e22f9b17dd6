"""Guardians and consents as the API tells them, and what their acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from pediatric_platform.models import Consent, ConsentMethod, Guardian, Relation


class ConsentSerializer(serializers.ModelSerializer):
    version = serializers.CharField(source="text.version", read_only=True)

    class Meta:
        model = Consent
        fields: ClassVar[list[str]] = ["id", "version", "method", "given_on", "written_at", "withdrawn_at"]


class GuardianSerializer(serializers.ModelSerializer):
    full_name = serializers.CharField(source="person.full_name", read_only=True)
    email = serializers.EmailField(source="person.email", read_only=True)
    has_joined = serializers.BooleanField(source="person.has_joined", read_only=True)
    consent = serializers.SerializerMethodField()

    class Meta:
        model = Guardian
        fields: ClassVar[list[str]] = [
            "id", "full_name", "email", "relation", "phone", "has_joined", "since", "ended_at", "consent",
        ]  # fmt: skip

    def get_consent(self, guardian: Guardian) -> dict[str, Any] | None:
        """The one in force; none: the relative sees nothing."""
        standing = [row for row in guardian.consents.all() if row.withdrawn_at is None]
        return ConsentSerializer(standing[0]).data if standing else None


class ConsentIn(serializers.Serializer):
    given_on = serializers.DateField()


class GuardianIn(serializers.Serializer):
    email = serializers.EmailField()
    full_name = serializers.CharField(max_length=160)
    relation = serializers.ChoiceField(choices=Relation.choices)
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    method = serializers.ChoiceField(choices=ConsentMethod.choices)
    given_on = serializers.DateField(required=False, allow_null=True, default=None)


class ReasonIn(serializers.Serializer):
    reason = serializers.CharField(max_length=240)
