from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class PrescriptionTallyQuerySet(models.QuerySet["PrescriptionTally"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))


class PrescriptionTally(models.Model):
    """A unit's prescriptions of a drug in a day: presented, filled, partly filled and denied (recetas)."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="prescription_tallies", verbose_name=_("unidad"), db_index=False
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    day = models.DateField(_("día"))
    presented = models.PositiveIntegerField(_("presentadas"), default=0)
    filled = models.PositiveIntegerField(_("surtidas"), default=0)
    partly_filled = models.PositiveIntegerField(_("parciales"), default=0)
    denied = models.PositiveIntegerField(_("negadas"), default=0)

    objects = PrescriptionTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("recetas del día")
        verbose_name_plural = _("recetas por día")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "drug"], name="one_tally_per_unit_day_and_drug"),
            models.CheckConstraint(
                condition=Q(presented=F("filled") + F("partly_filled") + F("denied")),
                name="every_presented_prescription_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.day} {self.drug}: {self.presented}"
