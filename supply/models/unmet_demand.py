from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class UnmetKind(models.TextChoices):
    """How it was noticed that what was asked for was not there."""

    PRESCRIPTION = "prescription", _("Receta negada")
    MIXTURE = "mixture", _("Mezcla que no se preparó")
    SESSION = "session", _("Sesión pospuesta o cancelada")
    CASE = "case", _("Caso")


class UnmetDemandQuerySet(models.QuerySet["UnmetDemand"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)


class UnmetDemand(models.Model):
    """A drug that somebody needed on a day and did not get: one row however many ways it was noticed.

    `reference` is the upper floor's key of what was needed (a session, a case without one); opaque here. A prescription
    denied to the same person on `prescription_on` is part of that day's tally, and is not counted again.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"))
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    day = models.DateField(_("se necesitaba el"))
    pieces = models.PositiveIntegerField(_("piezas"), null=True, blank=True)
    reference = models.CharField(_("referencia"), max_length=40)
    prescription_on = models.DateField(_("receta negada el"), null=True, blank=True)
    noted_at = models.DateTimeField(_("anotada"), default=timezone.now)
    voided_at = models.DateTimeField(_("anulada"), null=True, blank=True)
    voided_reason = models.CharField(_("por qué se anuló"), max_length=160, blank=True)

    objects = UnmetDemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("demanda no cubierta")
        verbose_name_plural = _("demanda no cubierta")
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["reference", "drug"], name="one_unmet_demand_per_reference_and_drug"),
            models.CheckConstraint(condition=~Q(reference=""), name="unmet_demand_names_what_was_needed"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_reason="")
                | Q(voided_at__isnull=False) & ~Q(voided_reason=""),
                name="voided_unmet_demand_says_why",
            ),
            models.CheckConstraint(
                condition=Q(pieces__isnull=True) | Q(pieces__gt=0), name="unmet_demand_lacks_pieces"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "drug", "day"], name="unmet_unit_drug_day"),
            models.Index(fields=["day"], include=["unit", "drug"], name="unmet_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.day} {self.drug}"


class UnmetSource(models.Model):
    """One way by which an unmet demand was noticed. Only ever added."""

    unmet = models.ForeignKey(UnmetDemand, models.PROTECT, related_name="sources", verbose_name=_("demanda"))
    kind = models.CharField(_("cómo se supo"), max_length=14, choices=UnmetKind)
    reference = models.CharField(_("referencia"), max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("noticia de demanda no cubierta")
        verbose_name_plural = _("noticias de demanda no cubierta")
        ordering = ["unmet", "at"]
        constraints = [
            models.UniqueConstraint(fields=["unmet", "kind", "reference"], name="one_unmet_source_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.unmet} · {self.get_kind_display()}"
