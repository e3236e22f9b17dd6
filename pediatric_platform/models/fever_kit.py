from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from supply.models import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class KitRole(models.TextChoices):
    FIRST = "first", _("Antibiótico de primera elección")
    ALTERNATIVE = "alternative", _("Antibiótico alternativo")
    SUPPLY = "supply", _("Material")


class KitItemQuerySet(models.QuerySet["KitItem"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def active(self) -> Self:
        return self.filter(is_active=True)


class KitItem(models.Model):
    """Something that the emergency kit for fever must hold. Drugs are counted by the ledger; the rest by whoever looks:
    `counted` pieces at `counted_at`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    role = models.CharField(_("para qué"), max_length=12, choices=KitRole)
    name = models.CharField(_("qué"), max_length=120)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    minimum = models.PositiveIntegerField(_("mínimo"))
    counted = models.PositiveIntegerField(_("contado"), null=True, blank=True)
    counted_at = models.DateTimeField(_("cuándo se contó"), null=True, blank=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién contó"), null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("orden"), default=0)
    is_active = models.BooleanField(_("en uso"), default=True)

    objects = KitItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("renglón del botiquín de fiebre")
        verbose_name_plural = _("botiquín de fiebre")
        ordering = ["unit", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_kit_item_per_unit_and_name"),
            models.UniqueConstraint(
                fields=["unit", "drug"], condition=Q(drug__isnull=False), name="one_kit_item_per_unit_and_drug"
            ),
            models.CheckConstraint(condition=Q(minimum__gt=0), name="kit_item_has_a_minimum"),
            models.CheckConstraint(
                condition=Q(role="supply", drug__isnull=True)
                | ~Q(role="supply") & Q(drug__isnull=False, counted__isnull=True),
                name="ledger_counts_the_kit_drugs",
            ),
            models.CheckConstraint(
                condition=Q(counted__isnull=True, counted_at__isnull=True)
                | Q(counted__isnull=False, counted_at__isnull=False),
                name="counted_kit_item_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KitAlertQuerySet(models.QuerySet["KitAlert"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(item__unit__in=Unit.objects.visible_to(person))

    def standing(self) -> Self:
        return self.filter(ended_at__isnull=True)


class KitAlert(models.Model):
    """A kit item fell below its minimum: since when, with how much, and until when."""

    item = models.ForeignKey(KitItem, models.PROTECT, related_name="alerts", verbose_name=_("renglón"))
    since = models.DateTimeField(_("desde"), default=timezone.now)
    on_hand = models.PositiveIntegerField(_("había"))
    minimum = models.PositiveIntegerField(_("mínimo"))
    escalated_at = models.DateTimeField(_("se avisó más arriba"), null=True, blank=True)
    ended_at = models.DateTimeField(_("hasta"), null=True, blank=True)

    objects = KitAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alerta del botiquín")
        verbose_name_plural = _("alertas del botiquín")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_at__isnull=True), name="one_standing_alert_per_kit_item"
            ),
            models.CheckConstraint(condition=Q(on_hand__lt=models.F("minimum")), name="kit_alert_is_below_the_minimum"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("since")),
                name="kit_alert_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.since:%Y-%m-%d %H:%M}"
