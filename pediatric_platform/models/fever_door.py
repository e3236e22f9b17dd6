from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit

if TYPE_CHECKING:
    from delegations.models import Person


class FeverDoorQuerySet(models.QuerySet["FeverDoor"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))


class FeverDoor(models.Model):
    """Where a child with fever goes in at a hospital, in the words its family reads, and whom to call."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    name = models.CharField(_("puerta"), max_length=120)
    directions = models.CharField(_("cómo llegar"), max_length=240, blank=True)
    phone = models.CharField(_("teléfono"), max_length=20, blank=True)
    hours = models.CharField(_("horario"), max_length=80, blank=True)
    is_open = models.BooleanField(_("recibe"), default=True)

    objects = FeverDoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("puerta para la fiebre")
        verbose_name_plural = _("puertas para la fiebre")
        ordering = ["unit"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="fever_door_has_a_name")]

    def __str__(self) -> str:
        return self.name
