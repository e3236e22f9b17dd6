from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from meetings.models.meeting import Meeting
from meetings.reach import over_places, sees_all

if TYPE_CHECKING:
    from delegations.models import Person


class SnapshotKind(models.TextChoices):
    COUNTRY = "country", _("País")
    DELEGATION = "delegation", _("Delegación")
    UNIT = "unit", _("Hospital")
    NETWORK = "network", _("Directorio de la red")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, person: Person) -> Self:
        """Of meetings that the person sees: the country's by whoever sees the country; a delegation's or hospital's by
        whoever sees it; the directory's, which is public, by all of them.
        """
        seen = self.filter(meeting__in=Meeting.objects.visible_to(person))
        if sees_all(person):
            return seen
        return seen.filter(Q(kind=SnapshotKind.NETWORK) | over_places(person))


class Snapshot(models.Model):
    """Figures as they were at a moment, kept for good: what was on the wall when it was decided.

    `data` is what `meetings.figures` made, counts and folios only; `sha256` is of its canonical JSON
    (`meetings.canonical.digest`). Only ever added: a later correction in the ledger changes nothing here.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="snapshots", verbose_name=_("sesión"))
    kind = models.CharField(_("de qué"), max_length=12, choices=SnapshotKind)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    week = models.DateField(_("semana"), null=True, blank=True)
    taken_at = models.DateTimeField(_("tomada"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("tomó"), null=True, blank=True
    )
    data = models.JSONField(_("cifras"))
    sha256 = models.CharField(_("huella"), max_length=64)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("cifras congeladas")
        verbose_name_plural = _("cifras congeladas")
        ordering = ["meeting", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("country", "network"), delegation__isnull=True, unit__isnull=True)
                | Q(kind="delegation", delegation__isnull=False, unit__isnull=True)
                | Q(kind="unit", delegation__isnull=True, unit__isnull=False),
                name="snapshot_is_of_what_its_kind_says",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_has_its_print"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.meeting} · {self.delegation or self.unit or self.get_kind_display()}"
