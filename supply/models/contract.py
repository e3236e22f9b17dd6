from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.presentation import Presentation
from supply.models.supplier import Supplier
from supply.models.tender import Tender

if TYPE_CHECKING:
    from delegations.models import Person


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, person: Person) -> Self:
        """Contracts are public record: all staff see them."""
        return self if has_permission(person, Permission.VIEW_STOCK) else self.none()

    def in_force_on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_early_on__isnull=True)


class Contract(models.Model):
    """What a supplier has to deliver at which price until when, and what it owes when it is late.

    Penalty: `penalty_percent` of the value delivered late for each day, up to `penalty_cap_percent` of that value.
    """

    number = models.CharField(_("contrato"), max_length=60, unique=True)
    tender = models.ForeignKey(
        Tender, models.PROTECT, related_name="contracts", verbose_name=_("procedimiento"), null=True, blank=True
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="contracts", verbose_name=_("proveedor"))
    starts_on = models.DateField(_("vigente desde"))
    ends_on = models.DateField(_("vigente hasta"))
    ended_early_on = models.DateField(_("terminado antes el"), null=True, blank=True)
    penalty_percent = models.DecimalField(
        _("pena por día de atraso (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    penalty_cap_percent = models.DecimalField(
        _("tope de la pena (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    least_shelf_days = models.PositiveSmallIntegerField(_("vida útil mínima al entregar (días)"), null=True, blank=True)
    note = models.CharField(_("nota"), max_length=400, blank=True)
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrato")
        verbose_name_plural = _("contratos")
        ordering = ["-starts_on", "number"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="contract_has_a_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(penalty_percent__isnull=True, penalty_cap_percent__isnull=True)
                | Q(penalty_percent__gt=0, penalty_percent__lte=100, penalty_cap_percent__isnull=True)
                | Q(penalty_percent__gt=0, penalty_percent__lte=F("penalty_cap_percent"), penalty_cap_percent__lte=100),
                name="penalty_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("supply:contract", args=[self.pk])


class ContractLineQuerySet(models.QuerySet["ContractLine"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(contract__in=Contract.objects.visible_to(person))


class ContractLine(models.Model):
    """A clave under a contract: least and most packs, and the price of a pack."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="lines", verbose_name=_("contrato"))
    presentation = models.ForeignKey(Presentation, models.PROTECT, related_name="+", verbose_name=_("clave"))
    min_packs = models.PositiveIntegerField(_("mínimo de envases"), default=0)
    max_packs = models.PositiveIntegerField(_("máximo de envases"))
    price = models.DecimalField(_("precio por envase"), max_digits=14, decimal_places=2)

    objects = ContractLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("clave de un contrato")
        verbose_name_plural = _("claves de un contrato")
        ordering = ["contract", "presentation"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "presentation"], name="one_contract_line_per_clave"),
            models.CheckConstraint(
                condition=Q(max_packs__gt=0, min_packs__lte=F("max_packs")), name="contract_line_has_a_maximum"
            ),
            models.CheckConstraint(condition=Q(price__gt=0), name="contract_line_has_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.contract} {self.presentation}"
