from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.session import Session

if TYPE_CHECKING:
    from delegations.models import Person


class MixingOrderQuerySet(models.QuerySet["MixingOrder"]):
    def visible_to(self, person: Person) -> Self:
        """Orders of the children whom the person treats, and those that their mixing centre prepares."""
        return self.filter(in_clinical_scope(person, "session__unit") | in_clinical_scope(person, "place__unit"))


class MixingOrder(models.Model):
    """A session's mixtures asked of a mixing centre for a day."""

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    session = models.ForeignKey(Session, models.PROTECT, related_name="mixing_orders", verbose_name=_("sesión"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("central de mezclas"))
    for_day = models.DateField(_("para el día"))
    note = models.CharField(_("indicaciones"), max_length=240, blank=True)
    requested_at = models.DateTimeField(_("solicitada"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("solicitó"), null=True, blank=True
    )
    cancelled_at = models.DateTimeField(_("cancelada"), null=True, blank=True)
    cancelled_reason = models.CharField(_("motivo"), max_length=240, blank=True)

    objects = MixingOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("orden de mezclas")
        verbose_name_plural = _("órdenes de mezclas")
        ordering = ["for_day", "folio"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(cancelled_at__isnull=True), name="one_open_mixing_order_per_session"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_reason=""), name="cancelled_mixing_order_says_why"
            ),
        ]
        indexes = [models.Index(fields=["place", "for_day"], name="mixing_order_place_day")]

    def __str__(self) -> str:
        return self.folio
