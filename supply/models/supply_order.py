from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.contract import ContractLine

if TYPE_CHECKING:
    from delegations.models import Person


class SupplyOrderState(models.TextChoices):
    OPEN = "open", _("Por recibir")
    RECEIVED = "received", _("Recibida completa")
    CLOSED_SHORT = "closed_short", _("Cerrada con faltante")
    CANCELLED = "cancelled", _("Cancelada")


class SupplyOrderQuerySet(models.QuerySet["SupplyOrder"]):
    def visible_to(self, person: Person) -> Self:
        """Orders that go to a place the person sees."""
        return self.filter(place__in=Place.objects.visible_to(person))

    def open(self) -> Self:
        return self.filter(state=SupplyOrderState.OPEN)

    def late_on(self, day: date) -> Self:
        return self.open().filter(deadline_on__lt=day)


class SupplyOrder(models.Model):
    """An order under a contract: so many packs of a clave, to a place, by a day. `number` is the official one.

    `received_packs` is the sum of what its deliveries' lines accepted, kept by the database. `expected_on` is the day
    by which it arrives with the probability that plans count on, `arrival_probability` that of its arriving by its
    deadline (or, once that is past, within the next week), both from the record of supplier and clave; `expectation`
    says how: {"n", "basis", "by_day": […]}. `promised_on` is the day the supplier has announced.
    """

    number = models.CharField(_("orden de suministro"), max_length=60, unique=True)
    line = models.ForeignKey(ContractLine, models.PROTECT, related_name="orders", verbose_name=_("clave del contrato"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("destino"), db_index=False)
    packs = models.PositiveIntegerField(_("envases pedidos"))
    price = models.DecimalField(_("precio por envase"), max_digits=14, decimal_places=2)
    issued_on = models.DateField(_("emitida el"))
    deadline_on = models.DateField(_("fecha límite"))
    promised_on = models.DateField(_("el proveedor anunció"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=SupplyOrderState, default=SupplyOrderState.OPEN)
    received_packs = models.PositiveIntegerField(_("envases recibidos"), default=0)
    completed_on = models.DateField(_("completa el"), null=True, blank=True)
    reason = models.CharField(_("motivo"), max_length=240, blank=True)
    expected_on = models.DateField(_("se espera el"), null=True, blank=True)
    arrival_probability = models.DecimalField(
        _("probabilidad de que llegue"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    expectation = models.JSONField(_("de dónde sale"), default=dict, blank=True)
    made_at = models.DateTimeField(_("registrada"), default=timezone.now)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = SupplyOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("orden de suministro")
        verbose_name_plural = _("órdenes de suministro")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="supply_order_has_a_number"),
            models.CheckConstraint(condition=Q(packs__gt=0), name="supply_order_asks_for_something"),
            models.CheckConstraint(condition=Q(price__gt=0), name="supply_order_has_a_price"),
            models.CheckConstraint(
                condition=Q(deadline_on__gte=F("issued_on")), name="supply_order_is_due_after_it_is_issued"
            ),
            models.CheckConstraint(
                condition=Q(received_packs__lte=F("packs")), name="supply_order_takes_no_more_than_it_asked"
            ),
            models.CheckConstraint(
                condition=Q(state="received", received_packs=F("packs"), completed_on__isnull=False)
                | ~Q(state="received") & Q(completed_on__isnull=True),
                name="received_order_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed_short", "cancelled"]) | ~Q(reason=""), name="closed_order_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(received_packs=0), name="cancelled_order_received_nothing"
            ),
            models.CheckConstraint(
                condition=Q(arrival_probability__isnull=True)
                | Q(arrival_probability__gte=0, arrival_probability__lte=1),
                name="arrival_is_a_probability",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "deadline_on"], name="supply_order_place"),
            models.Index(fields=["deadline_on"], condition=Q(state="open"), name="supply_order_open"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("supply:supply-order", args=[self.pk])

    @property
    def missing_packs(self) -> int:
        return self.packs - self.received_packs
