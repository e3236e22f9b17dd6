"""What is written of a child is put right."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.children.facts import COLUMNS, ChildFacts, problems
from pediatric_platform.actions.children.register import double_of, refuse_doubles
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.actions.sessions.by_age import follow_birth_date
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.models import Child

# What makes somebody who they are: a change here is looked up in the registry once more.
IDENTITY = {"given_names", "first_surname", "second_surname", "birth_date", "curp", "nss", "agregado"}


@transaction.atomic
def correct(*, child: Child, facts: ChildFacts, edition: int | None, by: Person | None) -> Child:
    """Write the facts that differ; `facts.unit` is not read (a transfer changes it). StaleEdition when somebody was
    first. The trail keeps which fields changed, never what they said. Doses by age follow the day of birth.
    """
    child = Child.objects.select_for_update(of=("self",)).select_related("unit__delegation").get(pk=child.pk)
    must_register(by, child.unit)
    check_edition(child, edition)
    facts = facts.cleaned()
    for refusal in problems(facts, today=child.unit.today()):
        raise refusal
    changed = [name for name in COLUMNS if getattr(child, name) != getattr(facts, name)]
    if not changed:
        return child
    if IDENTITY.intersection(changed):
        refuse_doubles(facts, by=by, but=child)
    for name in changed:
        setattr(child, name, getattr(facts, name))
    child.edition += 1
    try:
        with transaction.atomic():
            child.save()
    except IntegrityError as error:
        raise double_of(child, by) or error from None
    after: dict[str, object] = {"fields": sorted(changed)}
    if "birth_date" in changed and (sessions := follow_birth_date(child)):
        after["sessions_by_age"] = sessions
    audit.record(type="child.corrected", by=by, target=child, after=after)
    return child
