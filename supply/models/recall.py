from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.document import Document
from supply.models.drug import Drug
from supply.models.lot import Lot

if TYPE_CHECKING:
    from delegations.models import Person


class RecallKind(models.TextChoices):
    QUALITY = "quality", _("Calidad o alerta sanitaria")
    FALSIFIED = "falsified", _("Producto falsificado")
    PREVENTIVE = "preventive", _("Preventivo, mientras se investiga")


class RecallState(models.TextChoices):
    WATCHED = "watched", _("En vigilancia")
    OPEN = "open", _("Abierto")
    CLOSED = "closed", _("Cerrado")
    LIFTED = "lifted", _("Levantado")


class RecallQuerySet(models.QuerySet["Recall"]):
    def visible_to(self, person: Person) -> Self:
        """That a lot is unsafe is no secret among staff; where it lies comes from holdings, which are scoped."""
        return self if has_permission(person, Permission.VIEW_STOCK) else self.none()

    def in_force(self) -> Self:
        """Lots that these name are not given to anybody."""
        return self.filter(state__in=(RecallState.WATCHED, RecallState.OPEN, RecallState.CLOSED))


class Recall(models.Model):
    """Lots of a drug that nobody may be given: where they are, who has put them aside, and what became of them.

    `watched`: falsified lots known from elsewhere that never came here; if one comes, it is stopped at the door.
    `hours` is the clock of those who hold some. A drug may be unknown to the catalogue: then `product` alone names it.
    """

    kind = models.CharField(_("tipo"), max_length=12, choices=RecallKind)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="recalls", verbose_name=_("medicamento"), null=True, blank=True
    )
    product = models.CharField(_("producto como lo nombra el aviso"), max_length=200)
    maker = models.CharField(_("fabricante o titular"), max_length=160, blank=True)
    source = models.CharField(_("fuente"), max_length=240)
    text = models.TextField(_("qué dice el aviso y qué hacer"), blank=True)
    issued_on = models.DateField(_("fecha del aviso"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("plazo para responder (horas)"), default=24)
    state = models.CharField(_("estado"), max_length=12, choices=RecallState, default=RecallState.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo abrió"), null=True, blank=True
    )
    opened_at = models.DateTimeField(_("abierto"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo cerró"), null=True, blank=True
    )
    ended_at = models.DateTimeField(_("cerrado"), null=True, blank=True)
    end_reason = models.CharField(_("motivo del cierre"), max_length=400, blank=True)
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = _("retiro sanitario")
        verbose_name_plural = _("retiros sanitarios")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(product="") & ~Q(source=""), name="recall_names_product_and_source"),
            models.CheckConstraint(
                condition=Q(state__in=["watched", "open"], ended_at__isnull=True)
                | Q(state__in=["closed", "lifted"], ended_at__isnull=False) & ~Q(end_reason=""),
                name="ended_recall_says_when_and_why",
            ),
            models.CheckConstraint(condition=Q(hours__gte=1), name="recall_has_a_clock"),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("supply:recall", args=[self.pk])

    @property
    def folio(self) -> str:
        return f"RS-{self.pk:06d}"


class RecallLot(models.Model):
    """A lot as the notice prints it; what it matches is decided by its keys (supply/lot_numbers.py)."""

    recall = models.ForeignKey(Recall, models.CASCADE, related_name="lots", verbose_name=_("retiro"))
    number = models.CharField(_("lote"), max_length=60)
    expires_on = models.DateField(_("caducidad"), null=True, blank=True)

    class Meta:
        verbose_name = _("lote de un retiro")
        verbose_name_plural = _("lotes de un retiro")
        ordering = ["recall", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "number", "expires_on"], nulls_distinct=False, name="one_recall_lot_per_number"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="recall_lot_has_a_number"),
        ]

    def __str__(self) -> str:
        return self.number


class RecallHoldingQuerySet(models.QuerySet["RecallHolding"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))

    def waiting(self) -> Self:
        return self.filter(acknowledged_at__isnull=True)


class RecallHolding(models.Model):
    """What a place had of a recalled lot when it was stopped, and what its people answered.

    `pieces` by the ledger then; `found` as counted; `document` took them off the shelf (returned or destroyed).
    """

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="holdings", verbose_name=_("retiro"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("lugar"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"))
    pieces = models.PositiveIntegerField(_("piezas según el libro"))
    deadline_at = models.DateTimeField(_("responder antes de"))
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("respondió"), null=True, blank=True
    )
    acknowledged_at = models.DateTimeField(_("respondido"), null=True, blank=True)
    found = models.PositiveIntegerField(_("piezas apartadas"), null=True, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name=_("salida"), null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    objects = RecallHoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("existencia de un lote retirado")
        verbose_name_plural = _("existencias de lotes retirados")
        ordering = ["recall", "place", "lot"]
        constraints = [
            models.UniqueConstraint(fields=["recall", "place", "lot"], name="one_holding_per_place_and_lot"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True, found__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False, found__isnull=False),
                name="acknowledged_holding_says_who_and_how_many",
            ),
        ]
        indexes = [
            models.Index(fields=["place"], condition=Q(acknowledged_at__isnull=True), name="holding_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.lot_id}: {self.pieces}"
