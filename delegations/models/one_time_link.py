from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.posting import Posting
from delegations.roles import Role
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation", _("Invitación")
    CONFIRM_CONTACT = "confirm_contact", _("Confirmar contacto")
    RESET_SECOND_FACTOR = "reset_second_factor", _("Restablecer el segundo factor")


class LinkState(models.TextChoices):
    PENDING = "pending", _("Pendiente")
    ACCEPTED = "accepted", _("Aceptada")
    EXPIRED = "expired", _("Vencida")
    REVOKED = "revoked", _("Anulada")


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    def visible_to(self, person: Person) -> Self:
        """Links about postings of staff over the places this person sees; of a relative's, what they sent themselves.

        Links of an account without a posting are seen by who administers.
        """
        scope = scope_of(person)
        own = Q(created_by_id=person.pk) if scope.grants else Q(pk__in=())
        staff = Q(posting__isnull=False) & ~Q(posting__role=Role.FAMILY)
        if not scope.is_national:
            staff &= (
                Q(posting__delegation_id__in=scope.whole_delegation_ids)
                | Q(posting__unit__delegation_id__in=scope.whole_delegation_ids)
                | Q(posting__unit_id__in=scope.unit_ids)
            )
        if any(grant.role == Role.ADMINISTRATOR for grant in scope.grants):
            staff |= Q(posting__isnull=True)
        return self.filter(own | staff)

    def newest(self) -> Self:
        """Without those that a later link for the same person, purpose and posting has replaced."""
        later = OneTimeLink.objects.filter(
            purpose=OuterRef("purpose"), person=OuterRef("person"), pk__gt=OuterRef("pk")
        )
        with_post = later.filter(posting=OuterRef("posting"))
        without = later.filter(posting__isnull=True)
        return self.filter(Q(posting__isnull=False) & ~Exists(with_post) | Q(posting__isnull=True) & ~Exists(without))

    def with_state(self, now: datetime) -> Self:
        """`invitation_state` of an invitation (LinkState): accepted once the account is taken, by whichever link."""
        return self.annotate(
            invitation_state=Case(
                When(Q(used_at__isnull=False) | Q(person__joined_at__isnull=False), then=Value(LinkState.ACCEPTED)),
                When(Q(revoked_at__isnull=False) | Q(person__is_active=False), then=Value(LinkState.REVOKED)),
                When(expires_at__lte=now, then=Value(LinkState.EXPIRED)),
                default=Value(LinkState.PENDING),
                output_field=models.CharField(),
            )
        )

    def live(self, now: datetime) -> Self:
        """Links that still open: not used, not revoked, not expired."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)

    def open(self) -> Self:
        """Links neither used nor revoked, expired or not."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)


class OneTimeLink(models.Model):
    """A link that was mailed and opens once. Only the SHA-256 of its token is kept: the link cannot be read back."""

    purpose = models.CharField(_("para qué"), max_length=24, choices=LinkPurpose)
    token_hash = models.CharField(_("huella"), max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links", verbose_name=_("persona")
    )
    posting = models.ForeignKey(
        Posting, models.CASCADE, related_name="links", verbose_name=_("nombramiento"), null=True, blank=True
    )
    sent_to = models.EmailField(_("enviado a"))
    created_at = models.DateTimeField(_("creado"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("creó"), null=True, blank=True
    )
    expires_at = models.DateTimeField(_("vence"))
    used_at = models.DateTimeField(_("usado"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocado"), null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("enlace de un solo uso")
        verbose_name_plural = _("enlaces de un solo uso")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "person", "posting"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_open_link_per_purpose",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_expires_after_it_is_made"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="link_is_not_used_and_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.person}"

    def is_live(self, now: datetime) -> bool:
        """Whether it would still open."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > now
