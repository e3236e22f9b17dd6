"""Kits, doors and numbers of the golden hour as the API tells them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from pediatric_platform.models import FeverDoor, FeverRule, KitAlert, KitItem, KitRole
from supply.models import Drug

MOST = 100_000


class FeverRuleSerializer(serializers.ModelSerializer):
    class Meta:
        model = FeverRule
        fields: ClassVar[list[str]] = ["code", "name", "value", "unit", "source", "standing"]


class FeverDoorSerializer(serializers.ModelSerializer):
    unit: Any = serializers.SlugRelatedField("clues", read_only=True)

    class Meta:
        model = FeverDoor
        fields: ClassVar[list[str]] = ["unit", "name", "directions", "phone", "hours", "is_open"]


class DoorIn(serializers.Serializer):
    name = serializers.CharField(max_length=120)
    directions = serializers.CharField(max_length=240, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True)
    hours = serializers.CharField(max_length=80, required=False, allow_blank=True)
    is_open = serializers.BooleanField(default=True)


class KitItemSerializer(serializers.ModelSerializer):
    drug: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = KitItem
        fields: ClassVar[list[str]] = ["id", "role", "name", "drug", "minimum", "is_active"]


class KitLineSerializer(serializers.Serializer):
    """An item with what there is of it."""

    item = KitItemSerializer()
    on_hand = serializers.IntegerField(
        allow_null=True, help_text=_("Piezas utilizables según el libro, o lo contado; nulo: nadie lo ha contado.")
    )
    at = serializers.DateTimeField(allow_null=True, help_text=_("De cuándo es el dato."))
    is_short = serializers.BooleanField(help_text=_("Por debajo del mínimo."))
    is_known = serializers.BooleanField(help_text=_("Falso: sin contar, o contado hace demasiado."))


class KitSerializer(serializers.Serializer):
    lines = KitLineSerializer(many=True)
    is_short = serializers.BooleanField()
    lacks_antibiotic = serializers.BooleanField(help_text=_("El botiquín pide antibióticos y no hay ninguno."))


class KitItemIn(serializers.Serializer):
    role = serializers.ChoiceField(choices=KitRole.choices)
    minimum = serializers.IntegerField(min_value=1, max_value=MOST)
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    drug: Any = serializers.SlugRelatedField(
        "code", queryset=Drug.objects.active(), required=False, allow_null=True, help_text=_("Código de 10 dígitos.")
    )


class KitItemChangeIn(serializers.Serializer):
    minimum = serializers.IntegerField(min_value=1, max_value=MOST)
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    is_active = serializers.BooleanField(default=True)


class CountedIn(serializers.Serializer):
    item = serializers.IntegerField()
    pieces = serializers.IntegerField(min_value=0, max_value=MOST)


class KitCountIn(serializers.Serializer):
    lines = CountedIn(many=True, allow_empty=False)


class KitAlertSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="item.unit.clues", read_only=True)
    item: Any = serializers.SlugRelatedField("name", read_only=True)

    class Meta:
        model = KitAlert
        fields: ClassVar[list[str]] = [
            "id", "unit", "item", "on_hand", "minimum", "since", "escalated_at", "ended_at",
        ]  # fmt: skip
