from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from delegations.scoping import scope_of
from supply.models._sums import PairCounts, WeekSums, closing_is_what_flows_leave
from supply.models.drug import Drug
from supply.models.weekly_line import LineKind

if TYPE_CHECKING:
    from delegations.models import Person


class WeekCellQuerySet(models.QuerySet["WeekCell"]):
    def visible_to(self, person: Person) -> Self:
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(delegation_id__in=scope.whole_delegation_ids)


class WeekCell(WeekSums, PairCounts):
    """Delegation × drug × kind of place × week: the sum of its units' lines, recomputed alone."""

    week = models.DateField(_("semana"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), db_index=False
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), db_index=False)
    place_kind = models.CharField(_("tipo de lugar"), max_length=20, choices=LineKind)
    computed_at = models.DateTimeField(_("calculado"))

    objects = WeekCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("celda semanal")
        verbose_name_plural = _("celdas semanales")
        ordering = ["-week", "delegation", "drug"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "delegation", "drug", "place_kind"], name="one_cell_per_delegation_drug_kind_week"
            ),
            closing_is_what_flows_leave("cell_closing_is_what_flows_leave"),
        ]
        indexes = [models.Index(fields=["drug", "week"], name="cell_drug_week")]

    def __str__(self) -> str:
        return f"{self.week} {self.delegation} {self.drug}"
