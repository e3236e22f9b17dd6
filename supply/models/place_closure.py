from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models import Place


class PlaceClosure(models.Model):
    """The last day whose ledger is closed at a place: set when its week is signed, never moved back."""

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("lugar"))
    closed_through = models.DateField(_("cerrado hasta"))

    class Meta:
        verbose_name = _("cierre")
        verbose_name_plural = _("cierres")

    def __str__(self) -> str:
        return f"{self.place} · {self.closed_through}"
