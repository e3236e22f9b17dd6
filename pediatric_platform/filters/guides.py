"""The filters of the list of guides, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from pediatric_platform.models import (
    Diagnosis,
    Guide,
    GuideKind,
    GuideLink,
    GuideReach,
    GuideVersion,
    GuideVersionState,
)


class GuideFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Título, quién la publica o tema"))
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=GuideKind.choices, empty_label=_("Todos")
    )
    alcance = django_filters.ChoiceFilter(
        field_name="reach", label=_("Alcance"), choices=GuideReach.choices, empty_label=_("Todos")
    )
    diagnostico = django_filters.ModelChoiceFilter(
        method="about",
        to_field_name="code",
        queryset=Diagnosis.objects.order_by("name"),
        label=_("Diagnóstico"),
        empty_label=_("Todos"),
    )
    familias = YesNoFilter(field_name="is_public", lookup_expr="exact", label=_("La ven las familias"))
    pendiente = YesNoFilter(method="owed", label=_("Me falta leer"))
    orden = Ordering(
        {"title": "title", "body": "body", "issued": "issued_on", "kind": "kind"},
        default="title",
        text=("title", "body"),
    )

    class Meta:
        model = Guide
        fields: ClassVar[list[str]] = ["q", "tipo", "alcance", "diagnostico", "familias", "pendiente"]

    def about(self, rows: QuerySet[Guide], _name: str, value: Diagnosis) -> QuerySet[Guide]:
        return rows.filter(Exists(GuideLink.objects.filter(guide=OuterRef("pk"), diagnosis=value)))

    def owed(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """What the person's role must read and they have not; or all the rest."""
        owed = rows.filter(is_owed=True, is_read=False, version_id__isnull=False)
        return owed if value == "si" else rows.exclude(pk__in=owed.values("pk"))


class VersionFilter(django_filters.FilterSet):
    guia = django_filters.CharFilter(field_name="guide__code", label=_("Clave de la guía"))
    estado = django_filters.ChoiceFilter(field_name="state", label=_("Estado"), choices=GuideVersionState.choices)

    class Meta:
        model = GuideVersion
        fields: ClassVar[list[str]] = ["guia", "estado"]
