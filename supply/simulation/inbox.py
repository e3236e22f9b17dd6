"""What the visitors' accounts find in their inbox: the notices, with their keys, that the sweeps would write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from delegations.actions.network.telling import about, page_of
from delegations.models import Holding, Notification, Person, Posting, UnitKind
from delegations.notify.packing import pack
from delegations.roles import NETWORK, Role
from supply.simulation.network import DAY, Network
from supply.weeks import IsoWeek

# Of each kind a few: an inbox, not a heap.
SOME = 2


def inbox_of(network: Network) -> Iterator[Notification]:
    """The notices of central office, of the demo delegation's people and of the demo hospital's manager."""
    people = network.cast.people
    central, home = people[Role.CENTRAL_OFFICE], network.cast.home
    of_central = [row for row in network.postings if _is_central_offices(row)]
    of_home = [row for row in network.postings if row.unit and row.unit.delegation_id == home.pk]
    of_home = [row for row in of_home if not _is_central_offices(row)]
    for person, postings in ((central, of_central), (people[Role.DELEGATION_REPRESENTATIVE], of_home)):
        yield from _about_gaps(network, person, postings)
    yield from _handed_over(network, people[Role.DELEGATION_SUPPLY_MANAGER])
    yield from _of_the_unit(network, people[Role.UNIT_SUPPLY_MANAGER])


def _is_central_offices(posting: Posting) -> bool:
    """Whether it is central office that fills the post."""
    return posting.delegation_id is not None or (posting.unit is not None and posting.unit.kind == UnitKind.UMAE)


def _about_gaps(network: Network, person: Person, postings: list[Posting]) -> Iterator[Notification]:
    today = network.today
    held = {_post(row) for row in postings if row.is_current(today)}
    network_posts = [row for row in postings if row.role in NETWORK]
    vacant = [row for row in network_posts if row.ends_on and row.ends_on < today and _post(row) not in held][:SOME]
    for row in vacant:
        since: date = row.ends_on + DAY  # type: ignore[operator,assignment]
        context = about(row, None) | {"since": since}
        yield _notice(network, person, "network.gap", f"vacant:{row.pk}:{row.ends_on}", context,
                      reverse("delegations:network-gaps"), days=(today - since).days)  # fmt: skip
    for row in [row for row in network_posts if row.ends_on and row.ends_on >= today][:SOME]:
        yield _notice(
            network, person, "network.ending_soon", f"{row.pk}:{row.ends_on}", about(row, None), page_of(row), days=2
        )
    for row in [row for row in network_posts if row.contact_bounced_at][:SOME]:
        context = about(row, None) | {"address": row.office_email}
        key = f"{row.pk}:{row.contact_bounced_at:%Y-%m-%d}"
        yield _notice(network, person, "network.contact_bounced", key, context, page_of(row), days=3)


def _handed_over(network: Network, person: Person) -> Iterator[Notification]:
    """The visitor of the delegation took the post over, and has not said so yet."""
    for handover in network.handovers:
        new = handover.to_posting
        if new.person == person:
            context = about(new, None) | {
                "giver": handover.from_posting.person.full_name,
                "receiver": person.full_name,
                "open_items": 1,
                "note": handover.note,
            }
            days = (network.today - new.starts_on).days
            yield _notice(network, person, "network.handed_over", str(handover.pk), context, page_of(new), days=days)


def _of_the_unit(network: Network, person: Person) -> Iterator[Notification]:
    """The visitor of the hospital: appointed, covered in two weeks, and with a week to sign."""
    posting = next(row for row in network.postings if row.person == person)
    since = (network.today - network.since).days
    appointed = _notice(
        network, person, "network.appointed", str(posting.pk), about(posting, None), page_of(posting), days=since
    )
    appointed.read_at = appointed.created_at + DAY
    yield appointed
    for cover in network.covers:
        if cover.covers is posting:
            context = about(cover, None) | {"titular": person.full_name}
            yield _notice(network, person, "network.substitute", str(cover.pk), context, page_of(cover), days=1)
    unit = network.cast.hospital
    week = IsoWeek.last_complete(network.now, unit.zone)
    due = datetime.combine(week.next().monday, time(18), tzinfo=None)
    context = {"unit": unit.name, "delegation": unit.delegation.name, "week": str(week), "due": due}
    path = f"{reverse('supply:report-list')}?semana={week}"
    yield _notice(network, person, "supply.report_reminder", f"simulated:{week}", context, path, days=0)


def _post(posting: Posting) -> tuple[int | None, int | None, str, str]:
    return posting.unit_id, posting.delegation_id, posting.role, Holding(posting.holding).value


def _notice(
    network: Network, person: Person, kind: str, key: str, context: dict[str, Any], path: str, *, days: int
) -> Notification:
    return Notification(
        person=person,
        kind=kind,
        key=key,
        context=pack(context),
        path=path,
        created_at=network.now - timedelta(days=days, minutes=7),
    )
