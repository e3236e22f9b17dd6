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
    Answer,
    Attendance,
    BlockedBy,
    Finding,
    Milestone,
    RolloutSite,
    Trainee,
    TraineeRole,
    Training,
    Visit,
    VisitAnswer,
    VisitItem,
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
