from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.models.child import Child

if TYPE_CHECKING:
    from delegations.models import Person


class StayQuerySet(models.QuerySet["Stay"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(child__in=Child.objects.visible_to(person))


class Stay(models.Model):
    """The days a child was treated at a unit: its history of transfers. The open one is the child's unit."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="stays", verbose_name=_("niña o niño"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    since = models.DateField(_("desde"))
    until = models.DateField(_("hasta"), null=True, blank=True)
    reason = models.CharField(_("motivo del traslado"), max_length=240, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("estancia")
        verbose_name_plural = _("estancias")
        ordering = ["child", "-since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="stay_ends_later"),
            ExclusionConstraint(
                name="child_is_at_one_unit_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.unit} · {self.since}"
