from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class StockPlanQuerySet(models.QuerySet["StockPlan"]):
    def visible_to(self, person: Person) -> Self:
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(person))


class StockPlan(models.Model):
    """Where a unit should stand with a drug, and where it is going; written by the computation alone.

    All in pieces. `usable` on all shelves of the unit, `on_the_way` transfers and orders that count. `runs_out_on` is
    the day on which stock and what comes end as demand is expected, `runs_out_probability` the chance that it happens
    before more can arrive. `expiring` pieces will expire before they are asked for, the first on `expires_first_on`;
    `facts` holds the numbers behind each figure, lot by lot.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), db_index=False)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    usable = models.PositiveIntegerField(_("existencia utilizable"), default=0)
    on_the_way = models.PositiveIntegerField(_("en camino"), default=0)
    daily_mean = models.DecimalField(_("piezas al día"), max_digits=12, decimal_places=4, default=0)
    lead_days = models.PositiveSmallIntegerField(_("tiempo de surtimiento"), default=0)
    review_days = models.PositiveSmallIntegerField(_("cada cuánto se pide"), default=0)
    emergency = models.PositiveIntegerField(_("punto de emergencia"), default=0)
    minimum = models.PositiveIntegerField(_("mínimo"), default=0)
    reorder = models.PositiveIntegerField(_("punto de reorden"), default=0)
    maximum = models.PositiveIntegerField(_("máximo"), default=0)
    suggested = models.PositiveIntegerField(_("por pedir"), default=0)
    runs_out_on = models.DateField(_("se agota el"), null=True, blank=True)
    runs_out_probability = models.DecimalField(
        _("probabilidad de que se agote antes de que llegue más"), max_digits=5, decimal_places=4, default=0
    )
    expiring = models.PositiveIntegerField(_("por caducar sin usarse"), default=0)
    expires_first_on = models.DateField(_("caduca primero el"), null=True, blank=True)
    facts = models.JSONField(_("de dónde sale"), default=dict)
    computed_at = models.DateTimeField(_("calculado"))

    objects = StockPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("nivel de existencia")
        verbose_name_plural = _("niveles de existencia")
        ordering = ["unit", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "drug"], name="one_stock_plan_per_unit_and_drug"),
            models.CheckConstraint(
                condition=Q(emergency__lte=F("minimum"), minimum__lte=F("reorder"), reorder__lte=F("maximum")),
                name="levels_stand_in_order",
            ),
            models.CheckConstraint(
                condition=Q(runs_out_probability__gte=0, runs_out_probability__lte=1),
                name="running_out_is_a_probability",
            ),
            models.CheckConstraint(
                condition=Q(expiring=0, expires_first_on__isnull=True)
                | Q(expiring__gt=0, expires_first_on__isnull=False),
                name="what_expires_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["unit"], condition=Q(suggested__gt=0), name="stock_plan_to_order"),
            models.Index(fields=["unit"], condition=Q(expiring__gt=0), name="stock_plan_expiring"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.drug_id}"
