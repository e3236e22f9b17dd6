from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models.delivery import Channel


class Pace(models.TextChoices):
    NOW = "now", _("Al momento")
    DIGEST = "digest", _("Un resumen al día")
    NEVER = "never", _("No enviar")


class NoticePreference(models.Model):
    """How one person wants one kind of notice by one channel; without a row, as the kind itself says.

    The inbox always keeps everything.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences", verbose_name=_("persona")
    )
    kind = models.CharField(_("asunto"), max_length=60)
    channel = models.CharField(_("medio"), max_length=8, choices=Channel)
    pace = models.CharField(_("cuándo"), max_length=8, choices=Pace)

    class Meta:
        verbose_name = _("preferencia de avisos")
        verbose_name_plural = _("preferencias de avisos")
        ordering = ["kind", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_preference_per_kind_and_channel")
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.get_channel_display()}: {self.get_pace_display()}"
