from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models.posting import Posting
from delegations.roles import Role
from delegations.scoping import scope_of


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Person) -> Self:
        """Oneself, and the staff with a posting over the country or over the places this person sees.

        A relative sees nobody else, and is seen here by nobody else.
        """
        scope = scope_of(person)
        if not scope.is_national and not scope.unit_ids and not scope.whole_delegation_ids:
            return self.filter(pk=person.pk)
        seen = Posting.objects.filter(is_national=True) | Posting.objects.visible_to(person)
        staff = Exists(seen.filter(person=OuterRef("pk")).exclude(role=Role.FAMILY))
        return self.filter(Q(pk=person.pk) | staff)

    def search(self, query: str) -> Self:
        """People whose name or e-mail holds every word, whatever its accents and capitals."""
        found = self
        for word in query.split():
            found = found.filter(Q(full_name__unaccent__icontains=word) | Q(email__icontains=word))
        return found


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Whoever signs in. What they may do comes from their postings, not from this row."""

    email = models.EmailField(_("correo electrónico"), unique=True)
    full_name = models.CharField(_("nombre"), max_length=160)
    is_staff = models.BooleanField(_("entra a la administración"), default=False)
    is_active = models.BooleanField(_("activa"), default=True)
    is_simulated = models.BooleanField(_("simulada"), default=False)
    language = models.CharField(_("idioma"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    mobile_phone = models.CharField(
        _("celular para avisos"), max_length=20, blank=True, help_text=_("Solo para avisarle; no se publica.")
    )
    date_joined = models.DateTimeField(_("alta"), default=timezone.now)
    # None until the person has accepted the invitation: an account that nobody has taken cannot sign in.
    joined_at = models.DateTimeField(_("aceptó la invitación"), default=timezone.now, null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        ordering = ["full_name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def has_joined(self) -> bool:
        """Whether the person has taken the account: without that nobody signs in with it."""
        return self.joined_at is not None

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]
