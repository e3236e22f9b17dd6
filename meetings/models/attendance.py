from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Posting, Unit
from meetings.models.meeting import Meeting
from meetings.models.member import Member, ParticipantKind

if TYPE_CHECKING:
    from delegations.models import Person


class Presence(models.TextChoices):
    EXPECTED = "expected", _("Convocada")
    PRESENT = "present", _("Presente")
    REPRESENTED = "represented", _("Representada")
    EXCUSED = "excused", _("Con aviso")
    ABSENT = "absent", _("Ausente")


# Who counts for the quorum.
THERE = (Presence.PRESENT, Presence.REPRESENTED)


class NotedVia(models.TextChoices):
    SELF = "self", _("Desde su cuenta")
    LINK = "link", _("Con el enlace de su correo")
    QR = "qr", _("Con el código de la sala")
    SECRETARY = "secretary", _("La secretaría")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(person))

    def there(self) -> Self:
        """Present or represented."""
        return self.filter(presence__in=THERE)

    def required(self) -> Self:
        return self.filter(is_required=True)


class Attendance(models.Model):
    """Somebody called to a meeting, or who came: who, for which post, and whether they were there.

    Name, post and place are those of that day. A relative who has not agreed is shown by initials
    (`meetings.naming_consent.shown_name`), whatever `name` holds.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("sesión"))
    member = models.ForeignKey(
        Member, models.SET_NULL, related_name="+", verbose_name=_("integrante"), null=True, blank=True
    )
    kind = models.CharField(_("de quién"), max_length=20, choices=ParticipantKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cuenta"), null=True, blank=True
    )
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", verbose_name=_("nombramiento"), null=True, blank=True
    )
    name = models.CharField(_("nombre"), max_length=160)
    post = models.CharField(_("cargo"), max_length=160, blank=True)
    organisation = models.CharField(_("de dónde viene"), max_length=160, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    # Whose chair it is: in the review one sees who speaks for the delegation or hospital.
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    is_required = models.BooleanField(_("cuenta para el quórum"), default=True)
    may_be_named = models.BooleanField(_("acepta que se diga su nombre"), default=False)
    presence = models.CharField(_("asistencia"), max_length=12, choices=Presence, default=Presence.EXPECTED)
    represented_by = models.CharField(_("lo representa"), max_length=160, blank=True)
    noted_at = models.DateTimeField(_("anotada"), null=True, blank=True)
    noted_via = models.CharField(_("por dónde"), max_length=12, choices=NotedVia, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    # Of the personal link in the invitation; only its SHA-256.
    token_hash = models.CharField(_("huella"), max_length=64, unique=True, null=True, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invitación enviada"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["kind", "delegation__name", "unit__name", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="attendance_has_a_name"),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False),
                name="one_attendance_per_meeting_and_person",
            ),
            models.UniqueConstraint(
                "meeting", Lower("email"), condition=Q(person__isnull=True) & ~Q(email=""),
                name="one_attendance_per_meeting_and_email",
            ),
            models.UniqueConstraint(
                "meeting", Lower("name"), Lower("organisation"), condition=Q(person__isnull=True, email=""),
                name="one_attendance_per_meeting_and_name",
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.EXPECTED, noted_at__isnull=True, noted_via="")
                | ~Q(presence=Presence.EXPECTED) & Q(noted_at__isnull=False) & ~Q(noted_via=""),
                name="noted_presence_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.REPRESENTED) & ~Q(represented_by="")
                | ~Q(presence=Presence.REPRESENTED) & Q(represented_by=""),
                name="represented_says_by_whom",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "meeting"], name="attendance_person")]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.pk}"
