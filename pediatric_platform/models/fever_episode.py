from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.child import Child
from pediatric_platform.models.family_report import FamilyReport
from supply.models import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class FeverState(models.TextChoices):
    COMING = "coming", _("Viene en camino")
    HERE = "here", _("En urgencias, sin antibiótico")
    TREATED = "treated", _("Con antibiótico")
    CLOSED = "closed", _("Cerrado sin antibiótico")


RUNNING = (FeverState.COMING, FeverState.HERE)


class Stamp(models.TextChoices):
    """The moments of an episode, in their usual order."""

    FEVER = "fever", _("Fiebre en casa")
    PREALERT = "prealert", _("Aviso previo")
    ARRIVED = "arrived", _("Llegada")
    TRIAGE = "triage", _("Triage")
    EVALUATED = "evaluated", _("Primera valoración")
    ORDERED = "ordered", _("Indicación")
    DISPENSED = "dispensed", _("Surtido")
    ANTIBIOTIC = "antibiotic", _("Primer antibiótico")


class LateReason(models.TextChoices):
    NO_ANTIBIOTIC = "no_antibiotic", _("No había el antibiótico")
    NO_SUPPLY = "no_supply", _("Faltaba material")
    NO_ACCESS = "no_access", _("No se lograba el acceso venoso")
    NO_BED = "no_bed", _("No había lugar o personal")
    LATE_ORDER = "late_order", _("La indicación tardó")
    LATE_PHARMACY = "late_pharmacy", _("El surtido tardó")
    UNSTABLE = "unstable", _("Se atendió otra urgencia de la niña o el niño")
    NOT_SEEN = "not_seen", _("No se reconoció la fiebre a tiempo")
    OTHER = "other", _("Otro motivo")


class FeverClosing(models.TextChoices):
    NO_FEVER = "no_fever", _("No tenía fiebre")
    NOT_COME = "not_come", _("No llegó: la atendieron en otro lugar")
    OTHER_CAUSE = "other_cause", _("El médico decidió no dar antibiótico")
    MISTAKE = "mistake", _("Se abrió por error")


