"""Mixing orders, mixtures, vials and the trace, as the API tells and takes them. Children go by folio."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from delegations.api.refs import PlaceRef, UnitRef
from delegations.models import Place, PlaceKind
from pediatric_platform.mixing_rules import LONGEST_STABILITY_HOURS, Check
from pediatric_platform.models import Draw, MixingOrder, Mixture, MixtureEvent, Session, Vial


class DrawSerializer(serializers.ModelSerializer):
    vial_id = serializers.IntegerField(read_only=True)
    lot = serializers.CharField(source="vial.lot.number", read_only=True)
    lot_id = serializers.IntegerField(source="vial.lot_id", read_only=True)
    lot_state = serializers.CharField(source="vial.lot.state", read_only=True)
    expires_on = serializers.DateField(source="vial.lot.expires_on", read_only=True)
    unit = serializers.CharField(source="vial.unit", read_only=True)

    class Meta:
        model = Draw
        fields: ClassVar[list[str]] = ["vial_id", "lot_id", "lot", "lot_state", "expires_on", "amount", "unit", "at"]


class EventSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.full_name", read_only=True, default=None)

    class Meta:
        model = MixtureEvent
        fields: ClassVar[list[str]] = ["before", "after", "at", "by", "reason", "checks"]


class MixtureSerializer(serializers.ModelSerializer):
    order = serializers.CharField(source="order.folio", read_only=True)
    child = serializers.CharField(source="order.session.plan.child.folio", read_only=True)
    session_id = serializers.IntegerField(source="order.session_id", read_only=True)
    hospital = UnitRef(source="order.session.unit", read_only=True)
    place = PlaceRef(source="order.place", read_only=True)
    for_day = serializers.DateField(source="order.for_day", read_only=True)
    dose_id = serializers.IntegerField(read_only=True)
    inn = serializers.CharField(source="dose.inn", read_only=True)
    name = serializers.CharField(source="dose.name", read_only=True)

    class Meta:
        model = Mixture
        fields: ClassVar[list[str]] = [
            "id", "order", "child", "session_id", "hospital", "place", "for_day", "dose_id", "inn", "name", "number",
            "amount", "unit", "route", "diluent", "volume_ml", "label", "state", "use_before", "edition",
        ]  # fmt: skip


class MixtureDetailSerializer(MixtureSerializer):
    """With its draws, its steps and `holds`: why it must not be used, in words."""

    draws = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()
    holds = serializers.SerializerMethodField()

    class Meta(MixtureSerializer.Meta):
        fields: ClassVar[list[str]] = [*MixtureSerializer.Meta.fields, "draws", "events", "holds"]

    def _file(self, mixture: Mixture) -> Any:
        from_context = self.context.get("file")
        if from_context is None or from_context.mixture.pk != mixture.pk:
            raise ValueError("the view gives the file")
        return from_context

    def get_draws(self, mixture: Mixture) -> list[dict[str, Any]]:
        return list(DrawSerializer(self._file(mixture).draws, many=True).data)

    def get_events(self, mixture: Mixture) -> list[dict[str, Any]]:
        return list(EventSerializer(self._file(mixture).events, many=True).data)

    def get_holds(self, mixture: Mixture) -> list[str]:
        return [str(hold) for hold in self._file(mixture).holds]


class MixingOrderSerializer(serializers.ModelSerializer):
    child = serializers.CharField(source="session.plan.child.folio", read_only=True)
    session_id = serializers.IntegerField(read_only=True)
    place = PlaceRef(read_only=True)
    hospital = UnitRef(source="session.unit", read_only=True)

    class Meta:
        model = MixingOrder
        fields: ClassVar[list[str]] = [
            "folio", "child", "session_id", "hospital", "place", "for_day", "note", "requested_at", "cancelled_at",
            "cancelled_reason",
        ]  # fmt: skip


class VialSerializer(serializers.ModelSerializer):
    place = PlaceRef(read_only=True)
    lot = serializers.CharField(source="lot.number", read_only=True)
    lot_id = serializers.IntegerField(read_only=True)
    drug = serializers.CharField(source="lot.drug.label", read_only=True)
    left = serializers.SerializerMethodField()

    class Meta:
        model = Vial
        fields: ClassVar[list[str]] = [
            "id", "place", "drug", "lot_id", "lot", "amount", "left", "unit", "opened_at", "use_before", "discarded_at",
            "discarded_amount",
        ]  # fmt: skip

    def get_left(self, vial: Vial) -> str:
        return str(vial.amount - vial.drawn)  # type: ignore[attr-defined]  # annotated


class RequestIn(serializers.Serializer):
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.none())
    place = serializers.SlugRelatedField(slug_field="code", queryset=Place.objects.none())
    note = serializers.CharField(max_length=240, required=False, default="", allow_blank=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        view = self.context.get("view")
        if view is not None and not getattr(view, "swagger_fake_view", False):
            self.fields["session"].queryset = Session.objects.visible_to(view.person)  # type: ignore[attr-defined]
            # A centre may prepare for another unit of the delegation.
            near = Session.objects.visible_to(view.person).values("unit__delegation")
            centres = Place.objects.active().filter(kind=PlaceKind.MIXING_CENTRE, delegation__in=near)
            self.fields["place"].queryset = centres  # type: ignore[attr-defined]


class StepIn(serializers.Serializer):
    """`edition`: the one that was read; another one by now is refused."""

    edition = serializers.IntegerField(required=False, allow_null=True, default=None)


class ReasonedIn(StepIn):
    reason = serializers.CharField(max_length=240)


class RejectionIn(ReasonedIn):
    """`was_missing`: there is nothing to make it of."""

    was_missing = serializers.BooleanField(required=False, default=False)


class AdministrationIn(StepIn):
    reason = serializers.CharField(max_length=240, required=False, default="", allow_blank=True)


class ValidationIn(StepIn):
    checks = serializers.MultipleChoiceField(choices=Check.choices)
    hours = serializers.IntegerField(min_value=1, max_value=LONGEST_STABILITY_HOURS)
    diluent = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    volume_ml = serializers.IntegerField(min_value=1, max_value=5000, required=False, allow_null=True, default=None)
    allergy_reason = serializers.CharField(max_length=240, required=False, default="", allow_blank=True)


class LotReachedSerializer(serializers.Serializer):
    """A child of one's own units that a lot was prepared for or handed out to."""

    folio = serializers.CharField()
    hospital = serializers.CharField(source="clues")
    drug = serializers.CharField(source="drug_name")
    mixture_id = serializers.IntegerField(allow_null=True)
    dose_id = serializers.IntegerField()
    state = serializers.CharField()
    was_given = serializers.BooleanField()
    amount = serializers.DecimalField(max_digits=12, decimal_places=3, allow_null=True)
    unit = serializers.CharField(allow_null=True)
    pieces = serializers.IntegerField(allow_null=True)
    day = serializers.DateField()


class UnitCountSerializer(serializers.Serializer):
    hospital = serializers.CharField(source="clues", allow_null=True)
    children = serializers.IntegerField()
    given = serializers.IntegerField()


class LotTraceSerializer(serializers.Serializer):
    """`rows` of one's own; `elsewhere` counted by hospital, null where it is outside one's view."""

    rows = LotReachedSerializer(many=True)
    elsewhere = UnitCountSerializer(many=True)
