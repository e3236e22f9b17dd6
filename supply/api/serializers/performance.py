"""How purchases go, and warning signs, as the API tells them."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from delegations.api.refs import DelegationRef, PlaceRef
from supply.api.refs import DrugRef
from supply.models import SignState, WarningSign
from supply.sign_words import how_unusual, sentence


class SumsSerializer(serializers.Serializer):
    """Money in pesos; `compared` is what was spent on claves with a price of reference, `saved` the distance to it.

    `packs` of orders whose deadline passed or that are complete; `awaited_*` are past their deadline and not here."""

    spent = serializers.DecimalField(max_digits=20, decimal_places=2)
    compared = serializers.DecimalField(max_digits=20, decimal_places=2)
    saved = serializers.DecimalField(max_digits=20, decimal_places=2)
    orders = serializers.IntegerField()
    packs = serializers.IntegerField()
    received = serializers.IntegerField()
    on_time = serializers.IntegerField()
    fill_rate = serializers.FloatField(allow_null=True)
    punctuality = serializers.FloatField(allow_null=True)
    awaited_orders = serializers.IntegerField()
    awaited_pieces = serializers.IntegerField()
    awaited_value = serializers.DecimalField(max_digits=20, decimal_places=2)


class BoardRowSerializer(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()
    sums = SumsSerializer()


class BoardMonthSerializer(serializers.Serializer):
    month = serializers.DateField()
    sums = SumsSerializer()


class DesertedSerializer(serializers.Serializer):
    tender = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    clave = serializers.CharField()
    drug = serializers.CharField()
    packs = serializers.IntegerField()


class PurchaseBoardSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField()
    whole = SumsSerializer()
    committed = serializers.DecimalField(max_digits=20, decimal_places=2)
    months = BoardMonthSerializer(many=True)
    suppliers = BoardRowSerializer(many=True)
    claves = BoardRowSerializer(many=True)
    delegations = BoardRowSerializer(many=True)
    awarded = serializers.IntegerField()
    deserted = DesertedSerializer(many=True)


class DeliveringSerializer(serializers.Serializer):
    """A supplier and a clave. `chances`: percent that an order, looked at a month before its deadline, is there by it
    and 7, 14 and 28 days later; `basis`: whose record weighs most, `own` how many orders the pair's own has."""

    supplier_id = serializers.IntegerField(source="supplier.pk")
    supplier = serializers.CharField(source="supplier.name")
    clave = serializers.CharField(source="presentation.clave")
    drug = serializers.CharField(source="presentation.drug.label")
    orders = serializers.IntegerField(source="told.orders")
    packs = serializers.IntegerField(source="told.packs")
    received = serializers.IntegerField(source="told.received")
    on_time = serializers.IntegerField(source="told.on_time")
    awaited = serializers.IntegerField(source="told.awaited")
    never_came = serializers.IntegerField(source="told.never_came")
    fill_rate = serializers.FloatField(source="told.fill_rate", allow_null=True)
    punctuality = serializers.FloatField(source="told.punctuality", allow_null=True)
    usual_days_late = serializers.IntegerField(source="told.usual_days", allow_null=True)
    slow_days_late = serializers.IntegerField(source="told.slow_days", allow_null=True)
    chances = serializers.ListField(child=serializers.FloatField())
    basis = serializers.CharField()
    own = serializers.IntegerField()


class WarningSignSerializer(serializers.ModelSerializer):
    """`says` in words what was seen; `unusual` is the share of the `compared` cases that are less so."""

    says = serializers.SerializerMethodField()
    how_unusual = serializers.SerializerMethodField()
    unusual = serializers.FloatField()
    supplier = serializers.CharField(source="supplier.name", default=None, allow_null=True)
    contract = serializers.CharField(source="contract_line.contract.number", default=None, allow_null=True)
    supply_order = serializers.CharField(source="supply_order.number", default=None, allow_null=True)
    delegation = DelegationRef(read_only=True, allow_null=True)
    place = PlaceRef(read_only=True, allow_null=True)
    drug = DrugRef(read_only=True, allow_null=True)

    class Meta:
        model = WarningSign
        fields: ClassVar[list[str]] = [
            "id", "kind", "says", "how_unusual", "unusual", "compared", "facts", "supplier", "contract",
            "supply_order", "delegation", "place", "drug", "first_seen", "last_seen", "state", "note", "closed_at",
            "edition",
        ]  # fmt: skip

    def get_says(self, sign: WarningSign) -> str:
        return sentence(sign)

    def get_how_unusual(self, sign: WarningSign) -> str:
        return how_unusual(sign)


class SignReviewIn(serializers.Serializer):
    """What was found out; `edition` as it was read, so that nobody's answer is written over."""

    state = serializers.ChoiceField(choices=SignState.choices)
    note = serializers.CharField(max_length=400)
    edition = serializers.IntegerField(required=False, allow_null=True, default=None)
