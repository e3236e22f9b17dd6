"""Who may do what in the roll-out."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person, Posting, Unit
from delegations.roles import Permission, Role
from delegations.scoping import has_permission, scope_of
from pediatric_platform.errors.rollout import NotYoursToRollOut, OwnerOutOfReach
from pediatric_platform.models import Finding, Milestone, Visit


def may_manage(person: Person | None, unit: Unit) -> bool:
    """Whether the person leads the roll-out at the hospital; the system itself may."""
    return person is None or has_permission(
        person, Permission.MANAGE_ROLLOUT, unit_id=unit.pk, delegation_id=unit.delegation_id
    )


def must_manage(person: Person | None, unit: Unit) -> None:
    if not may_manage(person, unit):
        raise NotYoursToRollOut


def may_advance(person: Person | None, milestone: Milestone) -> bool:
    """Whoever leads it, and the milestone's own owner while they still see the hospital."""
    unit = milestone.site.unit
    return may_manage(person, unit) or (milestone.owner_id == _id(person) and sees(person, unit))


def must_advance(person: Person | None, milestone: Milestone) -> None:
    if not may_advance(person, milestone):
        raise NotYoursToRollOut(_("Un hito lo mueve su responsable o quien lleva el despliegue del hospital."))


def may_visit(person: Person | None, visit: Visit) -> bool:
    """Whoever leads the roll-out, and whoever leads the visit."""
    unit = visit.site.unit
    return may_manage(person, unit) or (visit.lead_id == _id(person) and sees(person, unit))


def must_visit(person: Person | None, visit: Visit) -> None:
    if not may_visit(person, visit):
        raise NotYoursToRollOut(_("Una visita la llena quien la encabeza o quien lleva el despliegue del hospital."))


def may_resolve(person: Person | None, finding: Finding) -> bool:
    """A finding is its owner's, and of whoever leads the roll-out or led the visit."""
    unit = finding.visit.site.unit
    return may_visit(person, finding.visit) or (finding.owner_id == _id(person) and sees(person, unit))


def must_resolve(person: Person | None, finding: Finding) -> None:
    if not may_resolve(person, finding):
        raise NotYoursToRollOut(_("Un hallazgo lo resuelve su responsable o quien lleva el despliegue del hospital."))


def sees(person: Person | None, unit: Unit) -> bool:
    """Whether the hospital is in the person's scope at all."""
    if person is None:
        return True
    scope = scope_of(person)
    return scope.is_national or unit.pk in scope.unit_ids or unit.delegation_id in scope.whole_delegation_ids


def owners_for(unit: Unit, day: date | None = None) -> list[Person]:
    """Staff with a posting today at the hospital, in its delegation or at central office: who may answer for a step."""
    postings = (
        Posting.objects.current(day or timezone.localdate())
        .filter(_over(unit))
        .exclude(role=Role.FAMILY)
        .values("person_id")
    )
    return list(Person.objects.filter(pk__in=postings, is_active=True).order_by("full_name", "pk"))


def check_owner(owner: Person, unit: Unit, *, field: str = "owner") -> None:
    """Refuse an owner who has no business at the hospital."""
    if (
        not owner.is_active
        or not (
            Posting.objects.current(timezone.localdate()).filter(_over(unit), person=owner).exclude(role=Role.FAMILY)
        ).exists()
    ):
        raise OwnerOutOfReach(field)


def managers_of(unit: Unit, day: date) -> list[Person]:
    """Who leads the roll-out there: the delegation's head of medical services; where there is none, central office."""
    current = Posting.objects.current(day).filter(person__is_active=True).select_related("person")
    heads = current.filter(role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=unit.delegation_id)
    rows = heads or current.filter(role=Role.CENTRAL_OFFICE)
    return list({row.person_id: row.person for row in rows.order_by("starts_on", "pk")}.values())


def _over(unit: Unit) -> Q:
    return Q(unit=unit) | Q(delegation=unit.delegation_id) | Q(is_national=True)


def _id(person: Person | None) -> int | None:
    return person.pk if person else None


def responsible_people(person: Person) -> list[Person]:
    """Staff with a posting whom the person sees: whom a form offers before a hospital is chosen."""
    postings = Posting.objects.current(timezone.localdate()).exclude(role=Role.FAMILY)
    over = postings.visible_to(person) | postings.filter(is_national=True)
    return list(Person.objects.filter(pk__in=over.values("person_id"), is_active=True).order_by("full_name", "pk"))
