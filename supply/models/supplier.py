from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import has_permission

if TYPE_CHECKING:
    from delegations.models import Person


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def visible_to(self, person: Person) -> Self:
        """Who sells to the institute is public record: all staff see it."""
        return self if has_permission(person, Permission.VIEW_STOCK) else self.none()


class Supplier(models.Model):
    """Who sells and delivers under contract. `rfc` with its check digit, where it is known."""

    name = models.CharField(_("nombre"), max_length=160, unique=True)
    rfc = models.CharField("RFC", max_length=13, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    phone = models.CharField(_("teléfono"), max_length=20, blank=True)
    is_active = models.BooleanField(_("activo"), default=True)
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        verbose_name = _("proveedor")
        verbose_name_plural = _("proveedores")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["rfc"], condition=~Q(rfc=""), name="one_supplier_per_rfc"),
            models.CheckConstraint(condition=~Q(name=""), name="supplier_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supply:supplier", args=[self.pk])
