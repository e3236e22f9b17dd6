from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.document import Document
from supply.models.lot import Lot
from supply.models.supplier import Supplier
from supply.models.supply_order import SupplyOrder

if TYPE_CHECKING:
    from delegations.models import Person


class SupplierDeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))

    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)


class Delivery(models.Model):
    """What a supplier brought with one remisión, possibly for several orders. `document` is its posting to the ledger,
    None when nothing was accepted. Appended, never edited: what was wrong is voided (its posting reversed in the
    ledger) and said again. A voided one counts for nothing.

    What was over in a delivery waits until somebody decides: the decision is another one, under the same remisión, that
    `settles` that line: taken under an order that still lacks packs, or sent back (rejected).
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="deliveries", verbose_name=_("proveedor"))
    remision = models.CharField(_("remisión"), max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("lugar"))
    arrived_on = models.DateField(_("llegó el"))
    temperature = models.DecimalField(_("temperatura (°C)"), max_digits=4, decimal_places=1, null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="delivery", verbose_name=_("documento"), null=True, blank=True
    )
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recibió"), null=True, blank=True
    )
    posted_at = models.DateTimeField(_("asentada"), default=timezone.now)
    fingerprint = models.CharField(max_length=64, editable=False)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    voided_at = models.DateTimeField(_("anulada"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la anuló"), null=True, blank=True
    )
    void_reason = models.CharField(_("por qué se anuló"), max_length=240, blank=True)
    settles = models.ForeignKey(
        "supply.DeliveryLine",
        models.PROTECT,
        related_name="settlements",
        verbose_name=_("resuelve el excedente de"),
        null=True,
        blank=True,
    )
    is_simulated = models.BooleanField(_("simulada"), default=False)

    objects = SupplierDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrega")
        verbose_name_plural = _("entregas")
        ordering = ["-arrived_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "remision", "place"],
                condition=Q(voided_at__isnull=True, settles__isnull=True),
                name="one_delivery_per_remision",
            ),
            models.UniqueConstraint(
                fields=["settles"], condition=Q(voided_at__isnull=True), name="what_was_over_is_settled_once"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="voided_delivery_says_why",
            ),
            models.CheckConstraint(condition=~Q(remision=""), name="delivery_names_its_remision"),
        ]
        indexes = [models.Index(fields=["place", "-arrived_on"], name="delivery_place")]

    def __str__(self) -> str:
        return self.remision

    def get_absolute_url(self) -> str:
        return reverse("supply:delivery", args=[self.pk])


class DeliveryLineQuerySet(models.QuerySet["DeliveryLine"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(delivery__in=Delivery.objects.visible_to(person))

    def standing(self) -> Self:
        return self.filter(delivery__voided_at__isnull=True)

    def held(self) -> Self:
        """With packs over, of which nobody has said yet what becomes of them."""
        decided = Delivery.objects.standing().filter(settles=models.OuterRef("pk"))
        return self.standing().filter(~models.Exists(decided), over_packs__gt=0)


class DeliveryLine(models.Model):
    """Packs of one lot brought for one order: accepted into the ledger, rejected with a reason, or over what was
    ordered and sent back or held (`over_packs`): no more than an order asked for enters the ledger under it.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines", verbose_name=_("entrega"))
    order = models.ForeignKey(SupplyOrder, models.PROTECT, related_name="deliveries", verbose_name=_("orden"))
    lot_number = models.CharField(_("lote"), max_length=40)
    expires_on = models.DateField(_("caducidad"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"), null=True, blank=True)
    delivered_packs = models.PositiveIntegerField(_("envases entregados"))
    accepted_packs = models.PositiveIntegerField(_("envases aceptados"), default=0)
    rejected_packs = models.PositiveIntegerField(_("envases rechazados"), default=0)
    over_packs = models.PositiveIntegerField(_("envases de más"), default=0)
    reason = models.CharField(_("motivo del rechazo"), max_length=240, blank=True)

    objects = DeliveryLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("renglón de entrega")
        verbose_name_plural = _("renglones de entrega")
        ordering = ["delivery", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "order", "lot_number", "expires_on"], name="one_delivery_line_per_order_and_lot"
            ),
            models.CheckConstraint(
                condition=Q(
                    delivered_packs__gt=0,
                    delivered_packs=F("accepted_packs") + F("rejected_packs") + F("over_packs"),
                ),
                name="every_delivered_pack_is_told",
            ),
            models.CheckConstraint(condition=Q(rejected_packs=0) | ~Q(reason=""), name="rejected_packs_say_why"),
            models.CheckConstraint(
                condition=Q(accepted_packs=0) | Q(lot__isnull=False), name="accepted_packs_have_a_lot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.lot_number}"
