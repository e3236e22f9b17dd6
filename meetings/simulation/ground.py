"""The country that meetings are simulated in: its series, who sits for what, the hospitals and their families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from delegations.models import Delegation, Holding, Person, Posting, Unit, UnitKind
from delegations.roles import Role
from meetings.models import Meeting, Series
from pediatric_platform.models import Child, Guardian

SECRETARY = ("secretaria.sesiones@example.org", "Secretaría de sesiones simulada")
HOSPITALS = 6
FAMILIES = 6
MORE_HOSPITALS = 30


class MeetingSimulationRefused(Exception):
    """Meetings were called already, or there is nobody to call; the text says what to do."""


@dataclass(frozen=True)
class Ground:
    """`since`: the first day on which somebody holds a post: before it nobody can have met."""

    now: datetime
    today: date
    since: date
    weekly: Series
    national: Series
    chair: Person
    secretary: Person
    hospitals: list[Unit]
    families: list[Person]
    umae: list[Unit]
    more: list[Unit]

    @property
    def delegations(self) -> list[Delegation]:
        """Of the hospitals with children, each once."""
        return list({unit.delegation_id: unit.delegation for unit in self.hospitals}.values())


def ground_of(now: datetime) -> Ground:
    """Read, and refused where it is not a country to simulate meetings in."""
    if Meeting.objects.filter(Q(called_at__isnull=False) | Q(opened_at__isnull=False)).exists():
        raise MeetingSimulationRefused("Ya hay sesiones convocadas; las simuladas solo se agregan donde no las hay.")
    today = timezone.localdate(now)
    active = Series.objects.active().order_by("pk")
    weekly = active.filter(with_families=True).first()
    national = active.filter(has_reviews=True, with_families=False).first()
    if weekly is None or national is None:
        raise MeetingSimulationRefused("Faltan las series de sesiones: load_series.")
    central = Posting.objects.current(today).filter(role=Role.CENTRAL_OFFICE, person__is_active=True)
    chair = central.filter(person__is_simulated=True).select_related("person").order_by("pk").first()
    if chair is None:
        raise MeetingSimulationRefused("Falta la oficina central simulada: simulate.")
    hospitals = _hospitals_with_children()
    return Ground(
        now=now,
        today=today,
        since=chair.starts_on,
        weekly=weekly,
        national=national,
        chair=chair.person,
        secretary=_secretary(chair),
        hospitals=hospitals,
        families=_families(hospitals),
        umae=list(_managed(today).filter(kind=UnitKind.UMAE)),
        more=list(
            _managed(today).exclude(kind=UnitKind.UMAE).exclude(pk__in=[row.pk for row in hospitals])[:MORE_HOSPITALS]
        ),
    )


def _hospitals_with_children() -> list[Unit]:
    """Those with most children, one a delegation first come."""
    counted = Child.objects.filter(is_simulated=True).order_by().values_list("unit").annotate(n=Count("pk"))
    ranked = [pk for pk, _n in sorted(counted, key=lambda row: (-row[1], row[0]))]
    units = Unit.objects.select_related("delegation").in_bulk(ranked[:HOSPITALS])
    return [units[pk] for pk in ranked[:HOSPITALS]]


def _families(hospitals: list[Unit]) -> list[Person]:
    """One relative of each hospital, who has an account; the account to try comes first."""
    rows = Guardian.objects.with_access().filter(person__is_active=True, person__is_simulated=True)
    rows = rows.filter(child__unit__in=hospitals, child__is_simulated=True, person__joined_at__isnull=False)
    ours = ~Q(person__email__contains="@familias.")
    found: dict[int, Person] = {}
    for row in rows.select_related("person", "child").annotate(ours=Count("pk", filter=ours)).order_by("-ours", "pk"):
        if row.person not in found.values():
            found.setdefault(row.child.unit_id, row.person)
    return list(found.values())[:FAMILIES]


def _managed(today: date) -> QuerySet[Unit]:
    """Hospitals whose supply somebody answers for, those of most weight first."""
    held = Posting.objects.current(today).filter(role=Role.UNIT_SUPPLY_MANAGER, person__is_active=True)
    rows = Unit.objects.filter(closed_on__isnull=True, pk__in=held.order_by().values("unit"))
    return rows.select_related("delegation").order_by("-provides_chemotherapy", "-level", "clues")


def _secretary(chair: Posting) -> Person:
    """A second account of central office, who writes while the first presides; it opens with the same password."""
    email, name = SECRETARY
    person = Person.objects.create(
        email=email, full_name=name, password=chair.person.password, is_simulated=True, joined_at=chair.person.joined_at
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    Posting.objects.create(
        person=person, role=Role.CENTRAL_OFFICE, holding=Holding.MEMBER, is_national=True, starts_on=chair.starts_on,
        office_email=email, contact_confirmed_at=chair.contact_confirmed_at,
    )  # fmt: skip
    return person
