from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.document import Document
from supply.models.lot import Lot
from supply.reasons import SHORTFALLS, Reason

if TYPE_CHECKING:
    from delegations.models import Person


class TransferState(models.TextChoices):
    IN_TRANSIT = "in_transit", _("En tránsito")
    ACCEPTED = "accepted", _("Recibido completo")
    ACCEPTED_SHORT = "accepted_short", _("Recibido con faltante")
    REVERSED = "reversed", _("Cancelado")


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever sees either end sees the transfer."""
        places = Place.objects.visible_to(person)
        return self.filter(Q(from_place__in=places) | Q(to_place__in=places))

    def in_transit(self) -> Self:
        return self.filter(state=TransferState.IN_TRANSIT)


class Transfer(models.Model):
    """Pieces sent from one place to another, on their way until the receiver says what arrived.

    `sends_back`: this one takes back what was turned away of that one.
    """

    dispatch = models.OneToOneField(Document, models.PROTECT, related_name="transfer", verbose_name=_("envío"))
    acceptance = models.OneToOneField(
        Document, models.PROTECT, related_name="accepted_transfer", verbose_name=_("recepción"), null=True, blank=True
    )
    from_place = models.ForeignKey(Place, models.PROTECT, related_name="transfers_out", verbose_name=_("de"))
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="transfers_in", verbose_name=_("a"))
    transit_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("tránsito"))
    state = models.CharField(_("estado"), max_length=16, choices=TransferState, default=TransferState.IN_TRANSIT)
    dispatched_on = models.DateField(_("enviado el"))
    expected_on = models.DateField(_("se espera el"), null=True, blank=True)
    accepted_on = models.DateField(_("recibido el"), null=True, blank=True)
    sends_back = models.OneToOneField(
        "self", models.PROTECT, related_name="return_transfer", verbose_name=_("devuelve de"), null=True, blank=True
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("traspaso")
        verbose_name_plural = _("traspasos")
        ordering = ["-dispatched_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_place=F("to_place")), name="transfer_goes_somewhere_else"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["accepted", "accepted_short"], acceptance__isnull=False, accepted_on__isnull=False)
                    | Q(state__in=["in_transit", "reversed"], acceptance__isnull=True, accepted_on__isnull=True)
                ),
                name="accepted_transfer_names_its_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(sends_back__isnull=True) | ~Q(sends_back=F("id")), name="transfer_takes_back_another"
            ),
        ]
        indexes = [
            models.Index(fields=["to_place"], condition=Q(state="in_transit"), name="transfer_on_its_way"),
        ]

    def __str__(self) -> str:
        return f"{self.from_place} → {self.to_place}"


class TransferLine(models.Model):
    """One lot of a transfer: what was sent, what arrived of it, and why less.

    `over` pieces arrived that no document had sent. `rejected` of those that arrived were turned away: they go back by
    a transfer of their own. `note` says why, of either.
    """

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines", verbose_name=_("traspaso"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"))
    sent = models.PositiveIntegerField(_("enviadas"))
    received = models.PositiveIntegerField(_("recibidas"), null=True, blank=True)
    shortfall_reason = models.CharField(
        _("motivo del faltante"),
        max_length=16,
        choices=[(reason, Reason(reason).label) for reason in SHORTFALLS],
        blank=True,
    )
    over = models.PositiveIntegerField(_("de más"), default=0)
    rejected = models.PositiveIntegerField(_("rechazadas"), default=0)
    note = models.CharField(_("por qué"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("renglón de traspaso")
        verbose_name_plural = _("renglones de traspaso")
        ordering = ["transfer", "id"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "lot"], name="one_transfer_line_per_lot"),
            models.CheckConstraint(condition=Q(sent__gt=0), name="transfer_sends_something"),
            models.CheckConstraint(
                condition=Q(received__isnull=True)
                | Q(received=F("sent"), shortfall_reason="")
                | (Q(received__lt=F("sent")) & ~Q(shortfall_reason="")),
                name="short_arrival_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(over=0, rejected=0) | Q(received__isnull=False) & ~Q(note=""),
                name="other_arrival_says_why",
            ),
            models.CheckConstraint(
                condition=Q(rejected=0) | Q(rejected__lte=F("received")), name="what_is_rejected_arrived"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot} {self.sent}"
