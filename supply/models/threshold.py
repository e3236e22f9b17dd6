from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CoverageThreshold(models.Model):
    """From how many days of coverage a category starts: thresholds are data, none is official.

    Rows are loaded by migration from the working values (critical <7, low <15, adequate 15–60, high 61–120,
    excess >120); "out" is not here because it is no threshold: it is zero usable pieces.
    """

    category = models.CharField(_("categoría"), max_length=10, unique=True)
    from_days = models.DecimalField(_("desde (días)"), max_digits=6, decimal_places=1, unique=True)
    source = models.CharField(_("fuente"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("umbral de cobertura")
        verbose_name_plural = _("umbrales de cobertura")
        ordering = ["from_days"]
        constraints = [models.CheckConstraint(condition=Q(from_days__gte=0), name="threshold_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.category} ≥ {self.from_days}"
