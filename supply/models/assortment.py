from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class AssortmentQuerySet(models.QuerySet["Assortment"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def in_force(self, day: date) -> Self:
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class Assortment(models.Model):
    """A drug that a unit must carry: «missing» only has a meaning against it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assortment", verbose_name=_("unidad"))
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="assortments", verbose_name=_("medicamento"))
    since = models.DateField(_("desde"))
    until = models.DateField(_("hasta"), null=True, blank=True)

    objects = AssortmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("renglón del surtido")
        verbose_name_plural = _("surtido")
        ordering = ["unit", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "drug"], name="one_assortment_line_per_unit_and_drug"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="assortment_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.drug}"
