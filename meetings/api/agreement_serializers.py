"""Agreements as the API tells them, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from delegations.models import Delegation, Posting, Unit
from delegations.roles import Role
from meetings.agreement_owner import Owner
from meetings.agreement_words import condition_sentence, owner_text
from meetings.condition_facts import ConditionFacts
from meetings.models import Agreement, AgreementEvent, AgreementState, Condition, ConditionKind
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.models import Case, MilestoneKind
from supply.models import Drug, SupplyOrder, Transfer


class ConditionSerializer(serializers.ModelSerializer):
    """`met` is null where the data cannot say; `sentence` says the whole of it."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Condition
        fields: ClassVar[list[str]] = [
            "kind", "sentence", "threshold", "hold_weeks", "role", "milestone", "met", "met_since", "value",
            "data_as_of", "evaluated_at",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"role": {"allow_blank": True}, "milestone": {"allow_blank": True}}

    def get_sentence(self, row: Condition) -> str:
        return condition_sentence(row)


class AgreementMeetingSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    series = serializers.CharField(source="series.code")
    number = serializers.IntegerField()


class AgreementSerializer(serializers.ModelSerializer):
    meeting = AgreementMeetingSerializer(read_only=True)
    owner = serializers.SerializerMethodField()
    owner_posting = serializers.IntegerField(source="owner_id", read_only=True, allow_null=True)
    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)
    drug = serializers.CharField(source="drug.code", read_only=True, allow_null=True)
    case = serializers.CharField(source="case.folio", read_only=True, allow_null=True)
    condition = serializers.SerializerMethodField()
    was_on_time = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = Agreement
        fields: ClassVar[list[str]] = [
            "folio", "meeting", "text", "owner", "owner_role", "owner_posting", "due_on", "first_due_on", "delegation",
            "unit", "drug", "case", "state", "state_at", "fulfilled_on", "was_on_time", "closing_note", "carried",
            "reopenings", "for_families", "family_text", "agreed_at", "condition", "edition",
        ]  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"owner_role": {"allow_blank": True}}

    def get_owner(self, row: Agreement) -> str:
        return owner_text(row)

    @extend_schema_field(ConditionSerializer(allow_null=True))
    def get_condition(self, row: Agreement) -> Any:
        condition = getattr(row, "condition", None)
        return ConditionSerializer(condition).data if condition is not None else None


class AgreementEventSerializer(serializers.ModelSerializer):
    before: Any = serializers.ChoiceField(AgreementState.choices, allow_blank=True)
    after: Any = serializers.ChoiceField(AgreementState.choices, allow_blank=True)

    class Meta:
        model = AgreementEvent
        fields: ClassVar[list[str]] = ["kind", "at", "before", "after", "value", "data_as_of", "text"]


class AgreementDetailSerializer(AgreementSerializer):
    events = AgreementEventSerializer(many=True, read_only=True)

    class Meta(AgreementSerializer.Meta):
        fields: ClassVar[list[str]] = [*AgreementSerializer.Meta.fields, "events"]


class OwnerIn(serializers.Serializer):
    """A post by its role and place; `posting` where many hold the role over the country; or who is from outside."""

    role = serializers.ChoiceField(Role.choices, required=False)
    delegation: Any = serializers.SlugRelatedField("code", queryset=Delegation.objects.all(), required=False)
    clues: Any = serializers.SlugRelatedField("clues", queryset=Unit.objects.all(), required=False, source="unit")
    posting: Any = serializers.PrimaryKeyRelatedField(
        queryset=Posting.objects.filter(is_national=True).select_related("person"), required=False
    )
    name = serializers.CharField(max_length=160, required=False)
    organisation = serializers.CharField(max_length=160, required=False)


class ConditionIn(serializers.Serializer):
    """What it leaves out is the agreement's own place, drug and case."""

    kind = serializers.ChoiceField(ConditionKind.choices)
    threshold = serializers.DecimalField(8, 2, min_value=0, required=False)
    hold_weeks = serializers.IntegerField(min_value=1, max_value=26, required=False)
    transfer: Any = serializers.PrimaryKeyRelatedField(queryset=Transfer.objects.all(), required=False)
    supply_order: Any = serializers.SlugRelatedField("number", queryset=SupplyOrder.objects.all(), required=False)
    role = serializers.ChoiceField(Role.choices, required=False)
    milestone = serializers.ChoiceField(MilestoneKind.choices, required=False)


class AgreementWordsIn(serializers.Serializer):
    text = serializers.CharField(max_length=2_000)
    family_text = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    delegation: Any = serializers.SlugRelatedField("code", queryset=Delegation.objects.all(), required=False)
    clues: Any = serializers.SlugRelatedField("clues", queryset=Unit.objects.all(), required=False, source="unit")
    drug: Any = serializers.SlugRelatedField("code", queryset=Drug.objects.all(), required=False)
    case: Any = serializers.SlugRelatedField("folio", queryset=Case.objects.all(), required=False)
    condition = ConditionIn(required=False, allow_null=True)

    def told(self) -> dict[str, Any]:
        """As the actions take it: all of it, what is left out as nothing."""
        data: dict[str, Any] = dict(self.validated_data)
        condition = data.pop("condition", None)
        for name in ("delegation", "unit", "drug", "case"):
            data.setdefault(name, None)
        return data | {"condition": ConditionFacts(**condition) if condition else None}


class AgreementIn(AgreementWordsIn):
    owner = OwnerIn()
    due_on = serializers.DateField()
    review = serializers.IntegerField(min_value=1, required=False, help_text=_("La revisión en que se tomó."))
    key = serializers.CharField(max_length=64, required=False, help_text=_("La misma llave dos veces es un acuerdo."))

    def told(self) -> dict[str, Any]:
        data = super().told()
        return data | {"owner": Owner(**data["owner"])}


class AgreementChangeIn(AgreementWordsIn, EditedIn):
    pass


class AgreementGiveIn(EditedIn):
    owner = OwnerIn()


class ProgressIn(serializers.Serializer):
    text = serializers.CharField(max_length=400)


class AgreementFulfilIn(EditedIn):
    note = serializers.CharField(max_length=400)
    on = serializers.DateField(required=False)


class AgreementDueIn(EditedIn):
    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=400)


class AgreementReasonIn(EditedIn):
    reason = serializers.CharField(max_length=400)


class KeptSerializer(serializers.Serializer):
    """Counts of what fell due in the period; the share is of `on_time` in `due`."""

    due = serializers.IntegerField()
    on_time = serializers.IntegerField()
    later = serializers.IntegerField()
    not_kept = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class KeptRowSerializer(serializers.Serializer):
    name = serializers.CharField()
    kept = KeptSerializer()
    pending = serializers.IntegerField()
    risk = serializers.IntegerField()


class AgreementBoardSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField()
    kept = KeptSerializer()
    pending = serializers.IntegerField()
    at_risk = serializers.IntegerField(source="risk")
    broken = serializers.IntegerField()
    delegations = serializers.SerializerMethodField()
    owners = KeptRowSerializer(many=True)
    meetings = KeptRowSerializer(many=True)

    @extend_schema_field(KeptRowSerializer(many=True))
    def get_delegations(self, board: Any) -> Any:
        return KeptRowSerializer([row for _place, row in board.delegations], many=True).data
