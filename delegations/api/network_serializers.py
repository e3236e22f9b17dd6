"""The network as the API tells it, and what its acts take."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from delegations.api.refs import DelegationRef, UnitRef
from delegations.models import Delegation, Handover, Holding, Posting, Unit
from delegations.roles import POSTS, Role
from delegations.selectors.network import GapKind
from delegations.selectors.network.directory import Contact, Entry
from delegations.selectors.network.gaps import Gap

STAFF_ROLES = [(role.value, role.label) for role in Role if role is not Role.FAMILY]
GIVEN_HOLDINGS = [(holding.value, holding.label) for holding in Holding if holding is not Holding.ACTING]


class NetworkQuestion(serializers.Serializer):
    """What the directory may be asked."""

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text=gettext_lazy("Lugar, estado, hospital o persona, como se escriba: «zona 2 aguascalientes»."),
    )
    delegacion = serializers.SlugRelatedField(
        "code", queryset=Delegation.objects.order_by("name"), required=False, help_text=gettext_lazy("Código.")
    )


class ContactSerializer(serializers.Serializer[Contact]):
    name = serializers.CharField()
    holding = serializers.ChoiceField(Holding.choices)
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)


class NetworkPlaceSerializer(serializers.Serializer):
    """A hospital in the directory and on the gaps board."""

    clues = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    level = serializers.IntegerField(allow_null=True, required=False)
    municipality = serializers.CharField(allow_blank=True, required=False)


class NetworkEntrySerializer(serializers.Serializer[Entry]):
    """A delegation (`unit` null) or a hospital, with its holders: exactly what the public page shows."""

    delegation = serializers.SerializerMethodField()
    state = serializers.CharField(allow_blank=True)
    unit = serializers.SerializerMethodField()
    in_charge = ContactSerializer(allow_null=True)
    titular = ContactSerializer(allow_null=True)
    substitute = ContactSerializer(allow_null=True)
    acting = ContactSerializer(allow_null=True)

    @extend_schema_field(DelegationRef)
    def get_delegation(self, entry: Entry) -> dict[str, str]:
        return {"code": entry.delegation_code, "name": entry.delegation_name}

    @extend_schema_field(NetworkPlaceSerializer(allow_null=True))
    def get_unit(self, entry: Entry) -> dict[str, Any] | None:
        return NetworkPlaceSerializer(entry).data if entry.is_unit else None


class TaskSerializer(serializers.Serializer):
    role = serializers.ChoiceField(STAFF_ROLES)
    person = serializers.CharField(source="person.full_name", default=None, allow_null=True)
    fell_back = serializers.BooleanField(help_text=gettext_lazy("La representación está vacante."))


class GapSerializer(serializers.Serializer[Gap]):
    kind = serializers.ChoiceField(GapKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    severity = serializers.IntegerField(help_text=gettext_lazy("1 es lo más grave."))
    delegation = serializers.SerializerMethodField()
    unit = serializers.SerializerMethodField()
    holding = serializers.ChoiceField(Holding.choices)
    since = serializers.DateField(allow_null=True, help_text=gettext_lazy("Nulo: desde siempre."))
    until = serializers.DateField(allow_null=True)
    posting_id = serializers.IntegerField(allow_null=True)
    holder = serializers.CharField(allow_blank=True)
    coming = serializers.CharField(allow_blank=True)
    coming_on = serializers.DateField(allow_null=True)
    task = TaskSerializer()

    @extend_schema_field(DelegationRef)
    def get_delegation(self, gap: Gap) -> dict[str, str]:
        return {"code": gap.place.delegation_code, "name": gap.place.delegation_name}

    @extend_schema_field(UnitRef(allow_null=True))
    def get_unit(self, gap: Gap) -> dict[str, str] | None:
        place = gap.place
        return {"clues": place.clues, "name": place.name} if place.is_unit else None


class NetworkPostingSerializer(serializers.ModelSerializer):
    person = serializers.CharField(source="person.full_name", read_only=True)
    has_joined = serializers.BooleanField(source="person.has_joined", read_only=True)
    delegation = DelegationRef(read_only=True, allow_null=True)
    unit = UnitRef(read_only=True, allow_null=True)
    covers = serializers.IntegerField(source="covers_id", read_only=True, allow_null=True)

    class Meta:
        model = Posting
        fields: ClassVar[list[str]] = [
            "id", "person", "has_joined", "role", "holding", "is_national", "delegation", "unit", "covers",
            "starts_on", "ends_on", "office_phone", "office_email", "contact_confirmed_at", "contact_bounced_at",
        ]  # fmt: skip


class AppointedSerializer(serializers.Serializer):
    posting = NetworkPostingSerializer()
    invited = serializers.BooleanField(help_text=gettext_lazy("No tenía cuenta: se le envió una invitación."))


class HandoverSerializer(serializers.ModelSerializer):
    from_posting = NetworkPostingSerializer(read_only=True)
    to_posting = NetworkPostingSerializer(read_only=True)

    class Meta:
        model = Handover
        fields: ClassVar[list[str]] = [
            "id", "from_posting", "to_posting", "note", "work", "made_at", "acknowledged_at",
        ]  # fmt: skip


class InScope(serializers.SlugRelatedField):
    """A delegation or unit by its code, among those that the caller sees."""

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        request = self.context.get("request")
        return rows.visible_to(request.user) if request is not None else rows


class OfficeIn(serializers.Serializer):
    office_phone = serializers.CharField(required=False, allow_blank=True, max_length=40, default="")
    office_email = serializers.EmailField(required=False, allow_blank=True, max_length=254, default="")


class AppointIn(OfficeIn):
    """`unit`, `delegation` or neither (the country), as the role goes. `holding`: titular unless said otherwise."""

    email = serializers.EmailField(max_length=254)
    full_name = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    role = serializers.ChoiceField(STAFF_ROLES)
    holding = serializers.ChoiceField(GIVEN_HOLDINGS, required=False)
    delegation = InScope("code", queryset=Delegation.objects.all(), required=False, allow_null=True, default=None)
    unit = InScope(
        "clues", queryset=Unit.objects.select_related("delegation"), required=False, allow_null=True, default=None
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs.setdefault("holding", Holding.TITULAR if attrs["role"] in POSTS else Holding.MEMBER)
        return attrs


class SubstituteIn(serializers.Serializer):
    """Who stands in, by the e-mail of their account: somebody that the caller sees."""

    email = serializers.EmailField(max_length=254)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class HandOverIn(OfficeIn):
    """Who receives the post, by e-mail; `full_name` for somebody without an account, who is invited."""

    email = serializers.EmailField(max_length=254)
    full_name = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    on = serializers.DateField(help_text=gettext_lazy("Primer día de quien recibe."))
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000, default="")


class EndIn(serializers.Serializer):
    on = serializers.DateField(help_text=gettext_lazy("Último día."))
    reason = serializers.CharField(max_length=400)


class ContactIn(serializers.Serializer):
    office_phone = serializers.CharField(allow_blank=True, max_length=40)
    office_email = serializers.EmailField(allow_blank=True, max_length=254)
