from __future__ import annotations

from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.reach import seen_meetings, sees_all

if TYPE_CHECKING:
    from delegations.models import Person


class Weekday(models.IntegerChoices):
    """As ISO counts them."""

    MONDAY = 1, _("lunes")
    TUESDAY = 2, _("martes")
    WEDNESDAY = 3, _("miércoles")
    THURSDAY = 4, _("jueves")
    FRIDAY = 5, _("viernes")
    SATURDAY = 6, _("sábado")
    SUNDAY = 7, _("domingo")


class RestRule(models.TextChoices):
    """What becomes of a meeting whose day is a day of rest."""

    NEXT = "next", _("Pasa al siguiente día hábil")
    BEFORE = "before", _("Se adelanta al día hábil anterior")
    SKIP = "skip", _("No se celebra")
    KEEP = "keep", _("Se celebra de todos modos")


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, person: Person) -> Self:
        """Every series for who sees the country; for others those with a meeting that they see."""
        if sees_all(person):
            return self
        seen = self.model._default_manager.filter(seen_meetings(person, "meetings__"))
        return self.filter(pk__in=seen.order_by().values("pk"))

    def active(self) -> Self:
        return self.filter(is_active=True)


class Series(models.Model):
    """Meetings that come again: on which weekday, at what hour and where; all of it data.

    `every_weeks` 1 is each week. `anchor_on` is the day that weeks are counted from: a date of that weekday.
    `quorum` is the share (percent) of required participants who must be present or represented.
    """

    code = models.SlugField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    purpose = models.TextField(_("para qué es"), blank=True)
    weekday = models.PositiveSmallIntegerField(_("día de la semana"), choices=Weekday, default=Weekday.WEDNESDAY)
    starts_at = models.TimeField(_("hora"))
    minutes = models.PositiveSmallIntegerField(_("duración en minutos"), default=120)
    time_zone = models.CharField(_("zona horaria"), max_length=40, default="America/Mexico_City")
    every_weeks = models.PositiveSmallIntegerField(_("cada cuántas semanas"), default=1)
    anchor_on = models.DateField(_("se cuenta desde el"))
    rest_rule = models.CharField(_("si cae en día de descanso"), max_length=8, choices=RestRule, default=RestRule.NEXT)
    place = models.CharField(_("lugar"), max_length=200, blank=True)
    video_link = models.URLField(_("enlace de video"), max_length=300, blank=True)
    has_reviews = models.BooleanField(_("revisa delegación por delegación"), default=False)
    with_families = models.BooleanField(_("participan familias"), default=False)
    quorum = models.PositiveSmallIntegerField(_("quórum (porcentaje)"), default=50)
    is_active = models.BooleanField(_("en uso"), default=True)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("serie de sesiones")
        verbose_name_plural = _("series de sesiones")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="series_has_a_name"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="series_weekday_exists"),
            models.CheckConstraint(condition=Q(every_weeks__gte=1), name="series_comes_again"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=1440), name="series_lasts_some_minutes"),
            models.CheckConstraint(condition=Q(quorum__lte=100), name="series_quorum_is_a_share"),
            models.CheckConstraint(
                condition=Q(anchor_on__iso_week_day=models.F("weekday")), name="series_counts_from_its_weekday"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
