from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.child import Child
from pediatric_platform.models.session import Session

if TYPE_CHECKING:
    from delegations.models import Person


class ReportKind(models.TextChoices):
    PROBLEM = "problem", _("Problema con un medicamento")
    FEVER = "fever", _("Fiebre")


class FamilyReportQuerySet(models.QuerySet["FamilyReport"]):
    def visible_to(self, person: Person) -> Self:
        """Of the children whom the person treats."""
        return self.filter(in_clinical_scope(person))


class FamilyReport(models.Model):
    """What a relative told from the family's page, and when somebody of the hospital took it up."""

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    kind = models.CharField(_("qué"), max_length=8, choices=ReportKind)
    child = models.ForeignKey(Child, models.PROTECT, related_name="reports", verbose_name=_("niña o niño"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="+", verbose_name=_("sesión"), null=True, blank=True
    )
    text = models.TextField(_("qué pasó"), blank=True)
    temperature = models.DecimalField(_("temperatura, °C"), max_digits=3, decimal_places=1, null=True, blank=True)
    began_at = models.DateTimeField(_("desde"), null=True, blank=True)
    told_at = models.DateTimeField(_("avisó"), default=timezone.now)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién avisó")
    )
    taken_at = models.DateTimeField(_("atendido"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("atendió"), null=True, blank=True
    )
    answer = models.CharField(_("respuesta a la familia"), max_length=400, blank=True)

    objects = FamilyReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("aviso de la familia")
        verbose_name_plural = _("avisos de las familias")
        ordering = ["-told_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="problem") | ~Q(text=""), name="problem_is_told_in_words"),
            models.CheckConstraint(
                condition=Q(temperature__isnull=True) | Q(temperature__gte=34, temperature__lte=43),
                name="temperature_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="taken_report_names_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["unit"], condition=Q(taken_at__isnull=True), name="report_to_take")]

    def __str__(self) -> str:
        return self.folio
