from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.sealing import SealedText
from pediatric_platform.models.case import Case, CaseChannel
from pediatric_platform.models.child import Child
from pediatric_platform.models.dose import Dose
from pediatric_platform.models.family_report import FamilyReport
from pediatric_platform.models.session import Session

if TYPE_CHECKING:
    from delegations.models import Person


class ConfirmedBy(models.TextChoices):
    FAMILY = "family", _("La familia")
    RECORD = "record", _("El registro de que se dio")
    TELLER = "teller", _("Quien lo avisó")


class CaseFollowerQuerySet(models.QuerySet["CaseFollower"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(case__in=Case.objects.visible_to(person))

    def current(self) -> Self:
        return self.filter(left_at__isnull=True)

    def unconfirmed(self) -> Self:
        return self.filter(left_at__isnull=True, confirmed_at__isnull=True)


class CaseFollower(models.Model):
    """Whom a case is about and who told it: a child, a relative, a stranger with a telephone, or somebody of the staff.

    A case that touches many children has one of these for each; it is confirmed when every one of them is. Contacts are
    sealed at rest; `story` is what this teller wrote.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="followers", verbose_name=_("caso"))
    child = models.ForeignKey(
        Child, models.PROTECT, related_name="+", verbose_name=_("niña o niño"), null=True, blank=True
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién avisó"), null=True, blank=True
    )
    report = models.OneToOneField(
        FamilyReport, models.PROTECT, related_name="follower", verbose_name=_("aviso"), null=True, blank=True
    )
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="+", verbose_name=_("sesión"), null=True, blank=True
    )
    channel = models.CharField(_("por dónde"), max_length=8, choices=CaseChannel)
    contact_name = SealedText(_("nombre"), blank=True)
    contact_phone = SealedText(_("teléfono"), blank=True)
    contact_email = SealedText(_("correo"), blank=True)
    story = models.TextField(_("qué pasó"), blank=True)
    needed_on = models.DateField(_("lo necesita el"), null=True, blank=True)
    prescription_on = models.DateField(_("receta negada el"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    since = models.DateTimeField(_("desde"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmó"), null=True, blank=True)
    confirmed_how = models.CharField(_("cómo se confirmó"), max_length=8, choices=ConfirmedBy, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién confirmó"),
        null=True, blank=True,
    )  # fmt: skip
    dose = models.ForeignKey(
        Dose, models.PROTECT, related_name="+", verbose_name=_("dosis que lo prueba"), null=True, blank=True
    )
    left_at = models.DateTimeField(_("dejó de ser parte"), null=True, blank=True)
    left_reason = models.CharField(_("por qué"), max_length=160, blank=True)

    objects = CaseFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("a quién toca un caso")
        verbose_name_plural = _("a quiénes toca un caso")
        ordering = ["case", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "child", "person"],
                condition=Q(left_at__isnull=True, child__isnull=False),
                nulls_distinct=False,
                name="one_follower_per_case_child_and_person",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="one_follower_per_token"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_how="", confirmed_by__isnull=True, dose__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_how="record", dose__isnull=False)
                | Q(confirmed_at__isnull=False, confirmed_how__in=["family", "teller"], dose__isnull=True),
                name="confirmation_says_how",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_reason="") | Q(left_at__isnull=False) & ~Q(left_reason=""),
                name="follower_who_left_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["child"], condition=Q(child__isnull=False), name="follower_child"),
            models.Index(fields=["person"], name="follower_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.child or self.get_channel_display()}"
