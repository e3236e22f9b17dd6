from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.lot import Lot, LotState

if TYPE_CHECKING:
    from delegations.models import Person


class BalanceQuerySet(models.QuerySet["Balance"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))

    def at(self, place: Place) -> Self:
        return self.filter(place=place)

    def in_stock(self) -> Self:
        return self.filter(on_hand__gt=0)

    def usable_on(self, day: date) -> Self:
        """Stock that may be given on a day: lots neither expired, quarantined nor recalled."""
        return self.in_stock().filter(lot__state=LotState.USABLE, lot__expires_on__gte=day)

    def fefo(self) -> Self:
        """First to expire, first out; ties by lot, so that two readers agree."""
        return self.order_by("lot__expires_on", "lot_id")


class Balance(models.Model):
    """What a place has of a lot. Written by the movements' trigger alone; direct writes are refused."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="balances", verbose_name=_("lugar"), db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="balances", verbose_name=_("lote"))
    on_hand = models.IntegerField(_("existencia"))
    last_on = models.DateField(_("último movimiento"))

    objects = BalanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("existencia")
        verbose_name_plural = _("existencias")
        ordering = ["place", "lot"]
        constraints = [
            models.UniqueConstraint(fields=["place", "lot"], name="one_balance_per_place_and_lot"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="balance_is_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.lot}: {self.on_hand}"
