"""Cases as the API tells them, and what their acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import UnitRef
from delegations.models import Posting, Unit
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.models import (
    Case,
    CaseEventKind,
    CaseFollower,
    CaseKind,
    ContactWay,
    WaitingFor,
)
from supply.api.refs import DrugRef
from supply.drug_keys import drug_of_key
from supply.models import Drug

LONG = 2_000
WORDS = _("Nulo para quien no lee lo que escriben las familias.")


class OwnerSerializer(serializers.ModelSerializer):
    """Who has it: what the directory publishes of a post."""

    name = serializers.CharField(source="person.full_name", read_only=True)

    class Meta:
        model = Posting
        fields: ClassVar[list[str]] = ["id", "name", "role", "office_phone", "office_email"]


class CaseSerializer(serializers.ModelSerializer):
    """One line: no name, and nothing that a family wrote."""

    unit = UnitRef(read_only=True)
    drug = DrugRef(read_only=True, allow_null=True)
    owner = OwnerSerializer(read_only=True, allow_null=True)
    merged_into = serializers.CharField(source="merged_into.folio", default=None, read_only=True, allow_null=True)
    drug_words = serializers.SerializerMethodField(help_text=WORDS)
    is_overdue = serializers.BooleanField(read_only=True)
    children = serializers.IntegerField(read_only=True)

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = [
            "folio", "unit", "kind", "drug", "drug_words", "needed_on", "severity", "state", "level", "owner",
            "owned_at", "waiting_for", "waiting_until", "channel", "opened_at", "contact_by", "contact_late_at",
            "contacted_at", "deadline_at", "agenda_on", "solved_at", "solution", "ended_at", "reopenings",
            "merged_into", "is_overdue", "children", "edition",
        ]  # fmt: skip

    def get_drug_words(self, case: Any) -> str | None:
        return case.drug_words if case.reads_words else None


class TouchedSerializer(serializers.Serializer):
    """Somebody whom it touches."""

    id = serializers.IntegerField(source="follower.pk")
    child = serializers.CharField(source="follower.child.folio", default=None, allow_null=True)
    channel = serializers.CharField(source="follower.channel")
    since = serializers.DateTimeField(source="follower.since")
    needed_on = serializers.DateField(source="follower.needed_on", allow_null=True)
    prescription_on = serializers.DateField(source="follower.prescription_on", allow_null=True)
    confirmed_at = serializers.DateTimeField(source="follower.confirmed_at", allow_null=True)
    confirmed_how = serializers.CharField(source="follower.confirmed_how")
    teller = serializers.CharField(help_text=WORDS)
    phone = serializers.CharField(help_text=WORDS)
    email = serializers.CharField(help_text=WORDS)
    story = serializers.CharField(help_text=WORDS)


class EntrySerializer(serializers.Serializer):
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=CaseEventKind.choices)
    text = serializers.CharField(help_text=_("Lo que pasó, en palabras."))
    by = serializers.CharField()
    note = serializers.CharField(help_text=WORDS)
    for_family = serializers.BooleanField()


class CaseDetailSerializer(CaseSerializer):
    """With whom it touches and what happened, newest first."""

    touched = TouchedSerializer(many=True, read_only=True)
    history = EntrySerializer(many=True, read_only=True)

    class Meta(CaseSerializer.Meta):
        fields: ClassVar[list[str]] = [*CaseSerializer.Meta.fields, "touched", "history"]


@extend_schema_field({"type": "string"})
class DrugKeyIn(serializers.Field):
    """A clave, or `sin-clave-<number>`; empty: nobody knows which."""

    def to_internal_value(self, data: Any) -> Drug | None:
        if data in ("", None):
            return None
        found = drug_of_key(str(data)[:40])
        if found is None:
            raise serializers.ValidationError(_("Ese medicamento no está en el catálogo."), code="unknown_drug")
        return found

    def to_representation(self, value: Any) -> str:
        return str(value)


class ToldIn(serializers.Serializer):
    """What somebody tells: of a child by folio, or of none."""

    child = serializers.CharField(max_length=14, required=False, allow_blank=True, default="")
    story = serializers.CharField(max_length=LONG, required=False, allow_blank=True, default="")
    needed_on = serializers.DateField(required=False, allow_null=True, default=None)
    prescription_on = serializers.DateField(required=False, allow_null=True, default=None)
    contact_name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    contact_phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    contact_email = serializers.EmailField(required=False, allow_blank=True, default="")


class OpenIn(ToldIn):
    unit = serializers.SlugRelatedField(
        slug_field="clues", queryset=Unit.objects.all(), help_text=_("CLUES del hospital.")
    )
    kind = serializers.ChoiceField(choices=CaseKind.choices)
    drug = DrugKeyIn(required=False, allow_null=True, default=None)
    drug_words = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")


class CaseReasonIn(EditedIn):
    reason = serializers.CharField(max_length=400)


class HandIn(CaseReasonIn):
    to = serializers.PrimaryKeyRelatedField(queryset=Posting.objects.all(), help_text=_("El nombramiento."))


class CaseContactIn(serializers.Serializer):
    way = serializers.ChoiceField(choices=ContactWay.choices)
    reached = serializers.BooleanField()
    text = serializers.CharField(max_length=LONG, required=False, allow_blank=True, default="")


class NoteIn(serializers.Serializer):
    text = serializers.CharField(max_length=LONG)
    for_family = serializers.BooleanField(required=False, default=False)


class WaitIn(EditedIn):
    whom = serializers.ChoiceField(choices=WaitingFor.choices)
    until = serializers.DateField()
    note = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")


class SolveIn(EditedIn):
    solution = serializers.CharField(max_length=400)


class MergeIn(EditedIn):
    into = serializers.CharField(max_length=14, help_text=_("Folio del otro caso."))


class FollowerIn(serializers.Serializer):
    follower = serializers.PrimaryKeyRelatedField(queryset=CaseFollower.objects.all())


class LeaveIn(FollowerIn):
    reason = serializers.CharField(max_length=160)


class CaseCorrectIn(EditedIn):
    kind = serializers.ChoiceField(choices=CaseKind.choices)
    drug = DrugKeyIn(required=False, allow_null=True, default=None)
    drug_words = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    needed_on = serializers.DateField(required=False, allow_null=True, default=None)


class SpreadSerializer(serializers.Serializer):
    """Elapsed time of `n` cases; `waiting` have not got there."""

    median_hours = serializers.SerializerMethodField()
    ninetieth_hours = serializers.SerializerMethodField()
    n = serializers.IntegerField()
    waiting = serializers.IntegerField()

    def get_median_hours(self, spread: Any) -> float | None:
        return hours(spread.median)

    def get_ninetieth_hours(self, spread: Any) -> float | None:
        return hours(spread.ninetieth)


def hours(length: Any) -> float | None:
    return None if length is None else round(length.total_seconds() / 3600, 2)


class ShareSerializer(serializers.Serializer):
    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    percent = serializers.FloatField(allow_null=True)


class StandingSerializer(serializers.Serializer):
    standing = serializers.IntegerField()
    overdue = serializers.IntegerField()
    vital = serializers.IntegerField()
    agenda = serializers.IntegerField()
    to_confirm = serializers.IntegerField()
    uncalled = serializers.IntegerField()
    children = serializers.IntegerField()
    oldest_at = serializers.DateTimeField(allow_null=True)


class MeasuresSerializer(serializers.Serializer):
    opened = serializers.IntegerField()
    taken = SpreadSerializer()
    contacted = SpreadSerializer()
    solved = SpreadSerializer()
    confirmed = ShareSerializer()
    again = ShareSerializer()
    reopened = ShareSerializer()


class DelegationCasesSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    standing = serializers.IntegerField()
    overdue = serializers.IntegerField()
    agenda = serializers.IntegerField()
    opened = serializers.IntegerField()
    solved = SpreadSerializer()


class CaseBoardSerializer(serializers.Serializer):
    """The board: what stands at `now`, and how the cases of the last `days` went."""

    now = serializers.DateTimeField()
    days = serializers.IntegerField()
    last_at = serializers.DateTimeField(allow_null=True)
    standing = StandingSerializer()
    measures = MeasuresSerializer()
    delegations = DelegationCasesSerializer(many=True)
