from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.scoping import scope_of
from supply.models._sums import PairCounts, WeekSums, closing_is_what_flows_leave
from supply.models.drug import Drug
from supply.models.weekly_line import LineKind

if TYPE_CHECKING:
    from delegations.models import Person


class CountryCellQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """The country is for those whose scope is the country."""
        return self if scope_of(person).is_national else self.none()


class CountryCell(WeekSums, PairCounts):
    """Country × drug × kind of place × week: the sum of the delegations' cells."""

    week = models.DateField(_("semana"))
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), db_index=False)
    place_kind = models.CharField(_("tipo de lugar"), max_length=20, choices=LineKind)
    computed_at = models.DateTimeField(_("calculado"))

    objects = CountryCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("celda nacional")
        verbose_name_plural = _("celdas nacionales")
        ordering = ["-week", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["week", "drug", "place_kind"], name="one_country_cell_per_drug_kind_week"),
            closing_is_what_flows_leave("country_closing_is_what_flows_leave"),
        ]
        indexes = [models.Index(fields=["drug", "week"], name="country_cell_drug_week")]

    def __str__(self) -> str:
        return f"{self.week} {self.drug}"
