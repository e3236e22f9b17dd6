from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from delegations.scoping import scope_of
from supply.models._sums import PairCounts, WeekSums, closing_is_what_flows_leave
from supply.models.weekly_line import LineKind

if TYPE_CHECKING:
    from delegations.models import Person


class DelegationWeekQuerySet(models.QuerySet["DelegationWeek"]):
    def visible_to(self, person: Person) -> Self:
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(delegation_id__in=scope.whole_delegation_ids)


class DelegationWeek(WeekSums, PairCounts):
    """A delegation's week over all drugs, by kind of place, with the reporting behind it.

    The board of two years is read from here: 35 rows a week and kind, whatever the number of drugs and units.
    `data_as_of`: the oldest moment that any report summed here was drafted or signed.
    """

    week = models.DateField(_("semana"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), db_index=False
    )
    place_kind = models.CharField(_("tipo de lugar"), max_length=20, choices=LineKind)
    units_expected = models.IntegerField(_("unidades esperadas"), default=0)
    units_signed = models.IntegerField(_("unidades que firmaron"), default=0)
    units_on_time = models.IntegerField(_("unidades a tiempo"), default=0)
    units_validated = models.IntegerField(_("unidades validadas"), default=0)
    data_as_of = models.DateTimeField(_("datos al"), null=True, blank=True)
    computed_at = models.DateTimeField(_("calculado"))

    objects = DelegationWeekQuerySet.as_manager()

    class Meta:
        verbose_name = _("semana de la delegación")
        verbose_name_plural = _("semanas de las delegaciones")
        ordering = ["-week", "delegation"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "delegation", "place_kind"], name="one_row_per_delegation_kind_week"
            ),
            closing_is_what_flows_leave("delegation_week_closing_is_what_flows_leave"),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.delegation} {self.place_kind}"
