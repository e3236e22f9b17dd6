from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from supply.models._sums import PairCounts, WeekSums, closing_is_what_flows_leave
from supply.models.country_cell import CountryCellQuerySet
from supply.models.weekly_line import LineKind


class CountryWeek(WeekSums, PairCounts):
    """The country's week over all drugs, by kind of place, with the reporting behind it: the sum of the delegations'.

    The national trend is read from here, four rows a week.
    """

    week = models.DateField(_("semana"))
    place_kind = models.CharField(_("tipo de lugar"), max_length=20, choices=LineKind)
    units_expected = models.IntegerField(_("unidades esperadas"), default=0)
    units_signed = models.IntegerField(_("unidades que firmaron"), default=0)
    units_on_time = models.IntegerField(_("unidades a tiempo"), default=0)
    units_validated = models.IntegerField(_("unidades validadas"), default=0)
    data_as_of = models.DateTimeField(_("datos al"), null=True, blank=True)
    computed_at = models.DateTimeField(_("calculado"))

    objects = CountryCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("semana nacional")
        verbose_name_plural = _("semanas nacionales")
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["week", "place_kind"], name="one_country_week_per_kind"),
            closing_is_what_flows_leave("country_week_closing_is_what_flows_leave"),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.place_kind}"
