from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models import Person


class WorkSnoozeQuerySet(models.QuerySet["WorkSnooze"]):
    def visible_to(self, person: Person) -> Self:
        scope = scope_of(person)
        if scope.is_national:
            return self
        return self.filter(Q(unit_id__in=scope.unit_ids) | Q(delegation_id__in=scope.whole_delegation_ids))


class WorkSnooze(models.Model):
    """A line of a worklist put off until a day, with the reason; it comes back then by itself."""

    key = models.CharField(max_length=120, unique=True)
    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    until = models.DateField(_("hasta el"))
    reason = models.CharField(_("motivo"), max_length=240)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lo aplazó"))
    at = models.DateTimeField(_("cuándo"), default=timezone.now)

    objects = WorkSnoozeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pendiente aplazado")
        verbose_name_plural = _("pendientes aplazados")
        ordering = ["until"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(key=""), name="snooze_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.until}"
