"""A matter of an agenda and frozen figures as the API tells them, and what the acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from meetings.actions.agenda import WAYS
from meetings.models import AgendaItem, AgendaState, Snapshot
from meetings.selectors.agenda import shown
from pediatric_platform.api.editing import EditedIn


class AgendaLineSerializer(serializers.Serializer):
    """`delegation` (code) and `unit` (CLUES) say whose it is; of neither, it is the country's."""

    text = serializers.CharField()
    value = serializers.CharField()
    href = serializers.CharField()
    delegation = serializers.CharField()
    unit = serializers.CharField()


class AgendaItemSerializer(serializers.ModelSerializer):
    """`lines`: what the data say, of the places that the caller sees; `hidden` counts the others."""

    added_by = serializers.CharField(source="whose", read_only=True)
    lines = AgendaLineSerializer(many=True, read_only=True)
    hidden = serializers.IntegerField(read_only=True)

    class Meta:
        model = AgendaItem
        fields: ClassVar[list[str]] = [
            "id", "meeting", "kind", "position", "title", "body", "minutes", "lines", "hidden", "as_of", "added_by",
            "is_proposed", "is_dropped", "state", "notes", "edition",
        ]  # fmt: skip

    def to_representation(self, instance: Any) -> dict[str, Any]:
        told = shown(instance, self.context["eyes"])
        instance.lines, instance.hidden = told.lines, told.hidden
        return super().to_representation(instance)


class MatterIn(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    body = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    minutes = serializers.IntegerField(min_value=1, max_value=480, required=False)


class MatterChangeIn(EditedIn):
    title = serializers.CharField(max_length=200, required=False)
    body = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    minutes = serializers.IntegerField(min_value=1, max_value=480, required=False)


class AgendaNoteIn(EditedIn):
    state = serializers.ChoiceField(choices=AgendaState.choices, required=False)
    notes = serializers.CharField(max_length=6000, required=False, allow_blank=True, trim_whitespace=False)


class MatterMoveIn(serializers.Serializer):
    to = serializers.ChoiceField(choices=WAYS, help_text=_("Arriba, abajo, al principio o al final."))


class SnapshotSerializer(serializers.ModelSerializer):
    """`sha256` is of the canonical JSON of `data`: keys in order, no blanks."""

    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)

    class Meta:
        model = Snapshot
        fields: ClassVar[list[str]] = ["id", "meeting", "kind", "delegation", "unit", "week", "taken_at", "sha256"]


class SnapshotDetailSerializer(SnapshotSerializer):
    class Meta(SnapshotSerializer.Meta):
        fields: ClassVar[list[str]] = [*SnapshotSerializer.Meta.fields, "data"]
