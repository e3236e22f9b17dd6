from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit


class UnitCoverage(models.Model):
    """When a unit's coverage was last computed, and the unit's day through which it was computed whole.

    A unit whose day has passed since is computed whole again: what is late moves on, and the 28 days reach one further.
    """

    unit = models.OneToOneField(
        Unit, models.CASCADE, primary_key=True, related_name="coverage_run", verbose_name=_("unidad")
    )
    day = models.DateField(_("día calculado"))
    computed_at = models.DateTimeField(_("calculado"))

    class Meta:
        verbose_name = _("cálculo de cobertura")
        verbose_name_plural = _("cálculos de cobertura")
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.day}"
