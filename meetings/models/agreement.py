from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Posting, Unit
from delegations.roles import Permission, Role
from delegations.scoping import has_permission
from meetings.models.agenda_item import AgendaItem
from meetings.models.attendance import Attendance
from meetings.models.meeting import Meeting
from meetings.models.review import Review
from meetings.reach import is_relative, over_places, sees_all
from pediatric_platform.models import Case
from supply.models import Drug

if TYPE_CHECKING:
    from delegations.models import Person


class AgreementState(models.TextChoices):
    OPEN = "open", _("En curso")
    AT_RISK = "at_risk", _("En riesgo")
    BROKEN = "broken", _("Incumplido")
    FULFILLED = "fulfilled", _("Cumplido")
    CANCELLED = "cancelled", _("Sin efecto")


# Carried over from meeting to meeting until they are not.
PENDING = (AgreementState.OPEN, AgreementState.AT_RISK, AgreementState.BROKEN)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person) -> Self:
        """Every agreement for who sees the country; for others those about their delegation or hospital, those that a
        post of theirs owns, those of meetings they were called to; for families what is written for them.
        """
        if sees_all(person):
            return self
        if not getattr(person, "is_authenticated", False):
            return self.none()
        mine = self.model._default_manager.owned_by(person).order_by().values("pk")
        seen = Q(pk__in=mine)
        if has_permission(person, Permission.VIEW_STOCK):
            # It names a place: whoever sees that place. It names none: whoever was called.
            nowhere = Q(delegation__isnull=True, unit__isnull=True)
            seen |= over_places(person) | over_places(person, "owner_")
            called = Attendance.objects.filter(person=person.pk).order_by().values("meeting")
            seen |= nowhere & Q(meeting__in=called)
        if is_relative(person):
            seen |= Q(for_families=True, meeting__series__with_families=True)
        return self.filter(seen)

    def owned_by(self, person: Person) -> Self:
        """Those whose post the person holds today, in whatever character."""
        held = Posting.objects.filter(person=person.pk).current(timezone.localdate())
        same = held.filter(role=OuterRef("owner_role")).filter(
            Q(delegation=OuterRef("owner_delegation"))
            | Q(unit=OuterRef("owner_unit"))
            | Q(is_national=True) & Q(pk=OuterRef("owner"))
        )
        return self.filter(Exists(same))

    def pending(self) -> Self:
        return self.filter(state__in=PENDING)


class Agreement(models.Model):
    """What was agreed: whose it is, by when, and whether it held.

    The owner is a post (`owner_role` over a delegation, a unit or the country) or somebody from outside; `owner` is who
    held the post when it was last looked at. `state` is what its condition or a person says; `first_due_on` is the
    first promise, so that a share kept on time cannot be mended by moving dates. No child's name, ever: a case's folio.
    """

    folio = models.CharField(_("folio"), max_length=14, unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreements", verbose_name=_("sesión"))
    review = models.ForeignKey(
        Review, models.PROTECT, related_name="agreements", verbose_name=_("revisión"), null=True, blank=True
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="agreements", verbose_name=_("asunto"), null=True, blank=True
    )
    text = models.TextField(_("acuerdo"))
    for_families = models.BooleanField(_("concierne a las familias"), default=False)
    family_text = models.TextField(_("en palabras llanas"), blank=True)
    owner_role = models.CharField(_("función responsable"), max_length=32, choices=Role, blank=True)
    owner_delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación responsable"), null=True, blank=True
    )
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("unidad responsable"), null=True, blank=True
    )
    owner = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", verbose_name=_("responsable"), null=True, blank=True
    )
    owner_name = models.CharField(_("responsable de fuera"), max_length=160, blank=True)
    owner_organisation = models.CharField(_("de dónde viene"), max_length=160, blank=True)
    due_on = models.DateField(_("para el"))
    first_due_on = models.DateField(_("fecha que se acordó primero"))
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    drug = models.ForeignKey(
        Drug, models.PROTECT, related_name="+", verbose_name=_("medicamento"), null=True, blank=True
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("caso"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=AgreementState, default=AgreementState.OPEN)
    state_at = models.DateTimeField(_("desde"))
    fulfilled_on = models.DateField(_("cumplido el"), null=True, blank=True)
    closing_note = models.CharField(_("qué se hizo o por qué quedó sin efecto"), max_length=400, blank=True)
    reopenings = models.PositiveSmallIntegerField(_("veces reabierto"), default=0)
    carried = models.PositiveSmallIntegerField(_("sesiones a las que pasó"), default=0)
    agreed_at = models.DateTimeField(_("acordado"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("escribió"), null=True, blank=True
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    is_simulated = models.BooleanField(_("simulado"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(folio__regex=r"^D-[2-9A-Z]{6,8}$"), name="agreement_folio_is_a_folio"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_has_words"),
            models.CheckConstraint(
                condition=~Q(owner_role="") & Q(owner_name="")
                | Q(owner_role="", owner__isnull=True, owner_delegation__isnull=True, owner_unit__isnull=True)
                & ~Q(owner_name=""),
                name="agreement_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(owner_delegation__isnull=True) | Q(owner_unit__isnull=True),
                name="agreement_owner_is_over_one_place",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(unit__isnull=True), name="agreement_is_about_one_place"
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.FULFILLED, fulfilled_on__isnull=False)
                | ~Q(state=AgreementState.FULFILLED) & Q(fulfilled_on__isnull=True),
                name="fulfilled_agreement_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.CANCELLED) | ~Q(closing_note=""),
                name="cancelled_agreement_says_why",
            ),
            models.CheckConstraint(
                condition=Q(for_families=False) | ~Q(family_text=""), name="agreement_for_families_is_told_plainly"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=PENDING), name="agreement_pending_due"),
            models.Index(fields=["state", "due_on"], name="agreement_state_due"),
            models.Index(fields=["owner_delegation", "state"], name="agreement_owner_delegation"),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("meetings:agreement", args=[self.folio])

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def was_on_time(self) -> bool | None:
        """Whether it was kept by its first date; None while nobody can say."""
        if self.fulfilled_on is not None:
            return self.fulfilled_on <= self.first_due_on
        return False if self.state == AgreementState.BROKEN else None
