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


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def visible_to(self, person: Person) -> Self:
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(person))


class Forecast(models.Model):
    """What a unit will be asked for of a drug, as seen when the week `through` (its Monday) had closed.

    `daily_mean` pieces a day, dated requirements and the rest together. `profile` holds by week ahead (13 of them):
    {"dated": [pieces that dated doses ask for], "mean": [the rest, expected], "quantiles": {"0.5": […], "0.9": […],
    "0.95": […]} (of dated + rest in that week), "cumulative": {"0.5": […], …} (of all up to that week)}.
    `scores` are those of the back-test on its own history: {"mase", "wape", "pinball": {"0.5", "0.9", "0.95"}, "n",
    "others": {method: pinball at 0.9}}; None where there was too little history.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), db_index=False)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), db_index=False)
    through = models.DateField(_("hasta la semana"), help_text=_("El lunes de la última semana contada."))
    method = models.CharField(_("método"), max_length=32)
    history_weeks = models.PositiveSmallIntegerField(_("semanas de historia"))
    weeks_out = models.PositiveSmallIntegerField(_("semanas sin existencia"), default=0)
    daily_mean = models.DecimalField(_("piezas al día"), max_digits=12, decimal_places=4)
    profile = models.JSONField(_("pronóstico"))
    scores = models.JSONField(_("exactitud en su historia"), null=True, blank=True)
    made_at = models.DateTimeField(_("calculado"))

    objects = ForecastQuerySet.as_manager()

    class Meta:
        verbose_name = _("pronóstico")
        verbose_name_plural = _("pronósticos")
        ordering = ["-through", "unit", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "drug", "through"], name="one_forecast_per_series_and_week"),
            models.CheckConstraint(condition=Q(daily_mean__gte=0), name="forecast_is_not_negative"),
        ]
        indexes = [models.Index(fields=["through", "unit", "drug"], name="forecast_week_series")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.drug_id} {self.through}"
