from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.child import Child
from pediatric_platform.models.growth import Growth
from pediatric_platform.models.regimen import Regimen

if TYPE_CHECKING:
    from delegations.models import Person


class PlanState(models.TextChoices):
    ACTIVE = "active", _("En curso")
    COMPLETED = "completed", _("Terminado")
    STOPPED = "stopped", _("Suspendido")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(child__in=Child.objects.visible_to(person))

    def active(self) -> Self:
        return self.filter(state=PlanState.ACTIVE)


class Plan(models.Model):
    """A child's treatment by a regimen from a day on, sized by one measure of the child.

    Sessions are written out until `expanded_until`; those to come are moved by `shift_days` against the regimen. A
    regimen that is not the standard of the child's diagnosis needs `deviation_reason`.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="plans", verbose_name=_("niña o niño"))
    regimen = models.ForeignKey(Regimen, models.PROTECT, related_name="+", verbose_name=_("esquema"))
    started_on = models.DateField(_("empieza el"))
    first_phase = models.PositiveSmallIntegerField(_("desde la fase"), default=1)
    growth = models.ForeignKey(Growth, models.PROTECT, related_name="+", verbose_name=_("medida con que se dosifica"))
    state = models.CharField(_("estado"), max_length=10, choices=PlanState, default=PlanState.ACTIVE)
    state_reason = models.CharField(_("motivo del estado"), max_length=240, blank=True)
    ended_on = models.DateField(_("terminó el"), null=True, blank=True)
    deviation_reason = models.CharField(_("por qué no el criterio único"), max_length=400, blank=True)
    shift_days = models.SmallIntegerField(_("días que se ha recorrido"), default=0)
    expanded_until = models.DateField(_("sesiones escritas hasta"))
    edition = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("indicó"), null=True, blank=True
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan de tratamiento")
        verbose_name_plural = _("planes de tratamiento")
        ordering = ["child", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(state="active"), name="one_active_plan_per_child"),
            models.CheckConstraint(
                condition=Q(state="active", ended_on__isnull=True) | ~Q(state="active") & Q(ended_on__isnull=False),
                name="ended_plan_says_when",
            ),
            models.CheckConstraint(condition=~Q(state="stopped") | ~Q(state_reason=""), name="stopped_plan_says_why"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="plan_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["expanded_until"], condition=Q(state="active"), name="plan_to_expand")]

    def __str__(self) -> str:
        """Without the regimen, which tells the diagnosis: this is what trails write."""
        return f"{self.child} · {self.started_on}"


class DeviationKind(models.TextChoices):
    REGIMEN = "regimen", _("Otro esquema que el criterio único")
    DOSE = "dose", _("Otra dosis que la del esquema")
    OMITTED = "omitted", _("Medicamento que no se da")
    SCHEDULE = "schedule", _("Otros días que los del esquema")
    ALLERGY = "allergy", _("Medicamento al que tiene alergia anotada")


class DeviationQuerySet(models.QuerySet["Deviation"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(person))


class Deviation(models.Model):
    """Where a plan leaves its regimen, and why: seen by whoever applies the same regimen."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="deviations", verbose_name=_("plan"))
    kind = models.CharField(_("tipo"), max_length=10, choices=DeviationKind)
    inn = models.CharField(_("medicamento"), max_length=160, blank=True)
    session_on = models.DateField(_("sesión"), null=True, blank=True)
    before = models.CharField(_("según el esquema"), max_length=120, blank=True)
    after = models.CharField(_("lo indicado"), max_length=120, blank=True)
    reason = models.CharField(_("motivo"), max_length=400)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("indicó"), null=True, blank=True
    )

    objects = DeviationQuerySet.as_manager()

    class Meta:
        verbose_name = _("desviación")
        verbose_name_plural = _("desviaciones")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="deviation_says_why")]

    def __str__(self) -> str:
        return f"{self.plan} · {self.get_kind_display()}"
