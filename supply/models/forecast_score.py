from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class ForecastScoreQuerySet(models.QuerySet["ForecastScore"]):
    def visible_to(self, person: Person) -> Self:
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(person))


class ForecastScore(models.Model):
    """What had been forecast for a week, so many weeks ahead, beside what was then asked for."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), db_index=False)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), db_index=False)
    week = models.DateField(_("semana"))
    ahead = models.PositiveSmallIntegerField(_("semanas antes"))
    method = models.CharField(_("método"), max_length=32)
    expected = models.DecimalField(_("se esperaba"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("con 90 %"), max_digits=12, decimal_places=2)
    asked = models.PositiveIntegerField(_("se pidió"))
    days_out = models.PositiveSmallIntegerField(_("días sin existencia"), default=0)

    objects = ForecastScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("exactitud de un pronóstico")
        verbose_name_plural = _("exactitud de los pronósticos")
        ordering = ["-week", "unit", "drug", "ahead"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "drug", "week", "ahead"], name="one_score_per_series_week_ahead"),
            models.CheckConstraint(condition=Q(ahead__gte=1), name="forecast_was_made_before_its_week"),
            models.CheckConstraint(condition=Q(days_out__lte=7), name="score_days_out_fit_in_a_week"),
        ]
        indexes = [models.Index(fields=["week", "ahead"], name="forecast_score_week")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.drug_id} {self.week} +{self.ahead}"
