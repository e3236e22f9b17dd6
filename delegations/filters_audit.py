"""The filters of the audit's lists, for page and API: a stretch of time first, because the trail only grows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations import audit_words
from delegations.audit_tables import watched
from delegations.filters import DelegationChoice
from delegations.models import AuditEvent, AuditKind, Delegation, RowChange, RowOperation

DAYS_SHOWN = 7
OF_APPS = ("delegations", "supply", "pediatric_platform", "meetings")


def object_choices() -> list[tuple[str, str]]:
    """The kinds of object that events speak of."""
    found = [
        (model._meta.label_lower, audit_words.name_of_model(model))
        for label in OF_APPS
        if apps.is_installed(label)
        for model in apps.get_app_config(label).get_models()
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())


def table_choices() -> list[tuple[str, str]]:
    """The watched tables, by the name of what they hold."""
    found = [
        (table.name, audit_words.name_of_model(model))
        for table in watched()
        if (model := audit_words.model_of_table(table.name)) is not None
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())


class _Day(django_filters.DateFilter):
    """One end of a stretch of time, in whole days here; asked of the column itself, so that its index serves."""

    def __init__(self, *, ends: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), field_name="at", **kwargs)
        self.ends = ends

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        if value is None:
            return qs
        midnight = timezone.make_aware(datetime.combine(value + timedelta(days=self.ends), time.min))
        return qs.filter(at__lt=midnight) if self.ends else qs.filter(at__gte=midnight)


class SinceLastWeek(django_filters.FilterSet):
    """Without a day, and without an object whose whole story is asked, the last seven days."""

    whole_story = "numero"

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = data.copy() if data is not None else {}
        if not any(data.get(name) for name in ("desde", "hasta", self.whole_story)):
            data["desde"] = (timezone.localdate() - timedelta(days=DAYS_SHOWN - 1)).isoformat()
        super().__init__(data, *args, **kwargs)


class EventFilter(SinceLastWeek):
    desde = _Day(label=_("Desde"))
    hasta = _Day(label=_("Hasta"), ends=True)
    quien = django_filters.CharFilter(
        field_name="by", lookup_expr="unaccent__icontains", label=_("Quién"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    clase = django_filters.ChoiceFilter(
        field_name="kind", label=_("Clase"), choices=AuditKind.choices, empty_label=_("Todas")
    )
    tipo = django_filters.ChoiceFilter(
        field_name="type", label=_("Qué se hizo"), choices=audit_words.known_types, empty_label=_("Todo")
    )
    objeto = django_filters.ChoiceFilter(
        field_name="target_model", label=_("Objeto"), choices=object_choices, empty_label=_("Todos")
    )
    numero = django_filters.CharFilter(field_name="target_id", label=_("Número del objeto"), max_length=60)
    delegacion = DelegationChoice(method="of_delegation")

    class Meta:
        model = AuditEvent
        fields: ClassVar[list[str]] = ["desde", "hasta", "quien", "clase", "tipo", "objeto", "numero", "delegacion"]

    def of_delegation(self, rows: QuerySet[AuditEvent], _name: str, value: Delegation) -> QuerySet[AuditEvent]:
        return rows.filter(delegation_id=value.pk)


class RowChangeFilter(SinceLastWeek):
    whole_story = "fila"

    desde = _Day(label=_("Desde"))
    hasta = _Day(label=_("Hasta"), ends=True)
    origen = django_filters.ChoiceFilter(
        label=_("Origen"), method="of_origin", empty_label=_("Sin acción que los explique"),
        choices=[("todos", _("Todos los cambios"))],
    )  # fmt: skip
    tabla = django_filters.ChoiceFilter(
        field_name="table", label=_("Tabla"), choices=table_choices, empty_label=_("Todas")
    )
    fila = django_filters.CharFilter(field_name="row_id", label=_("Fila"), max_length=60)
    operacion = django_filters.ChoiceFilter(
        field_name="operation", label=_("Operación"), choices=RowOperation.choices, empty_label=_("Todas")
    )
    usuario = django_filters.CharFilter(field_name="database_user", label=_("Usuario de la base"), max_length=63)
    transaccion = django_filters.NumberFilter(
        field_name="transaction", label=_("Transacción"), min_value=0, max_value=2**63 - 1
    )

    class Meta:
        model = RowChange
        fields: ClassVar[list[str]] = [
            "desde", "hasta", "origen", "tabla", "fila", "operacion", "usuario", "transaccion",
        ]  # fmt: skip

    def of_origin(self, rows: QuerySet[RowChange], _name: str, value: str) -> QuerySet[RowChange]:
        return rows

    def filter_queryset(self, queryset: QuerySet[RowChange]) -> QuerySet[RowChange]:
        rows: QuerySet[RowChange] = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("origen")
        return rows.with_event() if asked == "todos" else rows.without_event()  # type: ignore[attr-defined]
