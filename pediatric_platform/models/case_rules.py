from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Severity(models.IntegerChoices):
    """How much harm a day of waiting does; 1 is the worst."""

    VITAL = 1, _("Vital")
    HIGH = 2, _("Alta")
    MEDIUM = 3, _("Media")
    LOW = 4, _("Baja")


class Level(models.IntegerChoices):
    """Who has the case: each level that lets its time pass hands it to the next."""

    UNIT = 1, _("Hospital")
    DELEGATION = 2, _("Delegación")
    CENTRAL = 3, _("Oficina central")
    SESSION = 4, _("Sesión con las familias")


class Counted(models.TextChoices):
    ALWAYS = "always", _("A toda hora")
    WORKING = "working", _("En horas hábiles")


class SeverityRule(models.Model):
    """When a case is of a severity: the dose that it endangers lies within so many days. Data, not code."""

    severity = models.PositiveSmallIntegerField(_("gravedad"), choices=Severity, unique=True)
    dose_within_days = models.PositiveSmallIntegerField(
        _("dosis dentro de (días)"), null=True, blank=True, help_text=_("Vacío: lo que no cae en las demás.")
    )
    contact_minutes = models.PositiveIntegerField(_("primer contacto con la familia (minutos)"))
    counted = models.CharField(_("cómo se cuenta"), max_length=8, choices=Counted)
    source = models.CharField(_("fundamento"), max_length=200)

    class Meta:
        verbose_name = _("regla de gravedad")
        verbose_name_plural = _("reglas de gravedad")
        ordering = ["severity"]
        constraints = [
            models.CheckConstraint(condition=Q(contact_minutes__gt=0), name="severity_gives_time_to_call"),
            models.CheckConstraint(condition=Q(severity__gte=1, severity__lte=4), name="severity_is_1_to_4"),
        ]

    def __str__(self) -> str:
        return self.get_severity_display()


class CaseClock(models.Model):
    """How long a level has for a case of a severity, and after how long its owner is reminded. Data, not code."""

    severity = models.PositiveSmallIntegerField(_("gravedad"), choices=Severity)
    level = models.PositiveSmallIntegerField(_("nivel"), choices=Level)
    minutes = models.PositiveIntegerField(_("minutos"))
    remind_minutes = models.PositiveIntegerField(_("recordatorio a los (minutos)"))
    counted = models.CharField(_("cómo se cuenta"), max_length=8, choices=Counted)
    source = models.CharField(_("fundamento"), max_length=200)

    class Meta:
        verbose_name = _("reloj de casos")
        verbose_name_plural = _("relojes de casos")
        ordering = ["severity", "level"]
        constraints = [
            models.UniqueConstraint(fields=["severity", "level"], name="one_clock_per_severity_and_level"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="clock_gives_time"),
            models.CheckConstraint(
                condition=Q(remind_minutes__gt=0, remind_minutes__lt=models.F("minutes")),
                name="clock_reminds_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(severity__gte=1, severity__lte=4, level__gte=1, level__lte=3),
                name="clock_is_of_a_level_below_the_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_severity_display()} · {self.get_level_display()}"
