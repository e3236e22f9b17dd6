from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.models.attendance import Attendance
from meetings.models.meeting import Meeting
from meetings.reach import is_relative, sees_all

if TYPE_CHECKING:
    from delegations.models import Person


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, person: Person) -> Self:
        """Whole minutes: whoever sees the country, and staff who were called, once they are signed."""
        if sees_all(person):
            return self
        if not has_permission(person, Permission.VIEW_STOCK):
            return self.none()
        called = Attendance.objects.filter(person=person.pk).order_by().values("meeting")
        return self.filter(signed_at__isnull=False, meeting__in=called)

    def of_families(self, person: Person) -> Self:
        """Signed minutes that a relative may read a part of (`family_text` and agreements for families)."""
        if not is_relative(person):
            return self.none()
        return self.filter(signed_at__isnull=False, meeting__series__with_families=True)

    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)


class Minutes(models.Model):
    """What a meeting leaves in writing: drafted from what happened, edited, then frozen by the first signature.

    `sections` is the text in work: `[{"key": "opening", "title": …, "text": …}, …]`. `content` is everything as it was
    signed, annexes included, and `sha256` of its canonical JSON. Signed, the row never changes (migration 0002); a
    correction is an `Addendum`.
    """

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes_of", verbose_name=_("sesión"))
    sections = models.JSONField(_("texto"), default=list)
    family_text = models.TextField(_("para las familias, en palabras llanas"), blank=True)
    drafted_at = models.DateTimeField(_("redactada"), default=timezone.now)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("redactó"), null=True, blank=True
    )
    content = models.JSONField(_("lo que se firmó"), null=True, blank=True)
    sha256 = models.CharField(_("huella"), max_length=64, blank=True)
    signed_at = models.DateTimeField(_("firmada"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("firmó"), null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minuta")
        verbose_name_plural = _("minutas")
        ordering = ["-meeting__starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(folio__regex=r"^T-[2-9A-Z]{6,8}$"), name="minutes_folio_is_a_folio"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, content__isnull=True, sha256="")
                | Q(
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    content__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                ),
                name="signed_minutes_are_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.folio])

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class Signature(models.Model):
    """Who signed what was frozen: the first one froze it, further ones join it. Only ever added."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures", verbose_name=_("minuta"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"))
    name = models.CharField(_("nombre"), max_length=160)
    post = models.CharField(_("cargo"), max_length=160, blank=True)
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    sha256 = models.CharField(_("huella"), max_length=64)

    class Meta:
        verbose_name = _("firma de la minuta")
        verbose_name_plural = _("firmas de la minuta")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="one_signature_per_minutes_and_person"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="signature_has_its_print"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.name}"


class Addendum(models.Model):
    """A correction of signed minutes: added below, never written over. `sha256` chains it to what was before."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda", verbose_name=_("minuta"))
    number = models.PositiveSmallIntegerField(_("número"))
    text = models.TextField(_("corrección"))
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"))
    name = models.CharField(_("nombre"), max_length=160)
    post = models.CharField(_("cargo"), max_length=160, blank=True)
    sha256 = models.CharField(_("huella"), max_length=64)

    class Meta:
        verbose_name = _("adenda")
        verbose_name_plural = _("adendas")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="one_addendum_per_minutes_and_number"),
            models.CheckConstraint(condition=~Q(text=""), name="addendum_has_words"),
            models.CheckConstraint(condition=Q(number__gte=1), name="addendum_number_counts"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="addendum_has_its_print"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.number}"


class PaperKind(models.TextChoices):
    WHOLE = "whole", _("Minuta completa")
    FAMILIES = "families", _("Parte para las familias")


class MinutesPaper(models.Model):
    """The PDF of signed minutes as a worker made it, with so many addenda. Only ever added."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="papers", verbose_name=_("minuta"))
    kind = models.CharField(_("clase"), max_length=10, choices=PaperKind)
    addenda = models.PositiveSmallIntegerField(_("adendas"), default=0)
    content = models.BinaryField(_("contenido"))
    sha256 = models.CharField(_("huella"), max_length=64)
    made_at = models.DateTimeField(_("hecha"), default=timezone.now)

    class Meta:
        verbose_name = _("PDF de la minuta")
        verbose_name_plural = _("PDF de la minuta")
        ordering = ["minutes", "kind", "addenda"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "kind", "addenda"], name="one_paper_per_minutes_kind_addenda"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.kind} · {self.addenda}"
