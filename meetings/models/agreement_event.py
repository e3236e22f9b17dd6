from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.agreement import Agreement, AgreementState
from meetings.models.meeting import Meeting

if TYPE_CHECKING:
    from delegations.models import Person


class AgreementEventKind(models.TextChoices):
    AGREED = "agreed", _("Se acordó")
    CHANGED = "changed", _("Se corrigió")
    PROGRESS = "progress", _("Avance")
    DUE_MOVED = "due_moved", _("Cambió la fecha")
    OWNER = "owner", _("Cambió el responsable")
    MEASURED = "measured", _("Los datos dijeron otra cosa")
    AT_RISK = "at_risk", _("En riesgo")
    BROKEN = "broken", _("Incumplido")
    FULFILLED = "fulfilled", _("Cumplido")
    REOPENED = "reopened", _("Reabierto")
    CANCELLED = "cancelled", _("Quedó sin efecto")
    CARRIED = "carried", _("Pasó a otra sesión")
    REMINDED = "reminded", _("Se recordó al responsable")


class AgreementEventQuerySet(models.QuerySet["AgreementEvent"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(agreement__in=Agreement.objects.visible_to(person))


class AgreementEvent(models.Model):
    """One thing that happened to an agreement, and what the data said then. Only ever added."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="events", verbose_name=_("acuerdo"))
    kind = models.CharField(_("qué pasó"), max_length=12, choices=AgreementEventKind)
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"), null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="+", verbose_name=_("sesión"), null=True, blank=True
    )
    before = models.CharField(_("antes"), max_length=12, choices=AgreementState, blank=True)
    after = models.CharField(_("después"), max_length=12, choices=AgreementState, blank=True)
    value = models.DecimalField(_("medida"), max_digits=12, decimal_places=2, null=True, blank=True)
    data_as_of = models.DateTimeField(_("datos al"), null=True, blank=True)
    text = models.CharField(_("nota"), max_length=400, blank=True)

    objects = AgreementEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("historia del acuerdo")
        verbose_name_plural = _("historia del acuerdo")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["agreement", "at"], name="agreement_event_at")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.kind}"
