"""Relatives of the simulated children: their accounts, their place at the hospital, their consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from delegations.models import Holding, Person, Posting
from delegations.roles import Role
from pediatric_platform.models import Consent, ConsentMethod, ConsentText, Guardian
from pediatric_platform.simulation.names import relative_name
from pediatric_platform.simulation.registry import BATCH, Enrolled

# Their mail is of the reserved domain: it goes nowhere.
DOMAIN = "familias.example.org"
# The demo's own relative has that many children at the first hospital; the first of them has a second guardian.
DEMO_CHILDREN = 2


def invite(
    enrolled: Sequence[Enrolled], demo: Person | None, text: ConsentText, now: datetime, seed: int, by: Person | None
) -> list[Guardian]:
    """Guardians, most with a consent on paper. `demo` answers for two children of the first hospital."""
    today = now.date()
    closed = make_password(None)
    people: list[Person] = []
    wanted: list[tuple[Enrolled, Person, str, str, int]] = []
    of_demo = [item for item in enrolled if item.sketch.unit == 0 and item.sketch.state == "active"][:DEMO_CHILDREN]
    for item in enrolled:
        if item.sketch.state == "deceased":
            continue
        rng = Random(f"{seed}:family:{item.sketch.number}")  # noqa: S311
        draw = rng.random()
        count = 2 if item in of_demo[:1] else 1 if item in of_demo[1:] else 0 if draw < 0.1 else 2 if draw < 0.26 else 1
        for place in range(count):
            is_mother = place == 0 if rng.random() < 0.85 else place == 1
            fate = "given" if item in of_demo else rng.choices(("given", "none", "withdrawn"), (95, 3, 2))[0]
            if item in of_demo and place == 0 and demo is not None:
                wanted.append((item, demo, "mother", fate, 0))
                continue
            person = Person(
                email=f"familia{item.sketch.number + 1:04d}{'ab'[place]}@{DOMAIN}",
                full_name=relative_name(rng, is_mother, item.sketch.number + 1),
                password=closed,
                is_simulated=True,
                joined_at=now - timedelta(days=5) if rng.random() < 0.88 else None,
            )
            people.append(person)
            wanted.append((item, person, "mother" if is_mother else "father", fate, place))
    Person.objects.bulk_create(people, batch_size=BATCH)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in people if row.has_joined],
        batch_size=BATCH,
    )
    _place(wanted, people, today)
    guardians = [
        Guardian(
            child=item.child,
            person=person,
            relation=relation,
            phone=f"000 {item.sketch.number + 1:03d} {1000 + place}",
            since=now - timedelta(days=min((today - item.sketch.diagnosed_on).days, 200)),
        )
        for item, person, relation, _fate, place in wanted
    ]
    Guardian.objects.bulk_create(guardians, batch_size=BATCH)
    consents = [
        _consent(guardian, fate, text, now, by if item.sketch.unit == 0 else None)
        for guardian, (item, _person, _relation, fate, _place) in zip(guardians, wanted, strict=True)
        if fate != "none"
    ]
    Consent.objects.bulk_create(consents, batch_size=BATCH)
    return [row for row, (*_who, fate, _place) in zip(guardians, wanted, strict=True) if fate == "given"]


def _place(wanted: Sequence[tuple[Enrolled, Person, str, str, int]], people: Sequence[Person], today: date) -> None:
    """One place per person and hospital; the demo's relative has hers already."""
    new = {id(person) for person in people}
    Posting.objects.bulk_create(
        [
            Posting(
                person=person,
                role=Role.FAMILY,
                holding=Holding.MEMBER,
                unit=item.child.unit,
                starts_on=max(item.sketch.diagnosed_on, today - timedelta(days=200)),
            )
            for item, person, *_rest in wanted
            if id(person) in new
        ],
        batch_size=BATCH,
    )


def _consent(guardian: Guardian, fate: str, text: ConsentText, now: datetime, by: Person | None) -> Consent:
    given_on = max(guardian.since.date(), text.since)
    consent = Consent(
        guardian=guardian,
        text=text,
        method=ConsentMethod.PAPER,
        given_on=given_on,
        written_at=guardian.since,
        written_by=by,
    )
    if fate == "withdrawn":
        consent.withdrawn_at = now - timedelta(days=3)
        consent.withdrawn_reason = "Lo pidió por teléfono."
    return consent