class FeverEpisodeQuerySet(models.QuerySet["FeverEpisode"]):
    def visible_to(self, person: Person) -> Self:
        """Where the child goes, and where the child is treated."""
        return self.filter(in_clinical_scope(person) | in_clinical_scope(person, "child__unit"))

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class FeverEpisode(models.Model):
    """A child in treatment with fever, from the first thermometer to the first antibiotic.

    `deadline_at` is the arrival plus the minutes of the rule; each stamp keeps its history in `FeverStamp`.
    """

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", verbose_name=_("niña o niño"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("a dónde va"))
    report = models.OneToOneField(
        FamilyReport, models.PROTECT, related_name="episode", verbose_name=_("aviso"), null=True, blank=True
    )
    state = models.CharField(_("estado"), max_length=8, choices=FeverState)
    temperature = models.DecimalField(_("temperatura, °C"), max_digits=3, decimal_places=1, null=True, blank=True)
    neutrophils = models.PositiveIntegerField(_("neutrófilos por µL"), null=True, blank=True)
    fever_at = models.DateTimeField(_("fiebre en casa"), null=True, blank=True)
    prealert_at = models.DateTimeField(_("aviso previo"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("llegada"), null=True, blank=True)
    triage_at = models.DateTimeField(_("triage"), null=True, blank=True)
    evaluated_at = models.DateTimeField(_("primera valoración"), null=True, blank=True)
    ordered_at = models.DateTimeField(_("indicación"), null=True, blank=True)
    dispensed_at = models.DateTimeField(_("surtido"), null=True, blank=True)
    antibiotic_at = models.DateTimeField(_("primer antibiótico"), null=True, blank=True)
    antibiotic = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("antibiótico"), null=True, blank=True
    )
    deadline_at = models.DateTimeField(_("límite"), null=True, blank=True)
    late_reason = models.CharField(_("por qué tardó"), max_length=14, choices=LateReason, blank=True)
    late_note = models.CharField(_("explicación"), max_length=240, blank=True)
    closed_at = models.DateTimeField(_("cerrado"), null=True, blank=True)
    closed_reason = models.CharField(_("por qué sin antibiótico"), max_length=12, choices=FeverClosing, blank=True)
    closed_note = models.CharField(_("nota"), max_length=240, blank=True)
    opened_at = models.DateTimeField(_("abierto"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("abrió"), null=True, blank=True
    )
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = FeverEpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("episodio de fiebre")
        verbose_name_plural = _("episodios de fiebre")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state__in=RUNNING), name="one_running_episode_per_child"
            ),
            models.CheckConstraint(condition=Q(folio__regex=r"^F-[2-9A-Z]{6,8}$"), name="fever_folio_is_a_folio"),
            models.CheckConstraint(
                condition=Q(state="coming", arrived_at__isnull=True, antibiotic_at__isnull=True, closed_at__isnull=True)
                | Q(state="here", arrived_at__isnull=False, antibiotic_at__isnull=True, closed_at__isnull=True)
                | Q(state="treated", arrived_at__isnull=False, antibiotic_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", antibiotic_at__isnull=True, closed_at__isnull=False) & ~Q(closed_reason=""),
                name="fever_state_agrees_with_its_stamps",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True, deadline_at__isnull=True)
                | Q(arrived_at__isnull=False, deadline_at__gt=F("arrived_at")),
                name="fever_deadline_counts_from_arrival",
            ),
            models.CheckConstraint(
                condition=Q(antibiotic_at__isnull=True) | Q(antibiotic_at__gte=F("arrived_at")),
                name="antibiotic_is_given_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(antibiotic_at__isnull=True)
                | Q(ordered_at__isnull=True)
                | Q(antibiotic_at__gte=F("ordered_at")),
                name="antibiotic_is_given_after_its_order",
            ),
            models.CheckConstraint(
                condition=Q(fever_at__isnull=True) | Q(arrived_at__isnull=True) | Q(arrived_at__gte=F("fever_at")),
                name="fever_begins_before_arrival",
            ),
            models.CheckConstraint(
                condition=Q(temperature__isnull=True) | Q(temperature__gte=34, temperature__lte=43),
                name="fever_temperature_is_possible",
            ),
        ]
        indexes = [
            models.Index(fields=["unit"], condition=Q(state__in=RUNNING), name="fever_running"),
            models.Index(fields=["unit", "arrived_at"], name="fever_unit_arrived"),
            models.Index(fields=["arrived_at"], name="fever_arrived"),
        ]

    def __str__(self) -> str:
        return self.folio


class FeverStampQuerySet(models.QuerySet["FeverStamp"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(episode__in=FeverEpisode.objects.visible_to(person))


class FeverStamp(models.Model):
    """One stamp as somebody set it: `at` is when it happened, `noted_at` when it was written down. Only ever added.

    `key` is the tap's own: a tap that a lost network sent twice is one. An empty `at` took the stamp back.
    """

    episode = models.ForeignKey(FeverEpisode, models.PROTECT, related_name="stamps", verbose_name=_("episodio"))
    stamp = models.CharField(_("qué"), max_length=10, choices=Stamp)
    at = models.DateTimeField(_("cuándo"), null=True, blank=True)
    was = models.DateTimeField(_("antes decía"), null=True, blank=True)
    reason = models.CharField(_("por qué se corrigió"), max_length=160, blank=True)
    noted_at = models.DateTimeField(_("anotado"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    offline = models.BooleanField(_("llegó después, sin red"), default=False)
    key = models.CharField(max_length=64, unique=True)

    objects = FeverStampQuerySet.as_manager()

    class Meta:
        verbose_name = _("sello de la hora dorada")
        verbose_name_plural = _("sellos de la hora dorada")
        ordering = ["episode", "noted_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(was__isnull=True) | ~Q(reason=""), name="corrected_stamp_says_why"),
            models.CheckConstraint(condition=Q(at__isnull=False) | Q(was__isnull=False), name="stamp_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.episode} · {self.get_stamp_display()}"
