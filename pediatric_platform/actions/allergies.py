"""What a child must not be given: noted, and refuted when it was a mistake; never erased."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.errors.children import (
    AllergyTaken,
    AlreadyRefuted,
    BadText,
    DeceasedChild,
    FieldMissing,
    NotYoursToNote,
    day_before_birth,
    day_in_future,
)
from pediatric_platform.models import Allergy, AllergySeverity, Child, ChildState

LONGEST = {"substance": 120, "inn": 160, "reaction": 240}


def may_note(by: Person | None, unit: Unit) -> bool:
    """Who treats the child, and the pharmacist who hears of it first."""
    return by is None or any(
        has_permission(by, permission, unit_id=unit.pk, delegation_id=unit.delegation_id)
        for permission in (Permission.REGISTER_CHILD, Permission.VALIDATE_MIXTURE)
    )


@transaction.atomic
def note_allergy(
    *,
    child: Child,
    substance: str,
    severity: str,
    noted_on: date,
    inn: str = "",
    reaction: str = "",
    by: Person | None,
) -> Allergy:
    """Write an allergy; `inn` ties it to the drugs of a plan. AllergyTaken while the same substance stands."""
    child = Child.objects.select_for_update(of=("self",)).select_related("unit").get(pk=child.pk)
    if not may_note(by, child.unit):
        raise NotYoursToNote
    if child.state == ChildState.DECEASED:
        raise DeceasedChild
    texts = {"substance": substance, "inn": inn, "reaction": reaction}
    texts = {name: " ".join(text.split()) for name, text in texts.items()}
    if not texts["substance"]:
        raise FieldMissing("substance")
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise BadText(name, LONGEST[name])
    if severity not in AllergySeverity.values:
        raise FieldMissing("severity")
    if noted_on > child.unit.today():
        raise day_in_future("noted_on")
    if noted_on < child.birth_date:
        raise day_before_birth("noted_on")
    if Allergy.objects.in_force().filter(child=child, substance__iexact=texts["substance"]).exists():
        raise AllergyTaken
    try:
        with transaction.atomic():
            allergy = Allergy.objects.create(child=child, severity=severity, noted_on=noted_on, written_by=by, **texts)
    except IntegrityError:
        raise AllergyTaken from None
    audit.record(type="child.allergy_noted", by=by, target=child, after={"allergy": allergy.pk, "severity": severity})
    return allergy


@transaction.atomic
def refute_allergy(*, allergy: Allergy, reason: str, by: Person | None) -> Allergy:
    """It was a mistake, says a clinician: it stays on record and warns no more."""
    allergy = (
        Allergy.objects.select_for_update(of=("self",)).select_related("child__unit__delegation").get(pk=allergy.pk)
    )
    must_register(by, allergy.child.unit)
    if allergy.refuted_at is not None:
        raise AlreadyRefuted
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FieldMissing("reason")
    allergy.refuted_at, allergy.refuted_reason = timezone.now(), reason
    allergy.save(update_fields=["refuted_at", "refuted_reason"])
    audit.record(type="child.allergy_refuted", by=by, target=allergy.child, after={"allergy": allergy.pk})
    return allergy
