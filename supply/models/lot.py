from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class LotState(models.TextChoices):
    USABLE = "usable", _("Utilizable")
    QUARANTINED = "quarantined", _("En cuarentena")
    RECALLED = "recalled", _("Retirado")


class LotQuerySet(models.QuerySet["Lot"]):
    def visible_to(self, person: Person) -> Self:
        """A lot's identity is no secret among staff; where it is comes from balances, which are scoped."""
        return self if has_permission(person, Permission.VIEW_STOCK) else self.none()

    def usable_on(self, day: date) -> Self:
        """Lots that may be given on a day: the day of expiry itself still counts."""
        return self.filter(state=LotState.USABLE, expires_on__gte=day)


class Lot(models.Model):
    """Pieces of one drug made together; the same number with another expiry is another lot."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="lots", verbose_name=_("medicamento"))
    number = models.CharField(_("lote"), max_length=40)
    expires_on = models.DateField(_("caducidad"))
    maker = models.CharField(_("fabricante"), max_length=120, blank=True)
    gtin = models.CharField("GTIN", max_length=14, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=LotState, default=LotState.USABLE)
    state_reason = models.CharField(_("motivo del estado"), max_length=240, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        verbose_name = _("lote")
        verbose_name_plural = _("lotes")
        ordering = ["expires_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["drug", "number", "expires_on"], name="lot_is_drug_number_and_expiry"),
            models.CheckConstraint(condition=~models.Q(number=""), name="lot_has_a_number"),
        ]
        indexes = [models.Index(fields=["expires_on"], name="lot_expiry")]

    def __str__(self) -> str:
        return self.number

    def usable_on(self, day: date) -> bool:
        return self.state == LotState.USABLE and self.expires_on >= day
