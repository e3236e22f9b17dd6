from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class PlanningKind(models.TextChoices):
    """What a rule sets, and in what it is counted."""

    WINDOW_WEEKS = "window_weeks", _("Ventana del CPM (semanas)")
    LEAD_TIME_DAYS = "lead_time_days", _("Tiempo de surtimiento (días)")
    REVIEW_DAYS = "review_days", _("Cada cuánto se pide (días)")
    SERVICE_LEVEL = "service_level", _("Nivel de servicio (%)")
    EMERGENCY_PER_MONTH = "emergency_per_month", _("Requisiciones urgentes al mes")
    EMERGENCY_DAYS = "emergency_days", _("Días que cubre una requisición urgente")
    ARRIVAL_PROBABILITY = "arrival_probability", _("Probabilidad con la que se cuenta un pedido (%)")
    ORDER_LIMIT = "order_limit", _("Importe de una orden sin procedimiento que se revisa (pesos)")
    SHELF_DAYS = "shelf_days", _("Vida que debe quedar al llegar de otra unidad (días)")
    LEAST_PIECES = "least_pieces", _("Piezas que justifican un traslado")
    EXPIRY_DAYS = "expiry_days", _("Lo que caduca en este plazo se busca usar (días)")
    TRANSIT_DAYS = "transit_days", _("Días de un traslado dentro de la delegación")


class PlanningRuleQuerySet(models.QuerySet["PlanningRule"]):
    def visible_to(self, person: Person) -> Self:
        """The country's rules to all staff; those of one place to whoever sees it."""
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        everywhere = Q(delegation__isnull=True, unit__isnull=True)
        there = Q(delegation__in=Delegation.objects.visible_to(person)) | Q(unit__in=Unit.objects.visible_to(person))
        return self.filter(everywhere | there)


class PlanningRule(models.Model):
    """A number that plans are made with, for the country, a delegation or a unit, for all drugs or one.

    The most specific one holds: unit before delegation before country, a drug's before all drugs'. `origin` says where
    the number comes from: none of them is official unless it says so.
    """

    kind = models.CharField(_("regla"), max_length=24, choices=PlanningKind)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    value = models.DecimalField(_("valor"), max_digits=8, decimal_places=2)
    origin = models.CharField(_("origen"), max_length=240)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la puso"), null=True, blank=True
    )
    set_at = models.DateTimeField(_("desde"), default=timezone.now)
    edition = models.PositiveIntegerField(default=1)

    objects = PlanningRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("regla de planeación")
        verbose_name_plural = _("reglas de planeación")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "delegation", "unit", "drug"], nulls_distinct=False, name="one_planning_rule_per_place"
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(unit__isnull=True), name="planning_rule_is_over_one_place"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="planning_rule_is_not_negative"),
            models.CheckConstraint(condition=~Q(origin=""), name="planning_rule_names_its_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
