"""The roll-out as the API tells it, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import UnitRef
from delegations.models import Person
from pediatric_platform.api.editing import EDITION
from pediatric_platform.models import (
    BlockedBy,
    Milestone,
    RolloutSite,
)
from pediatric_platform.rollout_rules import Standing


class PersonRef(serializers.ModelSerializer):
    """Staff, by name."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["id", "full_name"]


class RolloutMilestoneSerializer(serializers.ModelSerializer):
    owner = PersonRef(read_only=True)
    done_by = PersonRef(read_only=True, allow_null=True)

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = [
            "kind", "owner", "due_on", "done_on", "done_by", "blocked_by", "blocked_since", "blocked_note", "edition",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"blocked_by": {"allow_blank": True}}


class MeasuredSerializer(serializers.Serializer):
    """What the data say: counts, from which a share is divided."""

    children = serializers.IntegerField(source="registered.active", help_text=str(_("En tratamiento, en el registro.")))
    first_child_on = serializers.DateField(source="registered.first_on", allow_null=True)
    trained = serializers.IntegerField(source="staff.trained")
    staff = serializers.IntegerField(source="staff.people")
    same_day = serializers.IntegerField(source="use.same_day")
    later = serializers.IntegerField(source="use.later")
    unrecorded = serializers.IntegerField(source="use.unrecorded")


class RolloutSiteSerializer(serializers.ModelSerializer):
    """A hospital with how it stands; `rank` and the rest come from `ranked_sites`."""

    unit = UnitRef(read_only=True)
    delegation = serializers.CharField(source="unit.delegation.code", read_only=True)
    standing = serializers.SerializerMethodField(help_text="blocked, late, unplanned, on_time, done")
    milestones_done = serializers.IntegerField(source="done", read_only=True)
    milestones_planned = serializers.IntegerField(source="planned", read_only=True)
    blocked_by = serializers.CharField(read_only=True, allow_null=True)
    blocked_since = serializers.DateField(read_only=True, allow_null=True)
    next_due = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = RolloutSite
        fields: ClassVar[list[str]] = [
            "unit", "delegation", "standing", "milestones_done", "milestones_planned", "blocked_by", "blocked_since",
            "next_due", "expected_children", "expected_source", "note", "is_simulated",
        ]  # fmt: skip

    def get_standing(self, row: RolloutSite) -> str:
        return str(list(Standing)[row.rank].value)  # type: ignore[attr-defined]  # annotated by ranked_sites


class RolloutSiteDetailSerializer(RolloutSiteSerializer):
    milestones = RolloutMilestoneSerializer(many=True, read_only=True)
    measured = serializers.SerializerMethodField(help_text="Sesiones de los últimos 28 días terminados.")

    class Meta(RolloutSiteSerializer.Meta):
        fields: ClassVar[list[str]] = [*RolloutSiteSerializer.Meta.fields, "milestones", "measured"]

    @extend_schema_field(MeasuredSerializer)
    def get_measured(self, row: RolloutSite) -> dict[str, Any]:
        return dict(MeasuredSerializer(self.context["measured"]).data)


# --- What the acts take


class EditionIn(serializers.Serializer):
    edition = serializers.IntegerField(required=False, help_text=EDITION)


@extend_schema_field(serializers.IntegerField)
class OwnerField(serializers.PrimaryKeyRelatedField):
    """Somebody of the staff whom the caller sees, by number."""

    def get_queryset(self) -> Any:
        request = self.context.get("request")
        if request is None or not isinstance(request.user, Person):
            return Person.objects.none()
        return Person.objects.visible_to(request.user)


class SiteIn(serializers.Serializer):
    clues = serializers.CharField(max_length=11)
    owner = OwnerField(required=False, allow_null=True)
    finish_on = serializers.DateField(required=False, allow_null=True)


class ExpectedIn(serializers.Serializer):
    expected = serializers.IntegerField(min_value=1, max_value=9999, allow_null=True)
    source = serializers.CharField(max_length=160, allow_blank=True)  # type: ignore[assignment]  # a field of that name
    note = serializers.CharField(max_length=240, allow_blank=True, required=False)


class MilestoneIn(EditionIn):
    owner = OwnerField()
    due_on = serializers.DateField()


class BlockIn(EditionIn):
    why = serializers.ChoiceField(BlockedBy.choices)
    since = serializers.DateField()
    note = serializers.CharField(max_length=240)


class DayIn(EditionIn):
    on = serializers.DateField()


class RolloutReasonIn(EditionIn):
    reason = serializers.CharField(max_length=240)
