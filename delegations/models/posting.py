from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models.delegation import Delegation
from delegations.models.unit import Unit
from delegations.roles import Role


class Holding(models.TextChoices):
    TITULAR = "titular", _("Titular")
    SUBSTITUTE = "substitute", _("Suplente")


class PostingQuerySet(models.QuerySet["Posting"]):
    def current(self, day: date) -> Self:
        """Postings in force on a day: the last day counts, an open end never ends."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Posting(models.Model):
    """A person in a role over one scope: the country, a delegation or a unit, from a day on."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("persona")
    )
    role = models.CharField(_("función"), max_length=32, choices=Role)
    is_national = models.BooleanField(_("alcance nacional"), default=False)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="postings", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="postings", verbose_name=_("unidad"), null=True, blank=True
    )
    holding = models.CharField(_("carácter"), max_length=12, choices=Holding, default=Holding.TITULAR)
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)
    office_phone = models.CharField(_("teléfono de oficina"), max_length=40, blank=True)
    office_email = models.EmailField(_("correo de oficina"), blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("nombramiento")
        verbose_name_plural = _("nombramientos")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(is_national=True, delegation__isnull=True, unit__isnull=True)
                    | Q(is_national=False, delegation__isnull=False, unit__isnull=True)
                    | Q(is_national=False, delegation__isnull=True, unit__isnull=False)
                ),
                name="posting_has_exactly_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit or self.delegation or _('nacional')}"
