from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.drug import Drug
from supply.models.lot import Lot
from supply.models.requisition import Requisition
from supply.models.transfer import Transfer

if TYPE_CHECKING:
    from delegations.models import Person


class TransferOrderState(models.TextChoices):
    DRAFT = "draft", _("Por confirmar")
    CONFIRMED = "confirmed", _("Confirmada por ambos")
    SENT = "sent", _("Enviada")
    REFUSED = "refused", _("No aceptada")
    CANCELLED = "cancelled", _("Cancelada")


class TransferOrderOrigin(models.TextChoices):
    REDISTRIBUTION = "redistribution", _("Redistribución")
    REQUISITION = "requisition", _("Requisición")
    HAND = "hand", _("A mano")


class TransferOrderQuerySet(models.QuerySet["TransferOrder"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever sees either end sees the order."""
        places = Place.objects.visible_to(person)
        return self.filter(Q(from_place__in=places) | Q(to_place__in=places))

    def standing(self) -> Self:
        """Still to be confirmed or sent."""
        return self.filter(state__in=(TransferOrderState.DRAFT, TransferOrderState.CONFIRMED))


class TransferOrder(models.Model):
    """A transfer that somebody wants: the giver's manager and the taker's confirm it, then it enters the ledger.

    `transfer` is the movement that it became. `send_by` is the last day on which sending it still serves.
    """

    from_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("de"))
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("a"))
    origin = models.CharField(_("origen"), max_length=16, choices=TransferOrderOrigin)
    requisition = models.ForeignKey(
        Requisition,
        models.PROTECT,
        related_name="transfer_orders",
        verbose_name=_("requisición"),
        null=True,
        blank=True,
    )
    state = models.CharField(_("estado"), max_length=12, choices=TransferOrderState, default=TransferOrderState.DRAFT)
    send_by = models.DateField(_("enviar a más tardar el"), null=True, blank=True)
    why = models.CharField(_("por qué"), max_length=400, blank=True)
    reason = models.CharField(_("motivo"), max_length=240, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la hizo"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("hecha"), default=timezone.now)
    giver_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("confirma quien envía"), null=True,
        blank=True,
    )  # fmt: skip
    giver_confirmed_at = models.DateTimeField(_("confirmó quien envía"), null=True, blank=True)
    taker_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("confirma quien recibe"), null=True,
        blank=True,
    )  # fmt: skip
    taker_confirmed_at = models.DateTimeField(_("confirmó quien recibe"), null=True, blank=True)
    transfer = models.OneToOneField(
        Transfer, models.PROTECT, related_name="transfer_order", verbose_name=_("traspaso"), null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    objects = TransferOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("orden de traspaso")
        verbose_name_plural = _("órdenes de traspaso")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_place=F("to_place")), name="transfer_order_goes_somewhere_else"),
            models.CheckConstraint(
                condition=Q(state="sent", transfer__isnull=False) | ~Q(state="sent") & Q(transfer__isnull=True),
                name="sent_order_names_its_transfer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "sent"])
                | Q(giver_confirmed_at__isnull=False, taker_confirmed_at__isnull=False),
                name="order_is_sent_when_both_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "cancelled"]) | ~Q(reason=""), name="refused_order_says_why"
            ),
            models.CheckConstraint(
                condition=Q(giver_confirmed_at__isnull=True) | Q(giver_confirmed_by__isnull=False),
                name="giver_who_confirmed_is_named",
            ),
            models.CheckConstraint(
                condition=Q(taker_confirmed_at__isnull=True) | Q(taker_confirmed_by__isnull=False),
                name="taker_who_confirmed_is_named",
            ),
        ]
        indexes = [
            models.Index(fields=["from_place"], condition=Q(state__in=["draft", "confirmed"]), name="order_to_send"),
            models.Index(fields=["to_place"], condition=Q(state__in=["draft", "confirmed"]), name="order_to_take"),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("supply:transfer-order", args=[self.pk])

    @property
    def folio(self) -> str:
        return f"OT-{self.pk:06d}"


class TransferOrderLine(models.Model):
    """Pieces of a drug to be sent; with a lot named, of that lot, else first to expire first."""

    order = models.ForeignKey(TransferOrder, models.CASCADE, related_name="lines", verbose_name=_("orden de traspaso"))
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"), null=True, blank=True)
    pieces = models.PositiveIntegerField(_("piezas"))

    class Meta:
        verbose_name = _("renglón de orden de traspaso")
        verbose_name_plural = _("renglones de orden de traspaso")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "drug", "lot"], nulls_distinct=False, name="one_order_line_per_drug_and_lot"
            ),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="order_line_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.drug_id} × {self.pieces}"
