from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.diagnosis import Diagnosis

if TYPE_CHECKING:
    from delegations.models import Person


class RegimenState(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    APPROVED = "approved", _("Aprobado")
    WITHDRAWN = "withdrawn", _("Retirado")


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def visible_to(self, person: Person) -> Self:
        """What is given for a diagnosis is no secret: whoever signs in may read it."""
        return self if getattr(person, "is_authenticated", False) else self.none()


class Protocol(models.Model):
    """A way to treat a diagnosis, whatever its version. At most one is the standard of a diagnosis and risk group."""

    code = models.CharField(_("clave"), max_length=30, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="protocols", verbose_name=_("diagnóstico"))
    risk = models.CharField(_("grupo de riesgo"), max_length=60, blank=True)
    population = models.CharField(_("población"), max_length=40, blank=True)
    is_standard = models.BooleanField(_("es el criterio único"), default=False)
    standard_body = models.CharField(_("lo decidió"), max_length=160, blank=True)
    standard_since = models.DateField(_("desde"), null=True, blank=True)

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocolo")
        verbose_name_plural = _("protocolos")
        ordering = ["diagnosis__name", "risk", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "risk"], condition=Q(is_standard=True), name="one_standard_per_diagnosis_and_risk"
            ),
            models.CheckConstraint(
                condition=Q(is_standard=False) | ~Q(standard_body="") & Q(standard_since__isnull=False),
                name="standard_says_who_decided_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegimenQuerySet(models.QuerySet["Regimen"]):
    def visible_to(self, person: Person) -> Self:
        return self if getattr(person, "is_authenticated", False) else self.none()

    def usable(self) -> Self:
        """Versions that a plan may begin with."""
        return self.filter(state=RegimenState.APPROVED)


class Regimen(models.Model):
    """One version of a protocol. Once approved, it and its lines are read-only: the database refuses any change but its
    withdrawal (migration 0002)."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="versions", verbose_name=_("protocolo"))
    version = models.PositiveSmallIntegerField(_("versión"))
    state = models.CharField(_("estado"), max_length=10, choices=RegimenState, default=RegimenState.DRAFT)
    source = models.TextField(_("fuente"), blank=True)
    changes = models.TextField(_("qué cambia"), blank=True)
    approved_body = models.CharField(_("lo aprobó"), max_length=160, blank=True)
    approved_on = models.DateField(_("aprobado el"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asentó"), null=True, blank=True
    )
    withdrawn_on = models.DateField(_("retirado el"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("motivo del retiro"), max_length=240, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RegimenQuerySet.as_manager()

    class Meta:
        verbose_name = _("esquema de tratamiento")
        verbose_name_plural = _("esquemas de tratamiento")
        ordering = ["protocol", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "version"], name="one_regimen_per_protocol_and_version"),
            models.CheckConstraint(
                condition=Q(state=RegimenState.DRAFT, approved_on__isnull=True, approved_body="")
                | ~Q(state=RegimenState.DRAFT) & Q(approved_on__isnull=False) & ~Q(approved_body=""),
                name="approved_regimen_names_its_body",
            ),
            models.CheckConstraint(
                condition=Q(state=RegimenState.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(state=RegimenState.WITHDRAWN) & Q(withdrawn_on__isnull=True, withdrawn_reason=""),
                name="withdrawn_regimen_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol} v{self.version}"

    def usable_on(self, day: date) -> bool:
        return self.state == RegimenState.APPROVED and self.approved_on is not None and self.approved_on <= day


class Phase(models.Model):
    """A part of a regimen, in order: so many cycles of so many days. `day_origin` is the number of its first day."""

    regimen = models.ForeignKey(Regimen, models.CASCADE, related_name="phases", verbose_name=_("esquema"))
    position = models.PositiveSmallIntegerField(_("orden"))
    name = models.CharField(_("fase"), max_length=80)
    cycle_days = models.PositiveSmallIntegerField(_("días del ciclo"))
    cycles = models.PositiveSmallIntegerField(_("ciclos"), default=1)
    cycles_note = models.CharField(_("nota sobre los ciclos"), max_length=80, blank=True)
    day_origin = models.PositiveSmallIntegerField(_("número del primer día"), default=1)

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("fases")
        ordering = ["regimen", "position"]
        constraints = [
            models.UniqueConstraint(fields=["regimen", "position"], name="one_phase_per_regimen_and_position"),
            models.CheckConstraint(
                condition=Q(cycle_days__gt=0, cycles__gt=0, day_origin__lte=1), name="phase_has_days_and_cycles"
            ),
        ]

    def __str__(self) -> str:
        return self.name
