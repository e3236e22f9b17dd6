from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.rollout import RolloutSite

if TYPE_CHECKING:
    from delegations.models import Person


class VisitItem(models.Model):
    """One question of the verification visit's checklist."""

    code = models.SlugField(_("código"), max_length=40, unique=True)
    text = models.CharField(_("pregunta"), max_length=240)
    position = models.PositiveSmallIntegerField(_("orden"))
    is_active = models.BooleanField(_("en uso"), default=True)

    class Meta:
        verbose_name = _("pregunta de la visita")
        verbose_name_plural = _("preguntas de la visita")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(site__in=RolloutSite.objects.visible_to(person))


class Visit(models.Model):
    """A verification visit: who went, when, what they found. Signed, it changes no more (migration 0006)."""

    site = models.ForeignKey(RolloutSite, models.PROTECT, related_name="visits", verbose_name=_("hospital"))
    on = models.DateField(_("fecha"))
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién la encabeza")
    )
    team = models.TextField(_("quiénes van"), blank=True, help_text=_("Una persona por renglón."))
    summary = models.TextField(_("resumen"), blank=True)
    cancelled_reason = models.CharField(_("por qué se canceló"), max_length=240, blank=True)
    signed_at = models.DateTimeField(_("firmada"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("firmó"), null=True, blank=True
    )
    # What the data said on the day of the signature: {"children", "expected", "trained", "staff", "same_day", …}.
    figures = models.JSONField(_("cifras del día"), default=dict, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visita de verificación")
        verbose_name_plural = _("visitas de verificación")
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "on"], condition=Q(cancelled_reason=""), name="one_visit_per_site_and_day"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False, cancelled_reason="") & ~Q(summary=""),
                name="signed_visit_says_who_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} · {self.on}"


class Answer(models.TextChoices):
    YES = "yes", _("Sí")
    PARTLY = "partly", _("En parte")
    NO = "no", _("No")
    NOT_APPLICABLE = "na", _("No aplica")


class VisitAnswer(models.Model):
    """What the visit found for one question."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers", verbose_name=_("visita"))
    item = models.ForeignKey(VisitItem, models.PROTECT, related_name="+", verbose_name=_("pregunta"))
    answer = models.CharField(_("respuesta"), max_length=8, choices=Answer)
    note = models.CharField(_("nota"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("respuesta de la visita")
        verbose_name_plural = _("respuestas de la visita")
        ordering = ["visit", "item__position"]
        constraints = [models.UniqueConstraint(fields=["visit", "item"], name="one_answer_per_visit_and_item")]

    def __str__(self) -> str:
        return f"{self.visit} · {self.item.code}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(visit__in=Visit.objects.visible_to(person))

    def pending(self) -> Self:
        return self.filter(done_on__isnull=True)


class Finding(models.Model):
    """Something to put right after a visit: whose, by when, and when it was done."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name=_("visita"))
    item = models.ForeignKey(
        VisitItem, models.PROTECT, related_name="+", verbose_name=_("pregunta"), null=True, blank=True
    )
    text = models.CharField(_("hallazgo"), max_length=400)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("responsable"))
    due_on = models.DateField(_("para el"))
    done_on = models.DateField(_("resuelto el"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo dio por resuelto"),
        null=True, blank=True,
    )  # fmt: skip
    done_note = models.CharField(_("qué se hizo"), max_length=240, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hallazgo")
        verbose_name_plural = _("hallazgos")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_words"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_note="") | Q(done_on__isnull=False) & ~Q(done_note=""),
                name="done_finding_says_what_was_done",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="finding_due")]

    def __str__(self) -> str:
        return f"{self.visit} · {self.pk}"
