from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class CoverageStatus(models.TextChoices):
    UNKNOWN = "unknown", _("Sin calcular")
    COVERED = "covered", _("Completa")
    INCOMING = "incoming", _("Completa con lo que viene en camino")
    UNCOVERED = "uncovered", _("Falta")


class Certainty(models.TextChoices):
    """How sure the day of what is on its way is."""

    DATED = "dated", _("Con fecha de llegada")
    ESTIMATED = "estimated", _("Fecha estimada")
    LATE = "late", _("Viene atrasado")
    ORDERED = "ordered", _("Pedido al proveedor, con fecha probable")


class RequirementPackageQuerySet(models.QuerySet["RequirementPackage"]):
    def visible_to(self, person: Person) -> Self:
        """Packages of the units whose stock the person sees; they name a folio, never a person."""
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        return self.filter(unit__in=Unit.objects.visible_to(person))

    def needed_between(self, first: date, last: date) -> Self:
        return self.filter(needed_on__gte=first, needed_on__lte=last)

    def uncovered(self) -> Self:
        return self.filter(status=CoverageStatus.UNCOVERED)


class RequirementPackage(models.Model):
    """What must be there together on one day, or none of it counts: declared by an upper floor, answered here.

    `reference` is the upper floor's key and `folio` what may be shown of whom it is for; both are opaque here.
    Status, expected day and certainty are the last answer of the coverage computation; `uncovered_since` is when the
    answer last turned to uncovered.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requirement_packages", verbose_name=_("unidad"))
    needed_on = models.DateField(_("se necesita el"))
    priority = models.SmallIntegerField(_("prioridad"), default=0, help_text=_("Menor va primero el mismo día."))
    reference = models.CharField(_("referencia"), max_length=40, unique=True)
    folio = models.CharField(_("folio"), max_length=20)
    declared_at = models.DateTimeField(_("declarado"), default=timezone.now)
    status = models.CharField(_("respuesta"), max_length=10, choices=CoverageStatus, default=CoverageStatus.UNKNOWN)
    expected_on = models.DateField(_("se completa el"), null=True, blank=True)
    certainty = models.CharField(_("certeza"), max_length=10, choices=Certainty, blank=True)
    uncovered_since = models.DateTimeField(_("falta desde"), null=True, blank=True)
    computed_at = models.DateTimeField(_("calculado"), null=True, blank=True)

    objects = RequirementPackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("paquete de requerimientos")
        verbose_name_plural = _("paquetes de requerimientos")
        ordering = ["needed_on", "priority", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=CoverageStatus.INCOMING, expected_on__isnull=False) & ~Q(certainty="")
                | ~Q(status=CoverageStatus.INCOMING) & Q(expected_on__isnull=True, certainty=""),
                name="incoming_package_names_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status=CoverageStatus.UNCOVERED, uncovered_since__isnull=False)
                | ~Q(status=CoverageStatus.UNCOVERED) & Q(uncovered_since__isnull=True),
                name="uncovered_package_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(status=CoverageStatus.UNKNOWN) | Q(computed_at__isnull=False),
                name="answered_package_says_when",
            ),
            models.CheckConstraint(condition=~Q(reference="") & ~Q(folio=""), name="package_names_whom_it_is_for"),
        ]
        indexes = [
            models.Index(fields=["unit", "needed_on"], include=["status", "folio"], name="package_unit_day"),
            models.Index(
                fields=["needed_on"], include=["unit", "folio"], condition=Q(status="uncovered"), name="package_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.folio} · {self.needed_on}"


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(package__in=RequirementPackage.objects.visible_to(person))


class Requirement(models.Model):
    """Pieces of one drug in a package. `short` is how many are missing; `allocation` says where the others come from:
    [{"lot": id, "pieces": n}] from stock, with "transfer": id and "on": day where they are on their way; of an open
    order {"order": id, "on": day, "percent": how sure, "pieces": n}."""

    package = models.ForeignKey(
        RequirementPackage, models.CASCADE, related_name="requirements", verbose_name=_("paquete"), db_index=False
    )
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="requirements", verbose_name=_("medicamento"))
    pieces = models.PositiveIntegerField(_("piezas"))
    status = models.CharField(_("respuesta"), max_length=10, choices=CoverageStatus, default=CoverageStatus.UNKNOWN)
    short = models.PositiveIntegerField(_("faltan"), default=0)
    allocation = models.JSONField(_("de dónde"), default=list, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("requerimiento")
        verbose_name_plural = _("requerimientos")
        ordering = ["package", "drug"]
        constraints = [
            models.UniqueConstraint(fields=["package", "drug"], name="one_requirement_per_package_and_drug"),
            models.CheckConstraint(condition=Q(pieces__gt=0), name="requirement_needs_something"),
            models.CheckConstraint(
                condition=Q(status=CoverageStatus.UNCOVERED, short__gt=0, short__lte=F("pieces"))
                | ~Q(status=CoverageStatus.UNCOVERED) & Q(short=0),
                name="uncovered_requirement_says_how_many",
            ),
        ]
        # On `short`, zero in most answers: a row none of whose indexed columns changes is rewritten in place.
        indexes = [models.Index(fields=["drug"], condition=Q(short__gt=0), name="requirement_missing")]

    def __str__(self) -> str:
        return f"{self.drug} × {self.pieces}"
