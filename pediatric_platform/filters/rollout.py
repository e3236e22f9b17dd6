"""The filters of the roll-out's lists, for page and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from delegations.naming import search_terms
from pediatric_platform.models import BlockedBy, Finding, Milestone, MilestoneKind, RolloutSite, Training, Visit
from pediatric_platform.rollout_rules import RANKS, Standing


def rollout_units(request: Any) -> QuerySet[Unit]:
    """Hospitals in the roll-out that the person sees."""
    if request is None:
        return Unit.objects.none()
    sites = RolloutSite.objects.visible_to(request.user)
    return Unit.objects.filter(pk__in=sites.values("unit")).only("clues", "name").order_by("name")


class UnitSearch(SearchFilter):
    """Every word in the hospital's name, CLUES or city; `path` leads to the unit."""

    def __init__(self, path: str, *args: Any, also: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.path, self.also = path, also

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        for term in search_terms(value or ""):
            wanted = Q(**{f"{self.path}__search_text__contains": term})
            for column in self.also:
                # A term asks for the start of a word by a blank before it: a plain column has none at its beginning.
                wanted |= Q(**{f"{column}__unaccent__icontains": term.strip()})
            qs = qs.filter(wanted)
        return qs


class ByHarm(Ordering):
    """What blocks first, the oldest of each first; any other order as everywhere."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        asked = [name.lstrip("-") for name in value or ()]
        if not asked or asked == ["harm"]:
            back = bool(value) and value[0].startswith("-")  # type: ignore[index]
            keys = (F("rank"), F("since"))
            return qs.order_by(
                *((key.desc(nulls_last=True) if back else key.asc(nulls_last=True)) for key in keys), "pk"
            )
        return super().filter(qs, value)


class SiteFilter(django_filters.FilterSet):
    """Rows come from `ranked_sites`."""

    q = UnitSearch("unit", placeholder=_("Hospital, CLUES o ciudad"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    estado = django_filters.ChoiceFilter(
        label=_("Cómo va"), choices=Standing.choices, empty_label=_("Todos"), method="of_standing"
    )
    detiene = django_filters.ChoiceFilter(
        label=_("Qué lo detiene"), choices=BlockedBy.choices, empty_label=_("Todo"), method="stopped_by"
    )
    falta = django_filters.ChoiceFilter(
        label=_("Hito pendiente"), choices=MilestoneKind.choices, empty_label=_("Todos"), method="lacking"
    )
    orden = ByHarm(
        {
            "harm": "rank",
            "unit": "unit__name",
            "delegation": "unit__delegation__name",
            "done": "done",
            "due": "next_due",
        },
        default="harm",
        text=("unit", "delegation"),
    )

    class Meta:
        model = RolloutSite
        fields: ClassVar[list[str]] = ["q", "delegacion", "estado", "detiene", "falta"]

    def of_standing(self, rows: QuerySet[RolloutSite], _name: str, value: str) -> QuerySet[RolloutSite]:
        return rows.filter(rank=RANKS[Standing(value)])  # type: ignore[misc]  # annotated by ranked_sites

    def stopped_by(self, rows: QuerySet[RolloutSite], _name: str, value: str) -> QuerySet[RolloutSite]:
        return rows.filter(pk__in=Milestone.objects.filter(blocked_by=value).values("site"))

    def lacking(self, rows: QuerySet[RolloutSite], _name: str, value: str) -> QuerySet[RolloutSite]:
        return rows.exclude(pk__in=Milestone.objects.filter(kind=value, done_on__isnull=False).values("site"))


class TrainingFilter(django_filters.FilterSet):
    q = UnitSearch("unit", also=("topic", "trainer"), placeholder=_("Hospital, tema o quién la da"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    unidad = django_filters.ModelChoiceFilter(
        field_name="unit", label=_("Hospital"), queryset=rollout_units, to_field_name="clues", empty_label=_("Todos")
    )
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[
            ("proxima", _("Por dar")),
            ("abierta", _("Lista por cerrar")),
            ("cerrada", _("Lista cerrada")),
            ("cancelada", _("Cancelada")),
        ],
        empty_label=_("Todas"),
        method="in_state",
    )
    orden = Ordering(
        {"on": "on", "unit": "unit__name", "topic": "topic", "people": "people", "passed": "passed"},
        default="-on",
        text=("unit", "topic"),
    )

    class Meta:
        model = Training
        fields: ClassVar[list[str]] = ["q", "delegacion", "unidad", "estado"]

    def in_state(self, rows: QuerySet[Training], _name: str, value: str) -> QuerySet[Training]:
        if value == "cancelada":
            return rows.exclude(cancelled_reason="")
        rows = rows.filter(cancelled_reason="")
        if value == "cerrada":
            return rows.filter(closed_at__isnull=False)
        today = timezone.localdate()
        rows = rows.filter(closed_at__isnull=True)
        return rows.filter(on__gte=today) if value == "proxima" else rows.filter(on__lt=today)


class VisitFilter(django_filters.FilterSet):
    q = UnitSearch("site__unit", also=("lead__full_name",), placeholder=_("Hospital o quién la encabeza"))
    delegacion = DelegationChoice(field_name="site__unit__delegation")
    unidad = django_filters.ModelChoiceFilter(
        field_name="site__unit", label=_("Hospital"), queryset=rollout_units, to_field_name="clues",
        empty_label=_("Todos"),
    )  # fmt: skip
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[("abierta", _("Sin firmar")), ("firmada", _("Firmada")), ("cancelada", _("Cancelada"))],
        empty_label=_("Todas"),
        method="in_state",
    )
    orden = Ordering(
        {"on": "on", "unit": "site__unit__name", "lead": "lead__full_name", "pending": "pending"},
        default="-on",
        text=("unit", "lead"),
    )

    class Meta:
        model = Visit
        fields: ClassVar[list[str]] = ["q", "delegacion", "unidad", "estado"]

    def in_state(self, rows: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        if value == "cancelada":
            return rows.exclude(cancelled_reason="")
        return rows.filter(cancelled_reason="", signed_at__isnull=value != "firmada")


class FindingFilter(django_filters.FilterSet):
    """Without a state: those still to put right."""

    q = UnitSearch(
        "visit__site__unit", also=("text", "owner__full_name"), placeholder=_("Hospital, hallazgo o responsable")
    )
    delegacion = DelegationChoice(field_name="visit__site__unit__delegation")
    unidad = django_filters.ModelChoiceFilter(
        field_name="visit__site__unit", label=_("Hospital"), queryset=rollout_units, to_field_name="clues",
        empty_label=_("Todos"),
    )  # fmt: skip
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[("vencido", _("Vencidos")), ("resuelto", _("Resueltos")), ("todos", _("Todos"))],
        empty_label=_("Por resolver"),
        method="in_state",
    )
    orden = Ordering(
        {"due": "due_on", "unit": "visit__site__unit__name", "owner": "owner__full_name"},
        default="due",
        text=("unit", "owner"),
    )

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = ["q", "delegacion", "unidad", "estado"]

    def filter_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        if not self.form.cleaned_data.get("estado"):
            queryset = queryset.pending()  # type: ignore[attr-defined]
        found: QuerySet[Finding] = super().filter_queryset(queryset)
        return found

    def in_state(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        if value == "vencido":
            return rows.filter(done_on__isnull=True, due_on__lt=timezone.localdate())
        return rows if value == "todos" else rows.filter(done_on__isnull=False)
