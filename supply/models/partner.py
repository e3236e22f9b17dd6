from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from delegations.roles import Permission
from delegations.scoping import has_permission

if TYPE_CHECKING:
    from delegations.models import Person


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, person: Person) -> Self:
        """Partners of the delegations whose name the person may see."""
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(delegation__in=Delegation.objects.visible_to(person))


class Partner(models.Model):
    """Another public provider of the same state that lends and borrows medicines."""

    name = models.CharField(_("nombre"), max_length=160)
    institution = models.CharField(_("institución"), max_length=80, blank=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"))
    contact = models.CharField(_("contacto (cargo)"), max_length=120, blank=True)
    phone = models.CharField(_("teléfono"), max_length=20, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    is_active = models.BooleanField(_("activa"), default=True)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("institución externa")
        verbose_name_plural = _("instituciones externas")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "name"], name="one_partner_per_name_and_delegation"),
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supply:partner", args=[self.pk])
