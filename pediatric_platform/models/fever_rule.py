from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FeverRule(models.Model):
    """A number of the golden hour (what counts as fever, how many minutes), with where it comes from."""

    code = models.CharField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("qué dice"), max_length=160)
    value = models.DecimalField(_("valor"), max_digits=8, decimal_places=2)
    unit = models.CharField(_("unidad"), max_length=20)
    source = models.CharField(_("fuente"), max_length=240)
    standing = models.CharField(_("certeza"), max_length=160)

    class Meta:
        verbose_name = _("regla de la hora dorada")
        verbose_name_plural = _("reglas de la hora dorada")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(source="") & Q(value__gt=0), name="fever_rule_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.name
