from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from delegations.models import Person


class MeetingFeedQuerySet(models.QuerySet["MeetingFeed"]):
    def visible_to(self, person: Person) -> Self:
        """One's own."""
        return self.filter(person=person.pk) if getattr(person, "is_authenticated", False) else self.none()

    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class MeetingFeed(models.Model):
    """A person's secret address of the calendar of their meetings; only the SHA-256 of its token is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("de quién"))
    token_hash = models.CharField(_("huella"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("creada"), default=timezone.now)
    last_read_at = models.DateTimeField(_("leída por última vez"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("anulada"), null=True, blank=True)

    objects = MeetingFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendario de sesiones suscrito")
        verbose_name_plural = _("calendarios de sesiones suscritos")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_live_meeting_feed_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
