from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """What was done, to what and by whom. No foreign keys: it outlives what it speaks of.

    UPDATE, DELETE and TRUNCATE are refused by a trigger (migration 0002).
    """

    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    type = models.CharField(_("qué"), max_length=60)
    by = models.CharField(_("quién"), max_length=200, blank=True)
    by_id = models.BigIntegerField(_("número de cuenta"), null=True, blank=True)
    target_model = models.CharField(_("tipo de objeto"), max_length=60, blank=True)
    target_id = models.CharField(_("objeto"), max_length=60, blank=True)
    target_label = models.CharField(_("descripción"), max_length=240, blank=True)
    before = models.JSONField(_("antes"), default=dict, blank=True)
    after = models.JSONField(_("después"), default=dict, blank=True)

    class Meta:
        verbose_name = _("evento de auditoría")
        verbose_name_plural = _("auditoría")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(fields=["target_model", "target_id"], name="audit_target"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.target_label}"
