"""The first administrator of a fresh system, from the server's own command line."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.invitations import invite
from delegations.actions.network import appoint
from delegations.actions.people import find_or_register
from delegations.errors import AdministratorExists, AlreadyJoined, ClosedAccount
from delegations.models import Holding, Person, Posting
from delegations.roles import Role
from delegations.selectors.accounts import administrators

# Two that run it at once take turns; any number will do.
TURN = 0x0ABA570


@transaction.atomic
def bootstrap_administrator(*, email: str, full_name: str, reason: str = "") -> tuple[Person, str]:
    """The account that administers, and the address with which its owner takes it, once. No password is ever said.

    Run again for the same address before anybody took the account, it gives a new address. AdministratorExists when
    another account administers, unless a `reason` says why there must be one more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    others = administrators().exclude(email__iexact=email.strip())
    if others and not reason.strip():
        raise AdministratorExists([person.full_name for person in others])
    person, _is_new = find_or_register(email=email, full_name=full_name, by=None)
    if person.has_joined and person in administrators():
        raise AlreadyJoined(person.full_name)
    if not person.is_active:
        raise ClosedAccount(person.full_name)
    person.is_staff = person.is_superuser = True
    person.save(update_fields=["is_staff", "is_superuser"])
    posting = _posting(person)
    audit.record(
        type="administrator.bootstrapped",
        by=None,
        target=person,
        after={"reason": reason.strip(), "posting": posting.pk},
    )
    if person.has_joined:
        return person, ""
    _link, url = invite(person=person, posting=posting, by=None)
    return person, url


def _posting(person: Person) -> Posting:
    today = timezone.localdate()
    held = Posting.objects.filter(person=person, role=Role.ADMINISTRATOR).current(today).first()
    return held or appoint(person=person, role=Role.ADMINISTRATOR, holding=Holding.MEMBER, starts_on=today, by=None)
