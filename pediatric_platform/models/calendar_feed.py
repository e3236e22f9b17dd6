from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.guardian import Guardian

if TYPE_CHECKING:
    from delegations.models import Person


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, person: Person) -> Self:
        """One's own feeds."""
        return self.filter(guardian__person=person) if getattr(person, "is_authenticated", False) else self.none()

    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A guardian's secret address of a child's calendar; only the SHA-256 of its token is kept."""

    guardian = models.ForeignKey(Guardian, models.PROTECT, related_name="feeds", verbose_name=_("familiar"))
    token_hash = models.CharField(_("huella"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("creada"), default=timezone.now)
    last_read_at = models.DateTimeField(_("leída por última vez"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("anulada"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendario suscrito")
        verbose_name_plural = _("calendarios suscritos")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardian"], condition=Q(revoked_at__isnull=True), name="one_live_calendar_per_guardian"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian}"
