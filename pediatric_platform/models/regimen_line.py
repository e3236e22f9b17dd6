from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.regimen import Phase


class DoseBasis(models.TextChoices):
    SURFACE = "m2", _("por m²")
    WEIGHT = "kg", _("por kg")
    FLAT = "flat", _("fija")
    AGE = "age", _("por edad")
    AUC = "auc", _("por área bajo la curva")


class DoseUnit(models.TextChoices):
    MG = "mg", "mg"
    MICROGRAM = "µg", "µg"
    UNITS = "UI", "UI"
    AUC = "AUC", "AUC"


class Route(models.TextChoices):
    INTRAVENOUS = "IV", _("Intravenosa")
    ORAL = "PO", _("Oral")
    INTRATHECAL = "IT", _("Intratecal")
    INTRAMUSCULAR = "IM", _("Intramuscular")
    SUBCUTANEOUS = "SC", _("Subcutánea")


class LinePurpose(models.TextChoices):
    CHEMOTHERAPY = "chemo", _("Quimioterapia")
    RESCUE = "rescue", _("Rescate")
    SUPPORT = "support", _("Soporte")


class Evidence(models.TextChoices):
    SOURCED = "sourced", _("Con fuente")
    PARTLY = "partly", _("Con fuente en parte")
    RECALL = "recall", _("De memoria, sin fuente")


class RegimenLine(models.Model):
    """One drug of a phase: how much, by which rule, how, on which days of the cycle.

    `amount` is per administration, in `unit` per `basis` (None: by age bands, or told only in `note`); `max_amount`
    caps one administration. What is not sourced may drive demand, flagged, and is never shown as a standard dose.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="lines", verbose_name=_("fase"))
    position = models.PositiveSmallIntegerField(_("orden"))
    inn = models.CharField(_("denominación común internacional"), max_length=160)
    name = models.CharField(_("medicamento"), max_length=160)
    basis = models.CharField(_("regla"), max_length=4, choices=DoseBasis)
    amount = models.DecimalField(_("dosis"), max_digits=9, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=4, choices=DoseUnit)
    per_day = models.PositiveSmallIntegerField(_("veces al día"), default=1)
    route = models.CharField(_("vía"), max_length=2, choices=Route)
    infusion_hours = models.PositiveSmallIntegerField(_("horas de infusión"), null=True, blank=True)
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("días del ciclo"))
    max_amount = models.DecimalField(_("tope por aplicación"), max_digits=9, decimal_places=3, null=True, blank=True)
    from_age = models.PositiveSmallIntegerField(_("desde la edad"), null=True, blank=True)
    below_age = models.PositiveSmallIntegerField(_("hasta antes de la edad"), null=True, blank=True)
    purpose = models.CharField(_("para qué"), max_length=8, choices=LinePurpose, default=LinePurpose.CHEMOTHERAPY)
    evidence = models.CharField(_("certeza"), max_length=8, choices=Evidence)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    source = models.CharField(_("fuente"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("renglón del esquema")
        verbose_name_plural = _("renglones del esquema")
        ordering = ["phase", "position"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "position"], name="one_line_per_phase_and_position"),
            # The one mistake that always kills: the database itself refuses it, here and in a dose.
            models.CheckConstraint(
                condition=~Q(inn__in=["vincristine", "vinblastine", "vinorelbine", "vindesine"], route="IT"),
                name="vinca_line_is_never_intrathecal",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="regimen_line_gives_something"
            ),
            models.CheckConstraint(condition=Q(max_amount__isnull=True) | Q(max_amount__gt=0), name="cap_is_positive"),
            models.CheckConstraint(condition=Q(per_day__gte=1, per_day__lte=24), name="line_is_given_daily_or_more"),
            models.CheckConstraint(
                condition=Q(from_age__isnull=True) | Q(below_age__isnull=True) | Q(below_age__gt=F("from_age")),
                name="line_ages_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.route}"


class AgeBand(models.Model):
    """The amount from one birthday until before another, of a line whose rule is the age."""

    line = models.ForeignKey(RegimenLine, models.CASCADE, related_name="bands", verbose_name=_("renglón"))
    from_age = models.DecimalField(_("desde"), max_digits=4, decimal_places=2)
    amount = models.DecimalField(_("dosis"), max_digits=9, decimal_places=3)

    class Meta:
        verbose_name = _("banda de edad")
        verbose_name_plural = _("bandas de edad")
        ordering = ["line", "from_age"]
        constraints = [
            models.UniqueConstraint(fields=["line", "from_age"], name="one_age_band_per_line_and_age"),
            models.CheckConstraint(condition=Q(from_age__gte=0, amount__gt=0), name="age_band_gives_something"),
        ]

    def __str__(self) -> str:
        return f"≥ {self.from_age}: {self.amount}"
