"""Minutes as the API tells them and takes them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from meetings.forms.minutes import LONGEST
from meetings.models import Addendum, Minutes, MinutesPaper, Signature
from pediatric_platform.api.editing import EDITION


class MinutesMeetingSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    series = serializers.CharField(source="series.code")
    number = serializers.IntegerField()
    on = serializers.DateField()


class SignatureSerializer(serializers.ModelSerializer):
    class Meta:
        model = Signature
        fields: ClassVar[list[str]] = ["name", "post", "at", "sha256"]


class AddendumSerializer(serializers.ModelSerializer):
    class Meta:
        model = Addendum
        fields: ClassVar[list[str]] = ["number", "text", "at", "name", "post", "sha256"]


class PaperSerializer(serializers.ModelSerializer):
    class Meta:
        model = MinutesPaper
        fields: ClassVar[list[str]] = ["kind", "addenda", "sha256", "made_at"]


class SectionSerializer(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()


class MinutesSerializer(serializers.ModelSerializer):
    meeting = MinutesMeetingSerializer(read_only=True)

    class Meta:
        model = Minutes
        fields: ClassVar[list[str]] = ["folio", "meeting", "drafted_at", "signed_at", "sha256", "edition"]


class MinutesDetailSerializer(MinutesSerializer):
    sections = serializers.SerializerMethodField()
    signatures = SignatureSerializer(many=True, read_only=True)
    addenda = AddendumSerializer(many=True, read_only=True)
    papers = PaperSerializer(many=True, read_only=True)

    class Meta(MinutesSerializer.Meta):
        fields: ClassVar[list[str]] = [
            *MinutesSerializer.Meta.fields, "sections", "family_text", "content", "signatures", "addenda", "papers",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "content": {"help_text": _("Todo lo que se firmó, anexos incluidos; nulo mientras es borrador.")}
        }

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, row: Minutes) -> Any:
        return SectionSerializer(row.sections, many=True).data


class WrittenSectionIn(serializers.Serializer):
    key = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=LONGEST, allow_blank=True)
    base = serializers.CharField(
        max_length=LONGEST, allow_blank=True, required=False,
        help_text=_("El texto que leyó: si alguien cambió esa parte después, se juntan las dos versiones."),
    )  # fmt: skip


class MinutesWriteIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, help_text=EDITION)
    sections = WrittenSectionIn(many=True, required=False, default=list)
    family_text = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)


class AddendumIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONGEST)
