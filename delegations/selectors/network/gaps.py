"""What the network lacks: posts without a name, about to end, or with a contact that cannot be relied on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Delegation, Holding, Person, Posting, Unit
from delegations.models.unit import UnitQuerySet
from delegations.roles import NETWORK, Role
from delegations.scoping import scope_of
from delegations.selectors.network.appointers import Appointer, Appointers
from delegations.selectors.network.directory import LEVEL_FROM

# A post about to end, and how long a confirmed contact counts as such.
SOON = timedelta(days=30)
CONFIRMED_FOR = timedelta(days=90)
POSTS_OF_A_PLACE = (Holding.TITULAR, Holding.SUBSTITUTE)


class GapKind(models.TextChoices):
    """The kinds of gap, the worst first."""

    NO_TITULAR = "no_titular", gettext_lazy("Sin titular")
    NO_CONTACT = "no_contact", gettext_lazy("Falta teléfono o correo de oficina")
    BOUNCED = "bounced", gettext_lazy("Correo de oficina devuelto")
    NO_SUBSTITUTE = "no_substitute", gettext_lazy("Sin suplente")
    NOT_JOINED = "not_joined", gettext_lazy("Invitación sin aceptar")
    ENDING_SOON = "ending_soon", gettext_lazy("Termina pronto")
    UNCONFIRMED = "unconfirmed", gettext_lazy("Contacto sin confirmar")


SEVERITY = {kind: number for number, kind in enumerate(GapKind, start=1)}
VACANT = {Holding.TITULAR: GapKind.NO_TITULAR, Holding.SUBSTITUTE: GapKind.NO_SUBSTITUTE}
# What the holder puts right themselves.
OF_THE_CONTACT = frozenset({GapKind.NO_CONTACT, GapKind.BOUNCED, GapKind.UNCONFIRMED})


@dataclass(frozen=True)
class GapPlace:
    """Where the gap is: a delegation or (with `clues`) a unit."""

    delegation_id: int
    delegation_code: str
    delegation_name: str
    unit_id: int | None = None
    clues: str = ""
    name: str = ""
    kind: str = ""

    @property
    def is_unit(self) -> bool:
        return self.unit_id is not None

    @property
    def role(self) -> Role:
        return Role.UNIT_SUPPLY_MANAGER if self.is_unit else Role.DELEGATION_SUPPLY_MANAGER


@dataclass(frozen=True)
class Gap:
    """One thing that the network lacks, on the day asked for.

    `since`: the first day of it; None: never filled, or never confirmed. `holder`, `posting_id`: whose posting it is
    about; of an empty post, who held it last. `coming`: who follows, and `coming_on` from when. `task`: whose task it
    is to fill it, by role and name.
    """

    kind: GapKind
    place: GapPlace
    holding: Holding
    since: date | None
    task: Appointer
    posting_id: int | None = None
    holder: str = ""
    until: date | None = None
    coming: str = ""
    coming_on: date | None = None
    missing: tuple[str, ...] = field(default=())

    @property
    def severity(self) -> int:
        """1 is the worst."""
        return SEVERITY[self.kind]

    @property
    def is_vacancy(self) -> bool:
        return self.kind in VACANT.values()

    @property
    def holder_can_solve(self) -> bool:
        return self.kind in OF_THE_CONTACT

    @property
    def label(self) -> str:
        """What is missing, in words."""
        if self.kind == GapKind.NO_CONTACT:
            if len(self.missing) > 1:
                return _("Sin teléfono ni correo de oficina")
            return _("Sin teléfono de oficina") if "phone" in self.missing else _("Sin correo de oficina")
        return str(self.kind.label)

    @property
    def task_label(self) -> str:
        """Whose task it is, in words: the name where there is one, the office where there is none."""
        role = str(self.task.role.label)
        person = self.task.person
        who = f"{person.full_name} ({role})" if person else role
        if self.task.fell_back:
            return _("%(who)s, porque la representación está vacante") % {"who": who}
        return who

    def days(self, day: date) -> int | None:
        """How long it has been so; None: always."""
        return (day - self.since).days if self.since else None


def gaps(person: Person, day: date) -> list[Gap]:
    """Every gap of the places that the person sees entirely, the worst first, then the oldest. Five queries."""
    scope = scope_of(person)
    delegations = Delegation.objects.visible_to(person)
    if not scope.is_national:
        delegations = delegations.filter(pk__in=scope.whole_delegation_ids)
    return gaps_of(_places(delegations, Unit.objects.visible_to(person), day), day)


def places_of_network(day: date) -> list[GapPlace]:
    """Every place that ought to have a titular and a substitute. Two queries."""
    return _places(Delegation.objects.all(), Unit.objects.all(), day)


def gaps_of(places: Sequence[GapPlace], day: date) -> list[Gap]:
    """The gaps of these places, the worst first, then the oldest. Three queries."""
    now = timezone.now()
    current: dict[tuple[int | None, int | None, str], Posting] = {}
    ids = {
        "unit__in": [place.unit_id for place in places if place.is_unit],
        "delegation__in": [place.delegation_id for place in places if not place.is_unit],
    }
    network = Posting.objects.filter(Q(unit__in=ids["unit__in"]) | Q(delegation__in=ids["delegation__in"]))
    network = network.filter(role__in=NETWORK, holding__in=POSTS_OF_A_PLACE)
    for posting in network.current(day).filter(person__is_active=True).select_related("person"):
        current[posting.unit_id, posting.delegation_id, posting.holding] = posting
    coming: dict[tuple[int | None, int | None, str], Posting] = {}
    for posting in network.filter(starts_on__gt=day).select_related("person").order_by("-starts_on"):
        coming[posting.unit_id, posting.delegation_id, posting.holding] = posting
    last = _last_days(network, day)
    appointers = Appointers(day)
    found: list[Gap] = []
    for place in places:
        task = (
            appointers.of_unit(kind=place.kind, delegation_id=place.delegation_id)
            if place.is_unit
            else appointers.of_delegation()
        )
        for holding in POSTS_OF_A_PLACE:
            key = (place.unit_id, None if place.is_unit else place.delegation_id, holding.value)
            found += _of_post(place, holding, current.get(key), coming.get(key), last.get(key), task, day, now)
    return sorted(found, key=_worst_first)


def _places(delegations: QuerySet[Delegation], units: UnitQuerySet, day: date) -> list[GapPlace]:
    """These delegations, and of the units the hospitals open on the day."""
    hospitals = (
        units.open_on(day)
        .filter(level__gte=LEVEL_FROM)
        .values_list("delegation_id", "delegation__code", "delegation__name", "pk", "clues", "name", "kind")
    )
    rows = delegations.annotate(
        unit=models.Value(None, models.BigIntegerField()),
        clues=models.Value("", models.CharField()),
        called=F("name"),
        kind=models.Value("", models.CharField()),
    ).values_list("pk", "code", "name", "unit", "clues", "called", "kind")
    return [GapPlace(*row) for row in [*rows.order_by(), *hospitals.order_by()]]


def _last_days(network: Any, day: date) -> dict[tuple[int | None, int | None, str], tuple[date, str]]:
    """The last day of each post's last holder before `day`."""
    rows = (
        network.filter(ends_on__lt=day)
        .values("unit_id", "delegation_id", "holding")
        .annotate(last=Max("ends_on"))
        .order_by()
        .values_list("unit_id", "delegation_id", "holding", "last")
    )
    return {(unit_id, delegation_id, holding): last for unit_id, delegation_id, holding, last in rows}


