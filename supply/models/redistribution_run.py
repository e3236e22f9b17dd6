from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.models.drug import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class RunState(models.TextChoices):
    QUEUED = "queued", _("En espera")
    RUNNING = "running", _("Calculando")
    DONE = "done", _("Terminada")
    FAILED = "failed", _("No se pudo calcular")
    CANCELLED = "cancelled", _("Cancelada")


class RedistributionRunQuerySet(models.QuerySet["RedistributionRun"]):
    def visible_to(self, person: Person) -> Self:
        """The country's to who sees the country; a delegation's to who sees all of it."""
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(delegation_id__in=scope.whole_delegation_ids)


class RedistributionRun(models.Model):
    """One question put to the solver: where should what exists be? `delegation` and `drug` narrow it.

    `as_of` is the moment its stock and needs were read. `what_if` names what is taken not to come:
    {"supply_orders": [ids], "transfers": [ids]}. `summary` is {"before": {…}, "after": {…}} with uncovered doses,
    expiring pieces and cost, and per drug whether the answer is proven best ("gap").
    """

    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    whole_packs = models.BooleanField(_("solo envases completos"), default=False)
    what_if = models.JSONField(_("qué pasa si"), default=dict, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=RunState, default=RunState.QUEUED)
    done = models.PositiveIntegerField(_("medicamentos resueltos"), default=0)
    total = models.PositiveIntegerField(_("medicamentos por resolver"), default=0)
    as_of = models.DateTimeField(_("con datos de"), null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("la pidió"), null=True, blank=True
    )
    requested_at = models.DateTimeField(_("pedida"), default=timezone.now)
    finished_at = models.DateTimeField(_("terminada"), null=True, blank=True)
    summary = models.JSONField(_("resultado"), default=dict, blank=True)
    failure = models.CharField(_("por qué no se pudo"), max_length=240, blank=True)

    objects = RedistributionRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("redistribución")
        verbose_name_plural = _("redistribuciones")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="finished_run_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(as_of__isnull=False), name="done_run_says_of_when_its_data_is"
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("supply:redistribution", args=[self.pk])

    @property
    def folio(self) -> str:
        return f"RD-{self.pk:06d}"
