from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.presentation import Presentation
from supply.models.supplier import Supplier

if TYPE_CHECKING:
    from delegations.models import Person


class TenderKind(models.TextChoices):
    OPEN = "open", _("Licitación pública")
    INVITATION = "invitation", _("Invitación a cuando menos tres")
    DIRECT = "direct", _("Adjudicación directa")


class LineResult(models.TextChoices):
    PENDING = "pending", _("Sin fallo")
    AWARDED = "awarded", _("Adjudicada")
    DESERTED = "deserted", _("Desierta")
    CANCELLED = "cancelled", _("Cancelada")


class TenderQuerySet(models.QuerySet["Tender"]):
    def visible_to(self, person: Person) -> Self:
        """Procedures are public record: all staff see them."""
        return self if has_permission(person, Permission.VIEW_STOCK) else self.none()


class Tender(models.Model):
    """A procedure to buy: who convened it, when it was published and decided. `number` is the official one."""

    number = models.CharField(_("procedimiento"), max_length=60, unique=True)
    title = models.CharField(_("objeto"), max_length=240, blank=True)
    kind = models.CharField(_("tipo"), max_length=12, choices=TenderKind)
    convener = models.CharField(_("convocante"), max_length=160, blank=True)
    is_consolidated = models.BooleanField(_("compra consolidada"), default=False)
    published_on = models.DateField(_("publicado el"), null=True, blank=True)
    decided_on = models.DateField(_("fallo del"), null=True, blank=True)
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = TenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedimiento de contratación")
        verbose_name_plural = _("procedimientos de contratación")
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="tender_has_a_number"),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | Q(published_on__isnull=True)
                | Q(decided_on__gte=F("published_on")),
                name="tender_is_decided_after_it_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("supply:tender", args=[self.pk])


class TenderLineQuerySet(models.QuerySet["TenderLine"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(tender__in=Tender.objects.visible_to(person))


class TenderLine(models.Model):
    """A clave of a procedure: packs asked for, the price of reference per pack, and what became of it."""

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="lines", verbose_name=_("procedimiento"))
    presentation = models.ForeignKey(Presentation, models.PROTECT, related_name="+", verbose_name=_("clave"))
    packs = models.PositiveIntegerField(_("envases"))
    reference_price = models.DecimalField(
        _("precio de referencia por envase"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    result = models.CharField(_("resultado"), max_length=12, choices=LineResult, default=LineResult.PENDING)

    objects = TenderLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("clave de un procedimiento")
        verbose_name_plural = _("claves de un procedimiento")
        ordering = ["tender", "presentation"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "presentation"], name="one_tender_line_per_clave"),
            models.CheckConstraint(condition=Q(packs__gt=0), name="tender_asks_for_something"),
            models.CheckConstraint(
                condition=Q(reference_price__isnull=True) | Q(reference_price__gt=0), name="reference_price_is_a_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender} {self.presentation}"


class Bid(models.Model):
    """What a supplier offered for a clave: price per pack, and whether it won."""

    line = models.ForeignKey(TenderLine, models.CASCADE, related_name="bids", verbose_name=_("clave"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="bids", verbose_name=_("proveedor"))
    price = models.DecimalField(_("precio por envase"), max_digits=14, decimal_places=2)
    won = models.BooleanField(_("ganó"), default=False)

    class Meta:
        verbose_name = _("oferta")
        verbose_name_plural = _("ofertas")
        ordering = ["line", "price"]
        constraints = [
            models.UniqueConstraint(fields=["line", "supplier"], name="one_bid_per_supplier_and_line"),
            models.CheckConstraint(condition=Q(price__gt=0), name="bid_has_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.price}"
