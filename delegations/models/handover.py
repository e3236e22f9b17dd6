from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.posting import Posting


class Handover(models.Model):
    """A post passed from one holder to the next, with the open work that went along, as it was on that day."""

    from_posting = models.OneToOneField(
        Posting, models.PROTECT, related_name="handed_over", verbose_name=_("de quien entrega")
    )
    to_posting = models.OneToOneField(
        Posting, models.PROTECT, related_name="taken_over", verbose_name=_("de quien recibe")
    )
    note = models.TextField(_("nota de entrega"), blank=True)
    # A list of {"kind", "label", "items": [{"text", "path"}]}: what was open, in words that outlive the rows.
    work = models.JSONField(_("trabajo abierto"), default=list, blank=True)
    made_at = models.DateTimeField(_("registrada"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registró"), null=True, blank=True
    )
    acknowledged_at = models.DateTimeField(_("recibida de conformidad"), null=True, blank=True)

    class Meta:
        verbose_name = _("entrega de puesto")
        verbose_name_plural = _("entregas de puesto")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_posting=F("to_posting")), name="handover_is_to_another_posting"),
        ]

    def __str__(self) -> str:
        return f"{self.from_posting.person} → {self.to_posting.person}"
