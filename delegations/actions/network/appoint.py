"""Somebody is given a role somewhere, from a day on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from delegations import audit
from delegations.actions import invitations, people
from delegations.actions.network import rules, telling
from delegations.actions.network.contact import checked_contact
from delegations.errors import WrongHolding, WrongScope
from delegations.models import Delegation, Holding, Person, Posting, Unit
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, POSTS, Role


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    holding: str,
    starts_on: date,
    ends_on: date | None = None,
    delegation: Delegation | None = None,
    unit: Unit | None = None,
    office_phone: str = "",
    office_email: str = "",
    by: Person | None,
) -> Posting:
    """Give a role over a unit, a delegation or, with neither, the country. Whoever gets it and who appoints are told.

    Of two that fill the same post at once one gets it, and the other reads who has it (PostTaken).
    """
    rules.must_appoint(by, role=role, delegation=delegation, unit=unit)
    _scope_fits(role, delegation=delegation, unit=unit)
    _holding_fits(role, holding)
    rules.days_make_sense(starts_on, ends_on)
    rules.account_is_open(person)
    rules.take_turns(delegation=delegation, unit=unit, person=person)
    rules.unit_is_open(unit, starts_on)
    phone, email = checked_contact(office_phone, office_email)
    posting = Posting(
        person=person,
        role=role,
        holding=holding,
        is_national=unit is None and delegation is None,
        delegation=delegation,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
        office_phone=phone,
        office_email=email,
    )
    rules.post_is_free(posting)
    rules.store(posting)
    audit.record(type="posting.appointed", by=by, target=posting, after=rules.facts(posting))
    telling.tell_appointed(posting, by=by)
    return posting


@transaction.atomic
def appoint_by_email(
    *,
    email: str,
    full_name: str,
    role: str,
    holding: str,
    starts_on: date,
    ends_on: date | None = None,
    delegation: Delegation | None = None,
    unit: Unit | None = None,
    office_phone: str = "",
    office_email: str = "",
    by: Person | None,
) -> tuple[Posting, bool]:
    """As `appoint`, by address: a person without an account gets one and an invitation to it. True: invited."""
    rules.must_appoint(by, role=role, delegation=delegation, unit=unit)
    person, _is_new = people.find_or_register(email=email, full_name=full_name, by=by)
    posting = appoint(
        person=person,
        role=role,
        holding=holding,
        starts_on=starts_on,
        ends_on=ends_on,
        delegation=delegation,
        unit=unit,
        office_phone=office_phone,
        office_email=office_email,
        by=by,
    )
    if not person.has_joined:
        invitations.send_invitation(person=person, posting=posting, by=by)
    return posting, not person.has_joined


def _scope_fits(role: str, *, delegation: Delegation | None, unit: Unit | None) -> None:
    if role in NATIONAL_ROLES:
        wanted, field = (False, False), "unit" if unit else "delegation"
    elif role in DELEGATION_ROLES:
        wanted, field = (True, False), "unit" if unit else "delegation"
    else:
        wanted, field = (False, True), "delegation" if delegation else "unit"
    if (delegation is not None, unit is not None) != wanted:
        raise WrongScope(str(Role(role).label), field=field)


def _holding_fits(role: str, holding: str) -> None:
    """A post has a titular and a substitute; who stands in is `substitute`'s. Any other role has members."""
    allowed = (Holding.TITULAR, Holding.SUBSTITUTE) if role in POSTS else (Holding.MEMBER,)
    if holding not in allowed:
        names = " / ".join(str(choice.label).lower() for choice in allowed)
        raise WrongHolding(str(Role(role).label), allowed=names)
