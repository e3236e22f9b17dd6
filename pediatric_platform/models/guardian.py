from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.child import Child, ChildQuerySet
from pediatric_platform.models.consent_text import ConsentText

if TYPE_CHECKING:
    from delegations.models import Person


class Relation(models.TextChoices):
    MOTHER = "mother", _("Mamá")
    FATHER = "father", _("Papá")
    GRANDPARENT = "grandparent", _("Abuela o abuelo")
    SIBLING = "sibling", _("Hermana o hermano")
    OTHER_RELATIVE = "relative", _("Otro familiar")
    LEGAL_GUARDIAN = "legal", _("Tutora o tutor legal")


class GuardianQuerySet(models.QuerySet["Guardian"]):
    def visible_to(self, person: Person) -> Self:
        """Of the children whom the person treats."""
        return self.filter(child__in=Child.objects.visible_to(person))

    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def with_access(self) -> Self:
        """Guardians who may open the family's page: current, with a consent that was not withdrawn."""
        return self.current().filter(Exists(Consent.objects.in_force().filter(guardian=OuterRef("pk"))))


class Guardian(models.Model):
    """A person who answers for a child at home, and sees that child alone, while their consent stands."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="guardians", verbose_name=_("niña o niño"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("persona"))
    relation = models.CharField(_("parentesco"), max_length=12, choices=Relation)
    phone = models.CharField(_("teléfono"), max_length=20, blank=True)
    since = models.DateTimeField(_("desde"), default=timezone.now)
    ended_at = models.DateTimeField(_("hasta"), null=True, blank=True)
    ended_reason = models.CharField(_("motivo"), max_length=240, blank=True)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        verbose_name = _("familiar responsable")
        verbose_name_plural = _("familiares responsables")
        ordering = ["child", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "person"], condition=Q(ended_at__isnull=True), name="one_guardian_per_child_and_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_reason=""), name="ended_guardian_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.get_relation_display()}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(guardian__in=Guardian.objects.visible_to(person))

    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class ConsentMethod(models.TextChoices):
    PAPER = "paper", _("Firmado en papel ante el personal")
    SCREEN = "screen", _("Aceptado en su página")


class Consent(models.Model):
    """A guardian agreed to a text, on a day, in a way; withdrawn, it opens nothing any more and stays on record."""

    guardian = models.ForeignKey(Guardian, models.PROTECT, related_name="consents", verbose_name=_("familiar"))
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", verbose_name=_("texto"))
    method = models.CharField(_("de qué modo"), max_length=8, choices=ConsentMethod)
    given_on = models.DateField(_("fecha"))
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("anotó"), null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("retirado"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("retiró"), null=True, blank=True
    )
    withdrawn_reason = models.CharField(_("motivo del retiro"), max_length=240, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentimiento")
        verbose_name_plural = _("consentimientos")
        ordering = ["guardian", "-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardian"], condition=Q(withdrawn_at__isnull=True), name="one_consent_in_force_per_guardian"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("written_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} · {self.text}"


def children_of(person: Person) -> ChildQuerySet:
    """A relative's own children, while a consent of theirs is in force: what the family's pages show, and no other."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return Child.objects.none()
    return Child.objects.filter(pk__in=Guardian.objects.with_access().filter(person=person).values("child"))
