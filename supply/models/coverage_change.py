from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from supply.models.drug import Drug


class CoverageChange(models.Model):
    """Something that a unit's coverage depends on has changed and is not computed yet; rows are only added, and
    taken away by whoever computes. Without a drug: everything of the unit."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("unidad"))
    drug = models.ForeignKey(
        Drug, models.CASCADE, related_name="+", verbose_name=_("medicamento"), null=True, blank=True, db_index=False
    )
    at = models.DateTimeField(_("cambió"), default=timezone.now)

    class Meta:
        verbose_name = _("cambio por calcular")
        verbose_name_plural = _("cambios por calcular")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.drug_id or ''}"
