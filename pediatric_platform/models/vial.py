from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.mixture import Mixture
from pediatric_platform.models.regimen_line import DoseUnit
from supply.models import Document, Lot

if TYPE_CHECKING:
    from delegations.models import Person


class VialQuerySet(models.QuerySet["Vial"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(in_clinical_scope(person, "place__unit"))

    def open(self) -> Self:
        return self.filter(discarded_at__isnull=True)


class Vial(models.Model):
    """A vial opened at a mixing centre: one piece left the ledger; its contents are drawn while they are good.

    Draws together never exceed `amount`, and none is made after `use_before`: the database keeps both (migration 0002).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("lugar"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("consumo"))
    amount = models.DecimalField(_("contenido"), max_digits=10, decimal_places=3)
    unit = models.CharField(_("unidad"), max_length=4, choices=DoseUnit)
    opened_at = models.DateTimeField(_("abierto"), default=timezone.now)
    use_before = models.DateTimeField(_("usar antes de"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("abrió"), null=True, blank=True
    )
    discarded_at = models.DateTimeField(_("desechado"), null=True, blank=True)
    discarded_amount = models.DecimalField(_("sobrante desechado"), max_digits=10, decimal_places=3, default=0)

    objects = VialQuerySet.as_manager()

    class Meta:
        verbose_name = _("frasco abierto")
        verbose_name_plural = _("frascos abiertos")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="vial_holds_something"),
            models.CheckConstraint(condition=Q(use_before__gte=F("opened_at")), name="vial_is_good_after_opening"),
            models.CheckConstraint(
                condition=Q(discarded_amount__gte=0, discarded_amount__lte=F("amount")), name="discard_is_within_vial"
            ),
        ]
        indexes = [models.Index(fields=["place"], condition=Q(discarded_at__isnull=True), name="vial_open_at_place")]

    def __str__(self) -> str:
        return f"{self.lot} · {self.opened_at:%Y-%m-%d %H:%M}"


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(mixture__in=Mixture.objects.visible_to(person))


class Draw(models.Model):
    """What a mixture took of a vial: the one link between a lot and a child. Only ever added."""

    vial = models.ForeignKey(Vial, models.PROTECT, related_name="draws", verbose_name=_("frasco"))
    mixture = models.ForeignKey(Mixture, models.PROTECT, related_name="draws", verbose_name=_("mezcla"))
    amount = models.DecimalField(_("cantidad"), max_digits=10, decimal_places=3)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("preparó"), null=True, blank=True
    )

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("extracción")
        verbose_name_plural = _("extracciones")
        ordering = ["mixture", "id"]
        constraints = [
            models.UniqueConstraint(fields=["vial", "mixture"], name="one_draw_per_vial_and_mixture"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="draw_takes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.mixture} ← {self.vial}"
