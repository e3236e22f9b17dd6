from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day of rest of the whole country: clocks that count working time leave it out."""

    day = models.DateField(_("día"), unique=True)
    name = models.CharField(_("motivo"), max_length=120)
    source = models.CharField(_("fundamento"), max_length=160)

    class Meta:
        verbose_name = _("día de descanso")
        verbose_name_plural = _("días de descanso")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="holiday_says_why_and_by_what_law"),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.name}"
