from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Round, Sqrt
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.child import Child

if TYPE_CHECKING:
    from delegations.models import Person


class GrowthQuerySet(models.QuerySet["Growth"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(child__in=Child.objects.visible_to(person))


class Growth(models.Model):
    """Weight and height on a day. The surface is made by the database itself: Mosteller, √(cm × kg / 3600), in m²
    (Mosteller RD. Simplified calculation of body-surface area. N Engl J Med 1987;317:1098)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="growth", verbose_name=_("niña o niño"))
    measured_on = models.DateField(_("medido el"))
    weight_kg = models.DecimalField(_("peso, kg"), max_digits=5, decimal_places=2)
    height_cm = models.DecimalField(_("talla, cm"), max_digits=4, decimal_places=1)
    surface_m2 = models.GeneratedField(
        expression=Round(
            Sqrt(F("weight_kg") * F("height_cm") / Value(Decimal(3600)), output_field=models.DecimalField()),
            precision=3,
            output_field=models.DecimalField(max_digits=4, decimal_places=3),
        ),
        output_field=models.DecimalField(max_digits=4, decimal_places=3),
        db_persist=True,
        verbose_name=_("superficie, m²"),
    )
    unusual_reason = models.CharField(_("medida poco común, confirmada porque"), max_length=240, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )

    objects = GrowthQuerySet.as_manager()

    class Meta:
        verbose_name = _("medida")
        verbose_name_plural = _("medidas")
        ordering = ["child", "-measured_on", "-id"]
        get_latest_by = ["measured_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weight_kg__gte=1, weight_kg__lte=250), name="weight_is_possible"),
            models.CheckConstraint(condition=Q(height_cm__gte=30, height_cm__lte=220), name="height_is_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.measured_on}"
