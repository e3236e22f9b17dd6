"""What a coverage board or list is asked for, read from its address, and declared once for the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.filtering import Ordering
from delegations.filters import DelegationChoice
from pediatric_platform.reach import COVERED, HORIZONS, INCOMING, MISSING, UNKNOWN
from supply.drug_keys import drug_of_key
from supply.models import CoverageStatus, RequirementPackage

DAYS, STATUS, DRUG, DAY, ORDER = "dias", "estado", "medicamento", "dia", "orden"
ALL = "todas"
# How the address calls each answer, and how a reader does.
STATUS_NAMES: dict[str, int] = {"falta": MISSING, "no-se-sabe": UNKNOWN, "en-camino": INCOMING, "completa": COVERED}
STATUS_LABELS: dict[str, str | Promise] = {
    "falta": gettext_lazy("Falta algo"),
    "no-se-sabe": gettext_lazy("No se sabe"),
    "en-camino": gettext_lazy("Completa con lo que viene"),
    "completa": gettext_lazy("Completa"),
    ALL: gettext_lazy("Todas"),
}


@dataclass(frozen=True)
class CoverageQuestion:
    """Horizon in days, which answers (None: all), which drug and which single day; the order of a table.

    `problems` says what of the address was not understood and what is shown instead.
    """

    days: int = HORIZONS[0]
    status: int | None = MISSING
    drug_key: str = ""
    day: date | None = None
    order: str = ""
    problems: tuple[str, ...] = field(default=(), compare=False)

    @property
    def status_name(self) -> str:
        return next((name for name, rank in STATUS_NAMES.items() if rank == self.status), ALL)


def coverage_question(given: Mapping[str, str], *, status: int | None = MISSING) -> CoverageQuestion:
    """Read the address; `status` is what a page shows that is asked for none."""
    problems: list[str] = []
    days, text = HORIZONS[0], given.get(DAYS, "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) in HORIZONS:
        days = int(text)
    elif text:
        problems.append(
            _("«%(text)s» no es un plazo (7, 14 o 28 días); se muestran %(days)d.") % {"text": text[:10], "days": days}
        )
    if name := given.get(STATUS, "").strip():
        if name in STATUS_NAMES or name == ALL:
            status = STATUS_NAMES.get(name)
        else:
            problems.append(_("«%(text)s» no es un estado de cobertura.") % {"text": name[:20]})
    day = None
    if text := given.get(DAY, "").strip():
        try:
            day = date.fromisoformat(text)
        except ValueError:
            problems.append(_("«%(text)s» no es un día (se escribe 2026-11-24).") % {"text": text[:20]})
    return CoverageQuestion(
        days, status, given.get(DRUG, "").strip()[:40], day, given.get(ORDER, "").strip()[:20], tuple(problems)
    )


class DrugKeyField(forms.CharField):
    """A clave, or `sin-clave-<number>`; cleans to the drug, or None when nothing was asked."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        drug = drug_of_key(text)
        if drug is None:
            raise forms.ValidationError(_("Ese medicamento no está en el catálogo."), code="unknown_drug")
        return drug


class DrugKeyFilter(django_filters.CharFilter):
    """Packages that hold one drug."""

    field_class = DrugKeyField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(requirements__drug=value) if value else qs


class CoveragePackageFilter(django_filters.FilterSet):
    """Packages by where, when and how they stand."""

    unidad = django_filters.CharFilter(field_name="unit__clues", label=gettext_lazy("CLUES de la unidad"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    medicamento = DrugKeyFilter(label=gettext_lazy("Medicamento (clave, o sin-clave-<número>)"))
    estado = django_filters.ChoiceFilter(
        field_name="status", label=gettext_lazy("Respuesta"), choices=CoverageStatus.choices
    )
    desde = django_filters.DateFilter(
        field_name="needed_on", lookup_expr="gte", label=gettext_lazy("Se necesita desde el")
    )
    hasta = django_filters.DateFilter(
        field_name="needed_on", lookup_expr="lte", label=gettext_lazy("Se necesita hasta el")
    )
    orden = Ordering({"day": "needed_on", "folio": "folio", "since": "uncovered_since"}, default="day")

    class Meta:
        model = RequirementPackage
        fields: ClassVar[list[str]] = []


class HorizonFilter(django_filters.FilterSet):
    """What a counted list may be asked for; a selector answers, no queryset is filtered here."""

    class Meta:
        model = RequirementPackage
        fields: ClassVar[list[str]] = []


class MissingDrugFilter(HorizonFilter):
    dias = django_filters.ChoiceFilter(
        field_name="needed_on",
        label=gettext_lazy("Plazo en días"),
        choices=[(str(days), str(days)) for days in HORIZONS],
    )
    delegacion = DelegationChoice(field_name="unit__delegation")
    unidad = django_filters.CharFilter(field_name="unit__clues", label=gettext_lazy("CLUES de la unidad"))


class SinceFilter(django_filters.FilterSet):
    desde = django_filters.DateFilter(field_name="needed_on", label=gettext_lazy("Sesiones desde el"))