def _of_post(
    place: GapPlace,
    holding: Holding,
    posting: Posting | None,
    coming: Posting | None,
    last_day: Any,
    task: Appointer,
    day: date,
    now: datetime,
) -> Iterator[Gap]:
    follows: dict[str, Any] = (
        {"coming": coming.person.full_name, "coming_on": coming.starts_on} if coming is not None else {}
    )
    if posting is None:
        since = last_day + timedelta(days=1) if last_day else None
        yield Gap(VACANT[holding], place, holding, since, task, **follows)
        return
    about: dict[str, Any] = {"posting_id": posting.pk, "holder": posting.person.full_name, "until": posting.ends_on}
    yield from _of_contact(place, holding, posting, task, now, about)
    if not posting.person.has_joined:
        yield Gap(GapKind.NOT_JOINED, place, holding, posting.starts_on, task, **about)
    ends_on = posting.ends_on
    if ends_on is not None and ends_on <= day + SOON:
        is_followed = coming is not None and coming.starts_on <= ends_on + timedelta(days=1)
        if not is_followed:
            yield Gap(GapKind.ENDING_SOON, place, holding, ends_on - SOON, task, **about, **follows)


def _of_contact(
    place: GapPlace, holding: Holding, posting: Posting, task: Appointer, now: datetime, about: dict[str, Any]
) -> Iterator[Gap]:
    """What is wrong with the contact: the worst of it alone, since one correction solves all."""
    missing = tuple(
        name for name, value in (("phone", posting.office_phone), ("email", posting.office_email)) if not value
    )
    confirmed = posting.contact_confirmed_at
    if missing:
        yield Gap(GapKind.NO_CONTACT, place, holding, posting.starts_on, task, missing=missing, **about)
    elif posting.contact_bounced_at is not None:
        since = timezone.localdate(posting.contact_bounced_at)
        yield Gap(GapKind.BOUNCED, place, holding, since, task, **about)
    elif confirmed is None or confirmed < now - CONFIRMED_FOR:
        lapsed = timezone.localdate(confirmed + CONFIRMED_FOR) if confirmed else None
        if posting.person.has_joined:
            yield Gap(GapKind.UNCONFIRMED, place, holding, lapsed, task, **about)


def _worst_first(gap: Gap) -> tuple[Any, ...]:
    return (
        gap.severity,
        POSTS_OF_A_PLACE.index(gap.holding),
        gap.since or date.min,
        gap.place.delegation_name,
        gap.place.name,
    )
