from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.series import Series
from meetings.reach import seen_meetings, sees_all

if TYPE_CHECKING:
    from delegations.models import Person


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Convocada")
    RUNNING = "running", _("En curso")
    ENDED = "ended", _("Terminada")
    CANCELLED = "cancelled", _("Cancelada")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person) -> Self:
        """Every meeting for who sees the country; for others those they were called to, or that look at their
        delegation or hospital; for families those that families take part in.
        """
        if sees_all(person):
            return self
        seen = self.model._default_manager.filter(seen_meetings(person))
        return self.filter(pk__in=seen.order_by().values("pk"))

    def standing(self) -> Self:
        """Not cancelled."""
        return self.exclude(state=MeetingState.CANCELLED)

    def coming(self, now: datetime) -> Self:
        """Called, running or to begin; not over."""
        return self.filter(
            state__in=(MeetingState.PLANNED, MeetingState.RUNNING), starts_at__gte=now - timedelta(days=1)
        )


class Meeting(models.Model):
    """One meeting of a series, numbered; when and where it really is, and what became of it.

    `planned_on` is the day that the series gives; `starts_at` may be moved. `revision` counts what calendars must take
    over (ICS SEQUENCE). `week` is the Monday of the closed week whose figures are looked at. `presence_key` opens the
    page where participants say that they are there; it is printed as a QR code in the room.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings", verbose_name=_("serie"))
    number = models.PositiveIntegerField(_("número"))
    planned_on = models.DateField(_("día que le toca"))
    starts_at = models.DateTimeField(_("comienza"))
    minutes = models.PositiveSmallIntegerField(_("duración en minutos"))
    place = models.CharField(_("lugar"), max_length=200, blank=True)
    video_link = models.URLField(_("enlace de video"), max_length=300, blank=True)
    note = models.CharField(_("nota de la convocatoria"), max_length=400, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    week = models.DateField(_("semana que se revisa"), null=True, blank=True, help_text=_("El lunes de la semana ISO."))
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("preside"), null=True, blank=True
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("secretaría"), null=True, blank=True
    )
    presence_key = models.CharField(max_length=43, unique=True, editable=False)
    called_at = models.DateTimeField(_("convocada"), null=True, blank=True)
    opened_at = models.DateTimeField(_("se abrió"), null=True, blank=True)
    closed_at = models.DateTimeField(_("se cerró"), null=True, blank=True)
    cancelled_reason = models.CharField(_("por qué se canceló"), max_length=240, blank=True)
    moved_reason = models.CharField(_("por qué se movió"), max_length=240, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_meeting_per_series_and_number"),
            models.UniqueConstraint(fields=["series", "planned_on"], name="one_meeting_per_series_and_day"),
            models.UniqueConstraint(
                fields=["series"], condition=Q(state=MeetingState.RUNNING), name="one_running_meeting_per_series"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="meeting_number_counts"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=1440), name="meeting_lasts_some_minutes"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.PLANNED, opened_at__isnull=True, closed_at__isnull=True)
                | Q(state=MeetingState.RUNNING, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=MeetingState.ENDED, opened_at__isnull=False, closed_at__isnull=False)
                | Q(state=MeetingState.CANCELLED, opened_at__isnull=True, closed_at__isnull=True),
                name="meeting_state_says_what_happened",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED) & ~Q(cancelled_reason="")
                | ~Q(state=MeetingState.CANCELLED) & Q(cancelled_reason=""),
                name="cancelled_meeting_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(week__isnull=True) | Q(week__iso_week_day=1), name="meeting_week_is_a_monday"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="meeting_state_start")]

    def __str__(self) -> str:
        return f"{self.series} n.º {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def local_start(self) -> datetime:
        """As the clock on the wall of its series shows it."""
        return self.starts_at.astimezone(self.series.zone)

    @property
    def on(self) -> date:
        return self.local_start.date()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def was_moved(self) -> bool:
        return self.on != self.planned_on

    @property
    def is_over(self) -> bool:
        return self.state in (MeetingState.ENDED, MeetingState.CANCELLED)
