from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.child import Child

if TYPE_CHECKING:
    from delegations.models import Person


class AllergySeverity(models.TextChoices):
    MILD = "mild", _("Leve")
    MODERATE = "moderate", _("Moderada")
    SEVERE = "severe", _("Grave")


class AllergyQuerySet(models.QuerySet["Allergy"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(child__in=Child.objects.visible_to(person))

    def in_force(self) -> Self:
        return self.filter(refuted_at__isnull=True)


class Allergy(models.Model):
    """What a child reacts to. `inn` ties it to the drugs of a plan; a mistaken one is refuted, not deleted."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="allergies", verbose_name=_("niña o niño"))
    substance = models.CharField(_("sustancia"), max_length=120)
    inn = models.CharField(_("denominación común internacional"), max_length=160, blank=True)
    reaction = models.CharField(_("reacción"), max_length=240, blank=True)
    severity = models.CharField(_("gravedad"), max_length=10, choices=AllergySeverity)
    noted_on = models.DateField(_("anotada el"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    written_at = models.DateTimeField(default=timezone.now)
    refuted_at = models.DateTimeField(_("descartada"), null=True, blank=True)
    refuted_reason = models.CharField(_("motivo"), max_length=240, blank=True)

    objects = AllergyQuerySet.as_manager()

    class Meta:
        verbose_name = _("alergia")
        verbose_name_plural = _("alergias")
        ordering = ["child", "substance"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "substance"], condition=Q(refuted_at__isnull=True), name="one_allergy_per_substance"
            ),
            models.CheckConstraint(
                condition=Q(refuted_at__isnull=True) | ~Q(refuted_reason=""), name="refuted_allergy_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.noted_on}"
