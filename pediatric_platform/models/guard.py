from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.regimen_line import DoseUnit, Evidence, Route

if TYPE_CHECKING:
    from delegations.models import Person


class GuardKind(models.TextChoices):
    NEVER_ROUTE = "never_route", _("Nunca por esa vía")
    CAP = "cap", _("Tope por aplicación")
    NEEDS = "needs", _("Exige otro medicamento")
    SPACING = "spacing", _("Días mínimos entre dosis")
    LIFETIME = "lifetime", _("Límite de por vida")


class GuardQuerySet(models.QuerySet["Guard"]):
    def visible_to(self, person: Person) -> Self:
        return self if getattr(person, "is_authenticated", False) else self.none()


class Guard(models.Model):
    """A safety rule as data: what it is about, from which amount, what it demands, and where it is written.

    never_route: `inn` by `route`. cap: `limit` per administration in `unit`. needs: from `threshold` mg/m² on (0:
    always) `needs_inn` must be in the same cycle. spacing: `limit` days between doses by `route`. lifetime: `factor`
    turns the drug's mg/m² into those of `group`, whose sum may not pass `limit`.
    """

    code = models.SlugField(_("clave"), max_length=60, unique=True)
    kind = models.CharField(_("tipo"), max_length=12, choices=GuardKind)
    inn = models.CharField(_("denominación común internacional"), max_length=160)
    route = models.CharField(_("vía"), max_length=2, choices=Route, blank=True)
    threshold = models.DecimalField(_("desde"), max_digits=9, decimal_places=3, default=0)
    limit = models.DecimalField(_("límite"), max_digits=9, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=4, choices=DoseUnit, blank=True)
    needs_inn = models.CharField(_("exige"), max_length=160, blank=True)
    group = models.CharField(_("grupo"), max_length=40, blank=True)
    factor = models.DecimalField(_("factor"), max_digits=6, decimal_places=3, null=True, blank=True)
    reason = models.CharField(_("por qué"), max_length=240)
    source = models.CharField(_("fuente"), max_length=240)
    evidence = models.CharField(_("certeza"), max_length=8, choices=Evidence)

    objects = GuardQuerySet.as_manager()

    class Meta:
        verbose_name = _("regla de seguridad")
        verbose_name_plural = _("reglas de seguridad")
        ordering = ["kind", "inn"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="never_route") & ~Q(route="")
                | Q(kind="cap", limit__isnull=False) & ~Q(unit="")
                | Q(kind="needs") & ~Q(needs_inn="")
                | Q(kind="spacing", limit__isnull=False) & ~Q(route="")
                | Q(kind="lifetime", limit__isnull=False, factor__isnull=False) & ~Q(group=""),
                name="guard_says_what_it_demands",
            ),
        ]

    def __str__(self) -> str:
        return self.code
