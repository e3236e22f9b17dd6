from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models.plan import Plan

if TYPE_CHECKING:
    from delegations.models import Person


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Programada")
    GIVEN = "given", _("Aplicada")
    CANCELLED = "cancelled", _("Cancelada")


class MoveReason(models.TextChoices):
    CYTOPENIA = "cytopenia", _("Citopenia")
    FEVER = "fever", _("Fiebre o infección")
    MISSING_DRUG = "missing_drug", _("Falta un medicamento")
    FAMILY = "family", _("La familia no puede ese día")
    OTHER = "other", _("Otro motivo")


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(in_clinical_scope(person))

    def planned(self) -> Self:
        return self.filter(state=SessionState.PLANNED)

    def between(self, first: date, last: date) -> Self:
        return self.filter(on__gte=first, on__lte=last)


class Session(models.Model):
    """A dated day of treatment: everything in it must be there, or the day does not count as covered.

    `planned_on` is the day as the regimen first gave it, `on` the day that holds. `unit` is where it is given.
    `cancel_reason` is empty where it ended with its plan; `state_reason` says it in words.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sessions", verbose_name=_("plan"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    phase_position = models.PositiveSmallIntegerField(_("fase"))
    phase_name = models.CharField(_("nombre de la fase"), max_length=80)
    cycle = models.PositiveSmallIntegerField(_("ciclo"))
    day = models.PositiveSmallIntegerField(_("día del ciclo"))
    planned_on = models.DateField(_("día según el esquema"))
    on = models.DateField(_("día"))
    state = models.CharField(_("estado"), max_length=10, choices=SessionState, default=SessionState.PLANNED)
    state_reason = models.CharField(_("motivo"), max_length=240, blank=True)
    cancel_reason = models.CharField(_("por qué se canceló"), max_length=12, choices=MoveReason, blank=True)
    missing_drug = models.ForeignKey(
        "supply.Drug", models.PROTECT, related_name="+", verbose_name=_("medicamento que falta"), null=True, blank=True
    )
    given_on = models.DateField(_("aplicada el"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("anotada"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        ordering = ["on", "plan"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "phase_position", "cycle", "day"], name="one_session_per_plan_and_day"
            ),
            models.CheckConstraint(
                condition=Q(state="given", given_on__isnull=False, recorded_at__isnull=False)
                | ~Q(state="given") & Q(given_on__isnull=True),
                name="given_session_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(state_reason=""), name="cancelled_session_says_why"
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="", missing_drug__isnull=True)
                | Q(state="cancelled") & ~Q(cancel_reason="") & Q(missing_drug__isnull=True)
                | Q(state="cancelled", cancel_reason="missing_drug"),
                name="only_cancelled_session_has_a_kind_of_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "on"], condition=Q(state="planned"), name="session_unit_day"),
            models.Index(fields=["plan", "on"], name="session_plan_day"),
            models.Index(fields=["recorded_at"], condition=Q(state="given"), name="session_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.child} · {self.on}"

    @property
    def reference(self) -> str:
        """By which supply knows the session's package, and no more than that."""
        return reference_of(self.pk)


def reference_of(session_id: int) -> str:
    """The opaque reference of a session's package in supply."""
    return f"s{session_id}"


class SessionMoveQuerySet(models.QuerySet["SessionMove"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(session__in=Session.objects.visible_to(person))


class SessionMove(models.Model):
    """A session that was put on another day, and why: a missing drug is told apart from everything else."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="moves", verbose_name=_("sesión"))
    moved_from = models.DateField(_("del día"))
    moved_to = models.DateField(_("al día"))
    reason = models.CharField(_("motivo"), max_length=12, choices=MoveReason)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    missing_drug = models.ForeignKey(
        "supply.Drug", models.PROTECT, related_name="+", verbose_name=_("medicamento que falta"), null=True, blank=True
    )
    moved_rest = models.BooleanField(_("recorrió también lo que sigue"), default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("movió"), null=True, blank=True
    )

    objects = SessionMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("cambio de día")
        verbose_name_plural = _("cambios de día")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(moved_from=F("moved_to")), name="session_moves_to_another_day"),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(note=""), name="other_reason_is_written_out"),
        ]

    def __str__(self) -> str:
        return f"{self.session} ← {self.moved_from}"
