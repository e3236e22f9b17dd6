from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.posting import Posting


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation", _("Invitación")
    CONFIRM_CONTACT = "confirm_contact", _("Confirmar contacto")
    RESET_SECOND_FACTOR = "reset_second_factor", _("Restablecer el segundo factor")


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    def live(self, now: datetime) -> Self:
        """Links that still open: not used, not revoked, not expired."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)

    def open(self) -> Self:
        """Links neither used nor revoked, expired or not."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)


class OneTimeLink(models.Model):
    """A link that was mailed and opens once. Only the SHA-256 of its token is kept: the link cannot be read back."""

    purpose = models.CharField(_("para qué"), max_length=24, choices=LinkPurpose)
    token_hash = models.CharField(_("huella"), max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links", verbose_name=_("persona")
    )
    posting = models.ForeignKey(
        Posting, models.CASCADE, related_name="links", verbose_name=_("nombramiento"), null=True, blank=True
    )
    sent_to = models.EmailField(_("enviado a"))
    created_at = models.DateTimeField(_("creado"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("creó"), null=True, blank=True
    )
    expires_at = models.DateTimeField(_("vence"))
    used_at = models.DateTimeField(_("usado"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocado"), null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("enlace de un solo uso")
        verbose_name_plural = _("enlaces de un solo uso")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "person", "posting"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_open_link_per_purpose",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_expires_after_it_is_made"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="link_is_not_used_and_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.person}"

    def is_live(self, now: datetime) -> bool:
        """Whether it would still open."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > now
