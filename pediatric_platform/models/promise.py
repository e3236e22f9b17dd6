from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.models.child import Child
from pediatric_platform.models.session import Session
from supply.models import CoverageStatus

if TYPE_CHECKING:
    from delegations.models import Person


class Channel(models.TextChoices):
    PAGE = "page", _("Su página")
    MAIL = "mail", _("Correo")
    CALENDAR = "calendar", _("Calendario")
    API = "api", "API"


class PromiseOutcome(models.TextChoices):
    PENDING = "pending", _("Por verse")
    KEPT = "kept", _("Se cumplió")
    BROKEN = "broken", _("No se cumplió")
    VOID = "void", _("No llegó a probarse")


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(child__in=Child.objects.visible_to(person))


class Promise(models.Model):
    """What a family was shown about a session, from when until when, and whether it came true.

    «Complete» and «on its way» are kept when the session was given on the day it was promised for, and broken when it
    was moved for want of a drug; «missing» is no promise. Moved for another reason, it was never put to the test: void.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="+", verbose_name=_("niña o niño"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="promises", verbose_name=_("sesión"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("a quién"))
    channel = models.CharField(_("por dónde"), max_length=8, choices=Channel)
    answer = models.CharField(_("qué se le dijo"), max_length=10, choices=CoverageStatus)
    needed_on = models.DateField(_("para el día"))
    expected_on = models.DateField(_("se esperaba el"), null=True, blank=True)
    data_at = models.DateTimeField(_("con datos de"), null=True, blank=True)
    first_shown_at = models.DateTimeField(_("visto por primera vez"), default=timezone.now)
    last_shown_at = models.DateTimeField(_("visto por última vez"), default=timezone.now)
    outcome = models.CharField(_("resultado"), max_length=8, choices=PromiseOutcome, default=PromiseOutcome.PENDING)
    settled_at = models.DateTimeField(_("resuelto"), null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promesa")
        verbose_name_plural = _("promesas")
        ordering = ["-last_shown_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "channel", "answer", "needed_on", "expected_on"],
                nulls_distinct=False,
                name="one_promise_per_answer",
            ),
            models.CheckConstraint(
                condition=Q(outcome="pending", settled_at__isnull=True)
                | ~Q(outcome="pending") & Q(settled_at__isnull=False),
                name="settled_promise_says_when",
            ),
            models.CheckConstraint(
                condition=Q(last_shown_at__gte=F("first_shown_at")), name="promise_is_shown_last_after_first"
            ),
        ]
        indexes = [
            models.Index(fields=["needed_on"], condition=Q(outcome="pending"), name="promise_to_settle"),
            models.Index(fields=["unit", "needed_on"], include=["outcome", "answer"], name="promise_unit_day"),
        ]

    def __str__(self) -> str:
        return f"{self.session} · {self.get_answer_display()}"
