from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.models.rollout import RolloutSite

if TYPE_CHECKING:
    from delegations.models import Person


class TraineeRole(models.TextChoices):
    ONCOLOGIST = "oncologist", _("Oncología o hematología")
    PHYSICIAN = "physician", _("Medicina")
    NURSE = "nurse", _("Enfermería")
    PHARMACIST = "pharmacist", _("Farmacia")
    MIXING = "mixing", _("Central de mezclas")
    SUPPLY = "supply", _("Abasto")
    CLERK = "clerk", _("Archivo o trabajo social")
    OTHER = "other", _("Otro")


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(site__in=RolloutSite.objects.visible_to(person))

    def current(self) -> Self:
        return self.filter(left_on__isnull=True)


class Trainee(models.Model):
    """Somebody of a hospital's staff who has to know the electronic record, with an account or without."""

    site = models.ForeignKey(RolloutSite, models.PROTECT, related_name="trainees", verbose_name=_("hospital"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cuenta"), null=True, blank=True
    )
    full_name = models.CharField(_("nombre"), max_length=160)
    role = models.CharField(_("puesto"), max_length=12, choices=TraineeRole)
    left_on = models.DateField(_("dejó el hospital el"), null=True, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("persona por capacitar")
        verbose_name_plural = _("personas por capacitar")
        ordering = ["site", "full_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "full_name"], condition=Q(left_on__isnull=True), name="one_trainee_per_site_and_name"
            ),
            models.UniqueConstraint(
                fields=["site", "person"],
                condition=Q(left_on__isnull=True, person__isnull=False),
                name="one_trainee_per_site_and_account",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="trainee_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.full_name


class TrainingQuerySet(models.QuerySet["Training"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))


class Training(models.Model):
    """A training session in person: when, how long, who taught it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("sede"))
    on = models.DateField(_("fecha"))
    starts_at = models.TimeField(_("hora"))
    hours = models.DecimalField(_("horas"), max_digits=4, decimal_places=1)
    topic = models.CharField(_("tema"), max_length=160)
    trainer = models.CharField(_("quién la da"), max_length=160)
    room = models.CharField(_("lugar"), max_length=120, blank=True)
    pass_mark = models.DecimalField(_("calificación para aprobar"), max_digits=4, decimal_places=1, default=8)
    cancelled_reason = models.CharField(_("por qué se canceló"), max_length=240, blank=True)
    closed_at = models.DateTimeField(_("lista cerrada"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cerró la lista"),
        null=True, blank=True,
    )  # fmt: skip
    edition = models.PositiveIntegerField(default=1)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("capacitación")
        verbose_name_plural = _("capacitaciones")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=40), name="training_lasts_some_hours"),
            models.CheckConstraint(condition=Q(pass_mark__gte=0, pass_mark__lte=10), name="pass_mark_is_0_to_10"),
            models.CheckConstraint(
                condition=Q(cancelled_reason="") | Q(closed_at__isnull=True), name="cancelled_training_was_not_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} · {self.topic}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(training__in=Training.objects.visible_to(person))


class Attendance(models.Model):
    """A person of the list of a training: came or not, with what result, and the certificate that follows."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances", verbose_name=_("capacitación"))
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="attendances", verbose_name=_("persona"))
    came = models.BooleanField(_("asistió"), null=True, blank=True)
    score = models.DecimalField(_("calificación"), max_digits=4, decimal_places=1, null=True, blank=True)
    passed = models.BooleanField(_("aprobó"), null=True, blank=True)
    certificate = models.CharField(_("folio de la constancia"), max_length=14, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["training", "trainee__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["training", "trainee"], name="one_attendance_per_training_and_person"),
            models.UniqueConstraint(
                fields=["certificate"], condition=~Q(certificate=""), name="one_certificate_per_folio"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=10, came=True),
                name="only_who_came_has_a_score",
            ),
            models.CheckConstraint(
                condition=Q(certificate="") | Q(came=True, passed=True), name="only_who_passed_has_a_certificate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training} · {self.trainee}"
