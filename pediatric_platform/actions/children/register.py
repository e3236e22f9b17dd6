"""A child comes into the registry."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction

from delegations import audit
from delegations.models import Person
from pediatric_platform import folios
from pediatric_platform.actions.children.facts import COLUMNS, ChildFacts, problems
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.errors.children import AlreadyRegistered, ClosedHospital, LooksRegistered
from pediatric_platform.models import Child, Stay
from pediatric_platform.selectors.duplicates import Why, duplicates, reaches

# Of 22⁶ folios one is drawn; a second draw that is taken too has never a third.
DRAWS = 8


@transaction.atomic
def register(*, facts: ChildFacts, by: Person | None) -> Child:
    """A new child at a unit, with a folio and its first stay.

    AlreadyRegistered for a CURP on record, wherever; LooksRegistered until `another_because` says why it is not one of
    those who look alike; NotYoursToRegister for who does not treat children at the unit.
    """
    must_register(by, facts.unit)
    facts = facts.cleaned()
    today = facts.unit.today()
    if facts.unit.closed_on and facts.unit.closed_on <= today:
        raise ClosedHospital
    for refusal in problems(facts, today=today):
        raise refusal
    refuse_doubles(facts, by=by)
    child = _with_folio(facts, by)
    Stay.objects.create(child=child, unit=facts.unit, since=facts.since or today, written_by=by)
    audit.record(
        type="child.registered",
        by=by,
        target=child,
        after={"unit": facts.unit.clues, "another": bool(facts.another_because)},
    )
    return child


def refuse_doubles(facts: ChildFacts, *, by: Person | None, but: Child | None = None) -> None:
    """The same CURP is the same child; who looks alike needs a reason. Two who register at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"child {facts.birth_date.isoformat()}"])
    alike = duplicates(facts, by=by, but=but)
    if alike and alike[0].why == Why.CURP:
        raise AlreadyRegistered(alike[0].child, in_reach=alike[0].in_reach)
    if alike and not facts.another_because:
        raise LooksRegistered(alike)


def _with_folio(facts: ChildFacts, by: Person | None) -> Child:
    for draw in range(DRAWS):
        child = Child(
            folio=folios.new_folio(folios.CHILD),
            unit=facts.unit,
            registered_by=by,
            **{name: getattr(facts, name) for name in COLUMNS},
        )
        try:
            with transaction.atomic():
                child.save(force_insert=True)
        except IntegrityError as error:
            if draw + 1 < DRAWS and Child.objects.filter(folio=child.folio).exists():
                continue
            raise double_of(child, by) or error from None
        return child
    raise AssertionError("unreachable")


def double_of(child: Child, by: Person | None) -> AlreadyRegistered | None:
    """Somebody registered the same CURP in the same breath."""
    first = (
        Child.objects.select_related("unit__delegation")
        .filter(curp_print=child.curp_print)
        .exclude(pk=child.pk)
        .first()
        if child.curp_print
        else None
    )
    return AlreadyRegistered(first, in_reach=reaches(by, first)) if first else None
