from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from meetings.models.meeting import Meeting
from meetings.models.snapshot import Snapshot
from meetings.reach import over_places, sees_all

if TYPE_CHECKING:
    from delegations.models import Person


class ReviewState(models.TextChoices):
    PENDING = "pending", _("Por revisar")
    REVIEWED = "reviewed", _("Revisada")
    ABSENT = "absent", _("Nadie de la delegación")
    SKIPPED = "skipped", _("No se revisó")


class Verdict(models.TextChoices):
    GOOD = "good", _("En orden")
    WATCH = "watch", _("En vigilancia")
    GRAVE = "grave", _("Grave")


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person) -> Self:
        """Of delegations and hospitals whose stock the person sees: figures are not shown across delegations."""
        return self if sees_all(person) else self.filter(over_places(person))


class Review(models.Model):
    """One delegation, or one UMAE, looked at in a meeting: its frozen figures, what was said, how it stands.

    `severity` orders the list worst first (greater is worse; computed from the snapshot). `seconds` is how long it was
    on the screen.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reviews", verbose_name=_("sesión"))
    position = models.PositiveSmallIntegerField(_("orden"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="+", verbose_name=_("cifras"), null=True, blank=True
    )
    severity = models.IntegerField(_("gravedad"), default=0)
    state = models.CharField(_("estado"), max_length=12, choices=ReviewState, default=ReviewState.PENDING)
    verdict = models.CharField(_("cómo está"), max_length=8, choices=Verdict, blank=True)
    comment = models.TextField(_("comentario"), blank=True)
    seconds = models.PositiveIntegerField(_("segundos en pantalla"), default=0)
    shown_at = models.DateTimeField(_("se mostró"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("se revisó"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("revisión")
        verbose_name_plural = _("revisiones")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation__isnull=False, unit__isnull=True)
                | Q(delegation__isnull=True, unit__isnull=False),
                name="review_is_of_a_delegation_or_a_unit",
            ),
            models.UniqueConstraint(fields=["meeting", "delegation"], name="one_review_per_meeting_and_delegation"),
            models.UniqueConstraint(fields=["meeting", "unit"], name="one_review_per_meeting_and_unit"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PENDING, reviewed_at__isnull=True)
                | ~Q(state=ReviewState.PENDING) & Q(reviewed_at__isnull=False),
                name="done_review_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.REVIEWED) | ~Q(verdict=""), name="reviewed_says_how_it_stands"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.meeting} · {self.delegation or self.unit}"

    @property
    def code(self) -> str:
        """What it is jumped to by: the delegation's code, the unit's CLUES."""
        if self.delegation is not None:
            return str(self.delegation.code)
        return str(self.unit.clues) if self.unit is not None else ""
