"""The filters of the list of invitations."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.models import LinkState, OneTimeLink
from delegations.naming import search_terms


class InvitationSearch(SearchFilter):
    """Words of the name or the address, or the place however it is written."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        who, where = Q(), Q(posting__unit__isnull=False)
        for word in value.split():
            who &= Q(person__full_name__unaccent__icontains=word) | Q(sent_to__icontains=word)
        for term in search_terms(value):
            where &= Q(posting__unit__search_text__contains=term)
        return qs.filter(who | where | Q(posting__delegation__name__unaccent__icontains=value.strip()))


class InvitationFilter(django_filters.FilterSet):
    q = InvitationSearch(placeholder=_("Nombre, correo o lugar"))
    estado = django_filters.ChoiceFilter(
        field_name="invitation_state", label=_("Estado"), choices=LinkState.choices, empty_label=_("Todos")
    )
    orden = Ordering(
        {
            "person": "person__full_name",
            "state": "invitation_state",
            "sent": "created_at",
            "until": "expires_at",
        },
        default="-sent",
        text=("person",),
    )

    class Meta:
        model = OneTimeLink
        fields: ClassVar[list[str]] = ["q", "estado"]
