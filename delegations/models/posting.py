from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from delegations.models.delegation import Delegation
from delegations.models.unit import Unit
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, NETWORK, POSTS, UNIT_ROLES, Role
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models.person import Person


class Holding(models.TextChoices):
    TITULAR = "titular", _("Titular")
    SUBSTITUTE = "substitute", _("Suplente")
    # Stands in for an absent titular, from one day to another.
    ACTING = "acting", _("Encargo temporal")
    # Roles that many hold at once have members, not a titular.
    MEMBER = "member", _("Integrante")


class _Days(Func):
    """The days of a posting, the last one included; an open end never ends."""

    function = "DATERANGE"
    output_field = DateRangeField()


_SAME_PLACE: list[tuple[str | Combinable, str]] = [
    ("role", RangeOperators.EQUAL),
    (Coalesce(F("delegation"), Value(0)), RangeOperators.EQUAL),
    (Coalesce(F("unit"), Value(0)), RangeOperators.EQUAL),
]
_SAME_DAYS: tuple[Combinable, str] = (
    _Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
    RangeOperators.OVERLAPS,
)


class PostingQuerySet(models.QuerySet["Posting"]):
    def current(self, day: date) -> Self:
        """Postings in force on a day: the last day counts, an open end never ends."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def current_or_coming(self, day: date) -> Self:
        """Postings in force on a day or from a later one on."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, person: Person) -> Self:
        """Postings of staff over the places this person sees, and the person's own."""
        scope = scope_of(person)
        staff = self.exclude(role=Role.FAMILY)
        if scope.is_national:
            return staff
        return self.filter(
            Q(person_id=person.pk)
            | ~Q(role=Role.FAMILY)
            & (
                Q(delegation_id__in=scope.whole_delegation_ids)
                | Q(unit__delegation_id__in=scope.whole_delegation_ids)
                | Q(unit_id__in=scope.unit_ids)
            )
        )

    def of_network(self) -> Self:
        """Supply managers of delegations and units, whose account is open: what the directory publishes."""
        return self.filter(role__in=NETWORK, person__is_active=True)


class Posting(models.Model):
    """A person in a role over one scope: the country, a delegation or a unit, from a day on.

    What a posting was on a past day stays: its person, role, scope and first day never change once it has begun, and
    it is ended, not deleted (trigger in migration 0004).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("persona")
    )
    role = models.CharField(_("función"), max_length=32, choices=Role)
    is_national = models.BooleanField(_("alcance nacional"), default=False)
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, related_name="postings", verbose_name=_("delegación"), null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="postings", verbose_name=_("unidad"), null=True, blank=True
    )
    holding = models.CharField(_("carácter"), max_length=12, choices=Holding)
    covers = models.ForeignKey(
        "self", models.PROTECT, related_name="covered_by", verbose_name=_("suple a"), null=True, blank=True
    )
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)
    office_phone = models.CharField(_("teléfono de oficina"), max_length=40, blank=True)
    office_email = models.EmailField(_("correo de oficina"), blank=True)
    # What the holder last said of this telephone and e-mail; a changed contact is unconfirmed again.
    contact_confirmed_at = models.DateTimeField(_("contacto confirmado"), null=True, blank=True)
    contact_bounced_at = models.DateTimeField(_("correo devuelto"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("nombramiento")
        verbose_name_plural = _("nombramientos")
        ordering = ["-starts_on"]
        indexes = [models.Index(fields=["role", "ends_on"], name="posting_role_end")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(is_national=True, delegation__isnull=True, unit__isnull=True)
                    | Q(is_national=False, delegation__isnull=False, unit__isnull=True)
                    | Q(is_national=False, delegation__isnull=True, unit__isnull=False)
                ),
                name="posting_has_exactly_one_scope",
            ),
            models.CheckConstraint(
                condition=(
                    Q(is_national=True, role__in=sorted(NATIONAL_ROLES))
                    | Q(delegation__isnull=False, role__in=sorted(DELEGATION_ROLES))
                    | Q(unit__isnull=False, role__in=sorted(UNIT_ROLES))
                ),
                name="posting_scope_fits_its_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(POSTS)) & ~Q(holding=Holding.MEMBER)
                | ~Q(role__in=sorted(POSTS)) & Q(holding=Holding.MEMBER),
                name="posting_holding_fits_its_role",
            ),
            models.CheckConstraint(
                condition=Q(holding=Holding.ACTING, covers__isnull=False, ends_on__isnull=False)
                | ~Q(holding=Holding.ACTING) & Q(covers__isnull=True),
                name="posting_acting_covers_a_titular_until_a_day",
            ),
            ExclusionConstraint(
                name="posting_one_holder_at_a_time",
                expressions=[*_SAME_PLACE, ("holding", RangeOperators.EQUAL), _SAME_DAYS],
                condition=~Q(holding=Holding.MEMBER),
            ),
            ExclusionConstraint(
                name="posting_person_holds_it_once",
                expressions=[*_SAME_PLACE, ("person", RangeOperators.EQUAL), _SAME_DAYS],
                condition=~Q(holding=Holding.ACTING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.where}"

    @property
    def where(self) -> str:
        """Name of the unit, the delegation or the whole country."""
        return str(self.unit or self.delegation or _("nacional"))

    def is_current(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def notice_address(self) -> str:
        """Where mail about the post goes: the office's address, else the person's own."""
        return self.office_email or self.person.email
