"""A family of a hospital gets its account: from a clinician who treats the child there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import notify
from delegations.actions.invitations import send_invitation
from delegations.actions.network import appoint
from delegations.actions.network.rules import must_appoint
from delegations.actions.people import find_or_register
from delegations.models import Holding, Person, Posting, Unit
from delegations.roles import Role


@transaction.atomic
def invite_family(*, email: str, full_name: str, unit: Unit, by: Person | None) -> tuple[Posting, bool]:
    """Give a relative their place at the unit, and an invitation; who has an account already is told instead.

    True: invited. Asked for twice it is one place, and a fresh invitation while the first was not accepted.
    NotYoursToAppoint for who does not treat children there.
    """
    must_appoint(by, role=Role.FAMILY, delegation=None, unit=unit)
    person, _is_new = find_or_register(email=email, full_name=full_name, by=by, relative=True)
    today = timezone.localdate()
    posting = Posting.objects.filter(person=person, role=Role.FAMILY, unit=unit).current(today).first()
    if posting is None:
        posting = appoint(person=person, role=Role.FAMILY, holding=Holding.MEMBER, starts_on=today, unit=unit, by=by)
        if person.has_joined:
            notify.tell(kind="family.welcomed", to=[person], key=str(posting.pk), context={"unit": unit.name}, path="/")
    if not person.has_joined:
        send_invitation(person=person, posting=posting, by=by)
    return posting, not person.has_joined
