from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from delegations.roles import Role
from meetings.models.series import Series

if TYPE_CHECKING:
    from delegations.models import Person


class ParticipantKind(models.TextChoices):
    INSTITUTE = "institute", _("Instituto")
    FAMILY = "family", _("Familias")
    SUPPLIER = "supplier", _("Proveedores")
    OTHER_INSTITUTION = "other_institution", _("Otras instituciones")
    MINISTRY = "ministry", _("Secretarías")


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(series__in=Series.objects.visible_to(person))

    def current(self) -> Self:
        return self.filter(left_on__isnull=True)


class Member(models.Model):
    """Who is called to each meeting of a series: a post, an account, or somebody from outside.

    A post without delegation or unit stands for everybody who holds that role (35 representatives); with one, for
    whoever holds it there. Who that is, is found when a meeting is called: people change, posts stay.
    """

    series = models.ForeignKey(Series, models.CASCADE, related_name="members", verbose_name=_("serie"))
    kind = models.CharField(_("de quién"), max_length=20, choices=ParticipantKind)
    role = models.CharField(_("función"), max_length=32, choices=Role, blank=True)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="+", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unidad"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cuenta"), null=True, blank=True
    )
    name = models.CharField(_("nombre"), max_length=160, blank=True)
    organisation = models.CharField(_("de dónde viene"), max_length=160, blank=True)
    post = models.CharField(_("cargo"), max_length=160, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    is_required = models.BooleanField(_("cuenta para el quórum"), default=True)
    # Of families: whether they agreed to be named, and when they said so; without it they are initials.
    may_be_named = models.BooleanField(_("acepta que se diga su nombre"), default=False)
    named_said_at = models.DateTimeField(_("lo dijo"), null=True, blank=True)
    since = models.DateField(_("desde"))
    left_on = models.DateField(_("hasta"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("integrante de la serie")
        verbose_name_plural = _("integrantes de la serie")
        ordering = ["kind", "role", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    ~Q(role="") & Q(person__isnull=True, name="")
                    | Q(role="", person__isnull=False, name="", delegation__isnull=True, unit__isnull=True)
                    | Q(role="", person__isnull=True, delegation__isnull=True, unit__isnull=True) & ~Q(name="")
                ),
                name="member_is_a_post_an_account_or_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(unit__isnull=True), name="member_post_is_over_one_place"
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.FAMILY), name="relatives_are_called_by_account"
            ),
            models.CheckConstraint(
                condition=Q(may_be_named=False) | Q(named_said_at__isnull=False), name="member_said_when_to_be_named"
            ),
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(person__isnull=False, left_on__isnull=True),
                name="one_member_per_series_and_person",
            ),
            models.UniqueConstraint(
                fields=["series", "role", "delegation", "unit"], nulls_distinct=False,
                condition=~Q(role="") & Q(left_on__isnull=True), name="one_member_per_series_and_post",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        if self.person_id:
            return f"{self.series} · {self.pk}"
        return self.name or f"{self.get_role_display()} · {self.unit or self.delegation or self.series}"
