from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from supply.models.weekly_report import WeeklyReport


class ChaseKind(models.TextChoices):
    REMINDER = "reminder", _("Recordatorio antes del vencimiento")
    LATE = "late", _("Aviso de retraso")
    ESCALATED = "escalated", _("Aviso a la delegación")


class ReportChase(models.Model):
    """One reminder about an unsigned week, sent once of each kind: the sweep is safe to repeat."""

    report = models.ForeignKey(WeeklyReport, models.CASCADE, related_name="chases", verbose_name=_("reporte"))
    kind = models.CharField(_("aviso"), max_length=12, choices=ChaseKind)
    sent_at = models.DateTimeField(_("enviado"))
    recipients = models.PositiveSmallIntegerField(_("destinatarios"), default=0)

    class Meta:
        verbose_name = _("aviso de reporte")
        verbose_name_plural = _("avisos de reporte")
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="one_chase_of_each_kind")]

    def __str__(self) -> str:
        return f"{self.report} {self.kind}"
