from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Place
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.models.contract import ContractLine
from supply.models.drug import Drug
from supply.models.supplier import Supplier
from supply.models.supply_order import SupplyOrder

if TYPE_CHECKING:
    from delegations.models import Person


class SignKind(models.TextChoices):
    PRICE = "price", _("Precio lejos de otros y de su historia")
    SPLIT = "split", _("Órdenes repartidas bajo un límite")
    SINGLE_BIDDER = "single_bidder", _("Una sola oferta, repetida")
    NEAR_EXPIRY = "near_expiry", _("Entregas próximas a caducar")
    BEFORE_DELIVERY = "before_delivery", _("Recepción asentada antes de la entrega")
    ROUND_ADJUSTMENT = "round_adjustment", _("Ajustes en números redondos")
    LOSSES = "losses", _("Pérdidas mayores que las de otros")


class SignState(models.TextChoices):
    OPEN = "open", _("Por revisar")
    EXPLAINED = "explained", _("Con explicación")
    CLOSED = "closed", _("Revisada")


class WarningSignQuerySet(models.QuerySet["WarningSign"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever follows purchases in the whole country; nobody reads of others what may be nothing."""
        return self if scope_of(person).allows_everywhere(Permission.VIEW_PURCHASES) else self.none()


class WarningSign(models.Model):
    """Something in the figures that is worth a look, with those figures; it accuses nobody.

    `key` stays the same while it is the same thing. `facts` is what its sentence is made of; `unusual` how far out it
    stands (share of comparable cases that are less so, 0–1); `compared` with how many.
    """

    kind = models.CharField(_("señal"), max_length=20, choices=SignKind)
    key = models.CharField(max_length=160, unique=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+", null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, blank=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", null=True, blank=True)
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", null=True, blank=True)
    contract_line = models.ForeignKey(ContractLine, models.PROTECT, related_name="+", null=True, blank=True)
    supply_order = models.ForeignKey(SupplyOrder, models.PROTECT, related_name="+", null=True, blank=True)
    facts = models.JSONField(_("cifras"), default=dict)
    unusual = models.DecimalField(_("qué tan fuera de lo común"), max_digits=5, decimal_places=4)
    compared = models.PositiveIntegerField(_("comparada con"), default=0)
    first_seen = models.DateTimeField(_("vista por primera vez"))
    last_seen = models.DateTimeField(_("vista por última vez"))
    state = models.CharField(_("estado"), max_length=12, choices=SignState, default=SignState.OPEN)
    note = models.CharField(_("explicación"), max_length=400, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(_("revisada el"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = WarningSignQuerySet.as_manager()

    class Meta:
        verbose_name = _("señal de atención")
        verbose_name_plural = _("señales de atención")
        ordering = ["-unusual", "-last_seen"]
        constraints = [
            models.CheckConstraint(condition=Q(unusual__gte=0, unusual__lte=1), name="sign_is_unusual_by_a_share"),
            models.CheckConstraint(condition=Q(state="open") | ~Q(note=""), name="reviewed_sign_has_an_explanation"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | ~Q(state="open") & Q(closed_at__isnull=False),
                name="reviewed_sign_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("supply:sign", args=[self.pk])
