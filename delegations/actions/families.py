"""A family of a hospital gets its account: from a clinician who treats the child there."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from delegations import notify
from delegations.actions.invitations import send_invitation
from delegations.actions.links import revoke
from delegations.actions.network import appoint, end
from delegations.actions.network.rules import must_appoint
from delegations.actions.people import find_or_register
from delegations.models import Holding, LinkPurpose, OneTimeLink, Person, Posting, Unit
from delegations.roles import Role


@transaction.atomic
def invite_family(*, email: str, full_name: str, unit: Unit, by: Person | None) -> tuple[Posting, bool]:
    """Give a relative their place at the unit, and an invitation; who has an account already is told instead.

    True: invited. Asked for twice it is one place, and a fresh invitation while the first was not accepted; a place
    that ends today goes on tomorrow. NotYoursToAppoint for who does not treat children there.
    """
    must_appoint(by, role=Role.FAMILY, delegation=None, unit=unit)
    person, _is_new = find_or_register(email=email, full_name=full_name, by=by, relative=True)
    today = timezone.localdate()
    posting, first_day = _place_of(person, unit, today)
    if posting is None:
        posting = appoint(
            person=person, role=Role.FAMILY, holding=Holding.MEMBER, starts_on=first_day, unit=unit, by=by
        )
        if person.has_joined:
            notify.tell(kind="family.welcomed", to=[person], key=str(posting.pk), context={"unit": unit.name}, path="/")
    if not person.has_joined:
        send_invitation(person=person, posting=posting, by=by)
    return posting, not person.has_joined


def _place_of(person: Person, unit: Unit, today: date) -> tuple[Posting | None, date]:
    """The person's lasting place at the unit, or the day from which they need one: of a place that was ended today the
    last day is today.
    """
    places = Posting.objects.filter(person=person, role=Role.FAMILY, unit=unit).current_or_coming(today)
    last = places.order_by(F("ends_on").desc(nulls_first=True)).first()
    if last is None:
        return None, today
    if last.ends_on is None:
        return last, last.starts_on
    return None, last.ends_on + timedelta(days=1)


@transaction.atomic
def end_family(*, person: Person, unit: Unit, reason: str, by: Person | None) -> list[Posting]:
    """Take a relative's place at the unit, as of today, with every invitation to it; what was taken.

    NotYoursToAppoint for who does not treat children there.
    """
    must_appoint(by, role=Role.FAMILY, delegation=None, unit=unit)
    today = timezone.localdate()
    places = Posting.objects.filter(person=person, role=Role.FAMILY, unit=unit).current_or_coming(today)
    ended = list(places.select_related("unit", "delegation", "person").order_by("starts_on"))
    for link in OneTimeLink.objects.filter(posting__in=ended, purpose=LinkPurpose.INVITATION).open():
        revoke(link=link, by=by)
    for posting in ended:
        if posting.ends_on is None or posting.ends_on > today:
            end(posting=posting, on=today, reason=reason, by=by)
    return ended
