"""A child as the API tells it: no CURP, NSS or agregado ever; and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from delegations.api.refs import UnitRef
from delegations.models import Unit
from pediatric_platform.api.editing import EDITION, EditedIn
from pediatric_platform.models import Allergy, AllergySeverity, Child, ChildState, Diagnosis, Growth, Sex, Stay

CLUES = gettext_lazy("CLUES del hospital.")


class DiagnosisRef(serializers.ModelSerializer):
    class Meta:
        model = Diagnosis
        fields: ClassVar[list[str]] = ["code", "name", "icd10"]


class ChildSerializer(serializers.ModelSerializer):
    """One line of the list."""

    full_name = serializers.CharField(read_only=True)
    unit = UnitRef(read_only=True)
    diagnosis = DiagnosisRef(read_only=True)
    regimen = serializers.CharField(source="regimen_name", read_only=True, allow_null=True)
    measured_on = serializers.DateField(read_only=True, allow_null=True)
    next_on = serializers.DateField(
        read_only=True, allow_null=True, help_text=gettext_lazy("La próxima sesión programada.")
    )

    class Meta:
        model = Child
        fields: ClassVar[list[str]] = [
            "folio", "full_name", "birth_date", "sex", "unit", "diagnosis", "risk", "state", "state_on", "regimen",
            "measured_on", "next_on", "edition",
        ]  # fmt: skip


class GrowthSerializer(serializers.ModelSerializer):
    class Meta:
        model = Growth
        fields: ClassVar[list[str]] = ["id", "measured_on", "weight_kg", "height_cm", "surface_m2", "unusual_reason"]


class AllergySerializer(serializers.ModelSerializer):
    class Meta:
        model = Allergy
        fields: ClassVar[list[str]] = [
            "id", "substance", "inn", "reaction", "severity", "noted_on", "refuted_at", "refuted_reason",
        ]  # fmt: skip


class StaySerializer(serializers.ModelSerializer):
    unit = UnitRef(read_only=True)

    class Meta:
        model = Stay
        fields: ClassVar[list[str]] = ["unit", "since", "until"]


class ChildDetailSerializer(ChildSerializer):
    """With its measures, allergies and stays; that it was read is written down."""

    has_curp = serializers.SerializerMethodField()
    growth = GrowthSerializer(many=True, read_only=True)
    allergies = AllergySerializer(many=True, read_only=True)
    stays = StaySerializer(many=True, read_only=True)

    class Meta(ChildSerializer.Meta):
        fields: ClassVar[list[str]] = [
            *ChildSerializer.Meta.fields, "given_names", "first_surname", "second_surname", "diagnosed_on",
            "prior_anthracycline", "state_reason", "has_curp", "growth", "allergies", "stays",
        ]  # fmt: skip

    def get_has_curp(self, child: Child) -> bool:
        return bool(child.curp_print)


class ChildFields(serializers.Serializer):
    given_names = serializers.CharField(max_length=80)
    first_surname = serializers.CharField(max_length=80)
    second_surname = serializers.CharField(max_length=80, required=False, allow_blank=True)
    birth_date = serializers.DateField()
    sex = serializers.ChoiceField(Sex.choices, help_text=gettext_lazy("Como en la CURP: M niña, H niño."))
    curp = serializers.CharField(max_length=30, required=False, allow_blank=True)
    without_curp = serializers.CharField(max_length=120, required=False, allow_blank=True)
    nss = serializers.CharField(max_length=30, required=False, allow_blank=True)
    agregado = serializers.CharField(max_length=20, required=False, allow_blank=True)
    diagnosis = serializers.SlugRelatedField("code", queryset=Diagnosis.objects.order_by("name"))
    risk = serializers.CharField(max_length=60, required=False, allow_blank=True)
    diagnosed_on = serializers.DateField(required=False, allow_null=True)
    prior_anthracycline = serializers.DecimalField(max_digits=6, decimal_places=1, min_value=0, required=False)
    another_because = serializers.CharField(
        max_length=240,
        required=False,
        allow_blank=True,
        help_text=gettext_lazy("Por qué es otra niña u otro niño, cuando 409 muestra a alguien parecido."),
    )


class RegisterIn(ChildFields):
    unit = serializers.SlugRelatedField("clues", queryset=Unit.objects.all(), help_text=CLUES)
    since = serializers.DateField(required=False, allow_null=True)


class CorrectIn(ChildFields):
    edition = serializers.IntegerField(min_value=1, help_text=EDITION)

    def get_fields(self) -> dict[str, Any]:
        """Only what changes is sent, and always the edition."""
        fields = super().get_fields()
        for name, field in fields.items():
            field.required = name == "edition"
        return fields


class GrowthIn(serializers.Serializer):
    measured_on = serializers.DateField()
    weight_kg = serializers.DecimalField(max_digits=6, decimal_places=2)
    height_cm = serializers.DecimalField(max_digits=5, decimal_places=1)
    unusual_reason = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class AllergyIn(serializers.Serializer):
    substance = serializers.CharField(max_length=120)
    inn = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    reaction = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")
    severity = serializers.ChoiceField(AllergySeverity.choices)
    noted_on = serializers.DateField()


class TransferIn(EditedIn):
    to = serializers.SlugRelatedField("clues", queryset=Unit.objects.all(), help_text=CLUES)
    on = serializers.DateField()
    reason = serializers.CharField(max_length=240)


class TransferredSerializer(serializers.Serializer):
    """What the sending hospital is still told of the child."""

    folio = serializers.CharField()
    unit = UnitRef()


class StateIn(EditedIn):
    state = serializers.ChoiceField(ChildState.choices)
    on = serializers.DateField()
    reason = serializers.CharField(max_length=240)
