"""Plans, sessions and doses as the API tells them, and what their acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from delegations.api.refs import UnitRef
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.models import (
    Deviation,
    Dose,
    DosePiece,
    Growth,
    MoveReason,
    Plan,
    Regimen,
    Session,
    SessionMove,
)
from pediatric_platform.reach import STATUSES
from supply.models import CoverageStatus, Drug


class PieceSerializer(serializers.ModelSerializer):
    drug_code = serializers.CharField(source="drug.code", allow_null=True, read_only=True)
    drug_label = serializers.CharField(source="drug.label", read_only=True)

    class Meta:
        model = DosePiece
        fields: ClassVar[list[str]] = ["drug", "drug_code", "drug_label", "pieces"]


class DoseSerializer(serializers.ModelSerializer):
    pieces = PieceSerializer(many=True, read_only=True)
    awaits_confirmation = serializers.BooleanField(read_only=True)

    class Meta:
        model = Dose
        fields: ClassVar[list[str]] = [
            "id", "inn", "name", "route", "purpose", "unit", "rule_amount", "amount", "max_amount", "is_capped",
            "administrations", "days", "evidence", "state", "state_reason", "was_missing", "confirmed_at",
            "awaits_confirmation", "pieces",
        ]  # fmt: skip


class SessionSerializer(serializers.ModelSerializer):
    """One line of the list: no name, the folio."""

    folio = serializers.CharField(source="plan.child.folio", read_only=True)
    child_state = serializers.CharField(source="plan.child.state", read_only=True)
    unit = UnitRef(read_only=True)

    class Meta:
        model = Session
        fields: ClassVar[list[str]] = [
            "id", "plan", "folio", "child_state", "unit", "phase_position", "phase_name", "cycle", "day", "planned_on",
            "on", "state", "state_reason", "cancel_reason", "missing_drug", "given_on", "edition",
        ]  # fmt: skip


class MissingSerializer(serializers.Serializer):
    drug_id = serializers.IntegerField()
    drug_label = serializers.CharField()
    has_clave = serializers.BooleanField()
    pieces = serializers.IntegerField()
    short = serializers.IntegerField()


class AnswerSerializer(serializers.Serializer):
    """Whether everything for the session is there: `unknown` too where the unit's data are too old to say."""

    status = serializers.ChoiceField(choices=CoverageStatus.choices)
    expected_on = serializers.DateField(allow_null=True)
    data_at = serializers.DateTimeField(allow_null=True)
    missing = MissingSerializer(many=True)


class MoveSerializer(serializers.ModelSerializer):
    class Meta:
        model = SessionMove
        fields: ClassVar[list[str]] = ["moved_from", "moved_to", "reason", "note", "missing_drug", "moved_rest", "at"]


class SessionDetailSerializer(SessionSerializer):
    """With doses, pieces, moves and the answer of supply (null: nothing is asked for it)."""

    doses = DoseSerializer(many=True, read_only=True)
    moves = MoveSerializer(many=True, read_only=True)
    answer = AnswerSerializer(read_only=True, allow_null=True)

    class Meta(SessionSerializer.Meta):
        fields: ClassVar[list[str]] = [*SessionSerializer.Meta.fields, "doses", "moves", "answer"]

    def to_representation(self, instance: Any) -> Any:
        """`instance` is a DatedSession: the session and its answer side by side."""
        session = instance.session
        session.answer = None
        if instance.rank is not None:
            answer = instance.answer
            session.answer = {
                "status": STATUSES[instance.rank],
                "expected_on": answer.expected_on if answer else None,
                "data_at": answer.data_at if answer else None,
                "missing": instance.missing,
            }
        return super().to_representation(session)


class DeviationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Deviation
        fields: ClassVar[list[str]] = ["kind", "inn", "session_on", "before", "after", "reason", "at"]


class PlanSerializer(serializers.ModelSerializer):
    folio = serializers.CharField(source="child.folio", read_only=True)
    regimen_name = serializers.CharField(source="regimen", read_only=True)

    class Meta:
        model = Plan
        fields: ClassVar[list[str]] = [
            "id", "folio", "regimen", "regimen_name", "started_on", "first_phase", "growth", "state", "state_reason",
            "ended_on", "deviation_reason", "shift_days", "expanded_until", "edition",
        ]  # fmt: skip


class PlanDetailSerializer(PlanSerializer):
    deviations = DeviationSerializer(many=True, read_only=True)
    sessions = SessionSerializer(many=True, read_only=True)

    class Meta(PlanSerializer.Meta):
        fields: ClassVar[list[str]] = [*PlanSerializer.Meta.fields, "deviations", "sessions"]


class BeginIn(serializers.Serializer):
    folio = serializers.CharField(max_length=12)
    regimen = serializers.PrimaryKeyRelatedField(queryset=Regimen.objects.all())
    growth = serializers.PrimaryKeyRelatedField(queryset=Growth.objects.all())
    started_on = serializers.DateField()
    first_phase = serializers.IntegerField(default=1, min_value=1, max_value=99)
    deviation_reason = serializers.CharField(default="", max_length=400, allow_blank=True)
    allergy_reason = serializers.CharField(default="", max_length=400, allow_blank=True)


class ResizeIn(EditedIn):
    growth = serializers.PrimaryKeyRelatedField(queryset=Growth.objects.all())


class PlanEndIn(EditedIn):
    on = serializers.DateField()


class StopIn(PlanEndIn):
    reason = serializers.CharField(max_length=240)
    missing_drug = serializers.PrimaryKeyRelatedField(queryset=Drug.objects.all(), default=None, allow_null=True)


class CancelIn(EditedIn):
    reason = serializers.ChoiceField(choices=MoveReason.choices)
    note = serializers.CharField(default="", max_length=160, allow_blank=True)
    missing_drug = serializers.PrimaryKeyRelatedField(queryset=Drug.objects.all(), default=None, allow_null=True)


class MoveIn(CancelIn):
    to = serializers.DateField()
    move_rest = serializers.BooleanField(default=False)


class GiveIn(EditedIn):
    given_on = serializers.DateField()


class ReasonIn(EditedIn):
    reason = serializers.CharField(max_length=240)


class OmitIn(ReasonIn):
    was_missing = serializers.BooleanField(default=False, help_text=gettext_lazy("No se da porque no hay."))


class AmountIn(EditedIn):
    amount = serializers.DecimalField(max_digits=10, decimal_places=3)
    reason = serializers.CharField(max_length=400)
