"""Guides as the API tells them: as kept, the document by its address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.roles import Role
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.models import (
    Guide,
    GuideKind,
    GuideLanguage,
    GuideLink,
    GuideReach,
    GuideStatement,
    GuideVersion,
)


class GuideSerializer(serializers.ModelSerializer):
    """A guide with its version in force."""

    version = serializers.IntegerField(
        source="version_id", allow_null=True, help_text=_("La versión vigente; nulo: ninguna.")
    )
    number = serializers.CharField(allow_null=True)
    issued_on = serializers.DateField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    differs = serializers.CharField(allow_null=True, help_text=_("En qué difiere del criterio único."))
    is_read = serializers.BooleanField(help_text=_("Si quien pregunta anotó que leyó la versión vigente."))
    is_owed = serializers.BooleanField(help_text=_("Si su función debe leerla."))

    class Meta:
        model = Guide
        fields: ClassVar[list[str]] = [
            "code", "title", "title_en", "kind", "reach", "body", "topics", "is_public", "must_read", "is_simulated",
            "version", "number", "issued_on", "language", "differs", "is_read", "is_owed",
        ]  # fmt: skip


class GuideLinkSerializer(serializers.ModelSerializer):
    protocol: Any = serializers.SlugRelatedField("code", read_only=True)
    diagnosis: Any = serializers.SlugRelatedField("code", read_only=True)
    drug: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = GuideLink
        fields: ClassVar[list[str]] = ["protocol", "diagnosis", "drug"]


class GuideVersionSerializer(serializers.ModelSerializer):
    guide: Any = serializers.SlugRelatedField("code", read_only=True)
    has_file = serializers.SerializerMethodField()

    class Meta:
        model = GuideVersion
        fields: ClassVar[list[str]] = [
            "id", "guide", "number", "issued_on", "language", "evidence", "source", "url", "has_file", "summary",
            "differs", "state", "published_at", "withdrawn_reason", "edition",
        ]  # fmt: skip

    def get_has_file(self, version: GuideVersion) -> bool:
        return bool(version.file_name)


class StatementSerializer(serializers.ModelSerializer):
    class Meta:
        model = GuideStatement
        fields: ClassVar[list[str]] = ["id", "key", "position", "text", "grade"]


class GuideVersionDetailSerializer(GuideVersionSerializer):
    statements = StatementSerializer(many=True, read_only=True)

    class Meta(GuideVersionSerializer.Meta):
        fields: ClassVar[list[str]] = [*GuideVersionSerializer.Meta.fields, "statements"]


class GuideDetailSerializer(GuideSerializer):
    links = GuideLinkSerializer(many=True, read_only=True)

    class Meta(GuideSerializer.Meta):
        fields: ClassVar[list[str]] = [*GuideSerializer.Meta.fields, "links"]


class GuideIn(serializers.Serializer):
    code = serializers.SlugField(max_length=60)
    title = serializers.CharField(max_length=240)
    title_en = serializers.CharField(max_length=240, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=GuideKind.choices)
    reach = serializers.ChoiceField(choices=GuideReach.choices)
    body = serializers.CharField(max_length=160)
    topics = serializers.CharField(max_length=240, required=False, allow_blank=True)
    is_public = serializers.BooleanField(default=False)
    must_read = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices), required=False)


class GuideVersionIn(serializers.Serializer):
    number = serializers.CharField(max_length=20)
    language = serializers.ChoiceField(choices=GuideLanguage.choices)
    source: Any = serializers.CharField(max_length=300)
    issued_on = serializers.DateField(required=False, allow_null=True)
    evidence = serializers.CharField(max_length=160, required=False, allow_blank=True)
    url = serializers.URLField(max_length=300, required=False, allow_blank=True)
    summary = serializers.CharField(max_length=8_000, required=False, allow_blank=True)
    differs = serializers.CharField(max_length=8_000, required=False, allow_blank=True)


class StatementIn(EditedIn):
    key = serializers.SlugField(max_length=40)
    text = serializers.CharField(max_length=2_000)
    grade = serializers.CharField(max_length=40, required=False, allow_blank=True)
    position = serializers.IntegerField(min_value=1, max_value=500, required=False)


class GuideWithdrawalIn(EditedIn):
    reason = serializers.CharField(max_length=240)


class PointChangeSerializer(serializers.Serializer):
    """A point of two versions."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=["same", "other", "added", "removed"])
    before = StatementSerializer(allow_null=True)
    after = StatementSerializer(allow_null=True)


class GuideReaderSerializer(serializers.Serializer):
    """A post that must read the guide, and whether its holder has."""

    person = serializers.CharField(source="person.full_name")
    role = serializers.CharField()
    unit = serializers.CharField(source="unit.clues", allow_null=True, default=None)
    delegation = serializers.CharField(source="delegation.code", allow_null=True, default=None)
    read_at = serializers.DateTimeField(allow_null=True)


class GuideReadingSerializer(serializers.Serializer):
    """That the one who asks has read it."""

    version = serializers.IntegerField(source="version_id")
    at = serializers.DateTimeField()
