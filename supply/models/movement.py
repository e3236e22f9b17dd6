from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.document import Document
from supply.models.lot import Lot
from supply.reasons import DECREASES, INCREASES, Reason

if TYPE_CHECKING:
    from delegations.models import Person


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))


class Movement(models.Model):
    """One signed fact of the ledger. Appended, never edited: a correction is another movement.

    The balance, the closed weeks, the days that may not go negative and the refusal of UPDATE, DELETE and TRUNCATE
    are kept by triggers (migration 0002). `reason` is a plain string checked against its sign by the database.
    `true_date` names the day of a fact captured late, in a week already closed.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="movements", verbose_name=_("documento"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="movements", verbose_name=_("lugar"), db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="movements", verbose_name=_("lote"), db_index=False)
    quantity = models.IntegerField(_("piezas"))
    reason = models.CharField(_("motivo"), max_length=16, choices=Reason)
    occurred_on = models.DateField(_("fecha"))
    true_date = models.DateField(_("fecha real"), null=True, blank=True)
    posted_at = models.DateTimeField(_("asentado"))
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("asentó"),
        null=True,
        blank=True,
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, related_name="reversal", verbose_name=_("revierte"), null=True, blank=True
    )

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movimiento")
        verbose_name_plural = _("movimientos")
        ordering = ["-occurred_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(reverses__isnull=True, reason__in=sorted(INCREASES), quantity__gt=0)
                    | Q(reverses__isnull=True, reason__in=sorted(DECREASES), quantity__lt=0)
                    | Q(reverses__isnull=False, reason__in=sorted(INCREASES), quantity__lt=0)
                    | Q(reverses__isnull=False, reason__in=sorted(DECREASES), quantity__gt=0)
                ),
                name="movement_sign_agrees_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(true_date__isnull=True) | Q(true_date__lt=F("occurred_on")),
                name="late_capture_names_an_earlier_day",
            ),
        ]
        indexes = [
            # A lot's places and days: kardex, recall, and the running balance that may not go negative.
            models.Index(fields=["lot", "place", "occurred_on"], include=["quantity"], name="movement_lot_place_day"),
            # A place's days: the weekly draft reads one week of a place, whatever the ledger's size.
            models.Index(
                fields=["place", "occurred_on"], include=["lot", "quantity", "reason"], name="movement_place_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.quantity:+d}"
