from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit

if TYPE_CHECKING:
    from delegations.models import Person


class MilestoneKind(models.TextChoices):
    """In the order in which a hospital reaches them."""

    INFRASTRUCTURE = "infrastructure", _("Equipo y red")
    CATALOGUE = "catalogue", _("Catálogos cargados")
    USERS = "users", _("Cuentas del personal")
    FIRST_CHILD = "first_child", _("Primera niña o niño registrado")
    ALL_CHILDREN = "all_children", _("Todas las niñas y niños registrados")
    VERIFIED = "verified", _("Verificado en visita")


class BlockedBy(models.TextChoices):
    NETWORK = "network", _("Red o internet")
    EQUIPMENT = "equipment", _("Computadoras o impresoras")
    STAFF = "staff", _("Falta personal")
    TRAINING = "training", _("Falta capacitación")
    DATA = "data", _("Faltan expedientes o datos")
    DECISION = "decision", _("Falta una decisión")
    OTHER = "other", _("Otro")


class RolloutSiteQuerySet(models.QuerySet["RolloutSite"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=Unit.objects.visible_to(person))


class RolloutSite(models.Model):
    """A hospital where the electronic record (expediente clínico electrónico) of chemotherapy is rolled out."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    expected_children = models.PositiveIntegerField(_("niñas y niños en tratamiento, según el hospital"), null=True)
    expected_source = models.CharField(_("de dónde sale esa cifra"), max_length=160, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    is_simulated = models.BooleanField(_("simulado"), default=False)

    objects = RolloutSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("hospital del despliegue")
        verbose_name_plural = _("hospitales del despliegue")
        ordering = ["unit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_children__isnull=True) | ~Q(expected_source=""),
                name="expected_children_have_a_source",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(site__in=RolloutSite.objects.visible_to(person))

    def pending(self) -> Self:
        return self.filter(done_on__isnull=True)


class Milestone(models.Model):
    """A step of a hospital's roll-out, whose it is and by when; what blocks it stands there until it is gone."""

    site = models.ForeignKey(RolloutSite, models.PROTECT, related_name="milestones", verbose_name=_("hospital"))
    kind = models.CharField(_("hito"), max_length=16, choices=MilestoneKind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("responsable"))
    due_on = models.DateField(_("para el"))
    done_on = models.DateField(_("logrado el"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo dio por logrado"),
        null=True, blank=True,
    )  # fmt: skip
    blocked_by = models.CharField(_("qué lo detiene"), max_length=12, choices=BlockedBy, blank=True)
    blocked_since = models.DateField(_("detenido desde"), null=True, blank=True)
    blocked_note = models.CharField(_("en qué consiste"), max_length=240, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("hito del despliegue")
        verbose_name_plural = _("hitos del despliegue")
        ordering = ["site", "due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="one_milestone_per_site_and_kind"),
            models.CheckConstraint(
                condition=Q(blocked_by="", blocked_since__isnull=True, blocked_note="")
                | ~Q(blocked_by="") & Q(blocked_since__isnull=False, done_on__isnull=True),
                name="blocked_milestone_says_since_when",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="milestone_due")]

    def __str__(self) -> str:
        return f"{self.site} · {self.get_kind_display()}"
