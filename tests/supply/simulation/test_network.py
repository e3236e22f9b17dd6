"""The simulated network: full, with the gaps that a real one would have, and the same for the same seed."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from delegations.models import Delegation, Holding, Person, Unit, UnitKind
from delegations.roles import NETWORK, Role
from supply.simulation.network import Cast, Network
from supply.simulation.people import ACCOUNTS

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


def made(seed: int = 2026) -> Network:
    delegations = [Delegation(pk=number, code=f"D{number}", name=f"Delegación {number}") for number in range(1, 36)]
    units = [
        Unit(pk=number, clues=f"C{number:04d}", kind=UnitKind.HGZ, level=2, delegation=delegations[number % 35])
        for number in range(1, 211)
    ]
    cast = Cast(
        {item.role: Person(email=item.email, full_name=item.name) for item in ACCOUNTS},
        home=delegations[0],
        hospital=next(unit for unit in units if unit.delegation_id == 1),
    )
    network = Network(cast, since=date(2026, 3, 1), now=NOW, seed=seed)
    network.people_the_country(delegations, units)
    return network


@pytest.fixture(scope="module")
def network() -> Network:
    return made()


def test_nearly_every_post_has_a_name_and_some_have_none(network):
    current = [row for row in network.postings if row.role in NETWORK and row.is_current(network.today)]
    posts = 2 * (35 + 210)
    assert 0.90 * posts < len(current) < 0.98 * posts
    missing = Counter(row.holding for row in current)
    assert missing[Holding.TITULAR] > missing[Holding.SUBSTITUTE]


def test_there_is_a_gap_of_every_kind(network):
    today, rows = network.today, [row for row in network.postings if row.role in NETWORK]
    current = [row for row in rows if row.is_current(today)]
    held = {(row.unit_id, row.delegation_id, row.holding) for row in current}
    ever = {(row.unit_id, row.delegation_id, row.holding) for row in rows}
    assert ever - held, "posts that fell vacant"
    assert len(ever) < 2 * (35 + 210), "posts that nobody ever held"
    assert any(row.ends_on for row in current)
    assert any(row.contact_bounced_at for row in current)
    assert any(not row.office_phone for row in current)
    assert any(not row.person.has_joined for row in current)
    assert any(row.contact_confirmed_at is None or (NOW - row.contact_confirmed_at).days > 90 for row in current)
    assert any(cover.is_current(today) for cover in network.covers)
    assert len(network.handovers) > 20
    representatives = {
        row.delegation_id
        for row in network.postings
        if row.role == Role.DELEGATION_REPRESENTATIVE and row.is_current(today)
    }
    assert 30 <= len(representatives) < 35


def test_no_post_has_two_names_on_a_day_and_covers_lie_within_their_titular(network):
    spans: dict[tuple, list] = {}
    for row in [*network.postings, *network.covers]:
        if row.holding != Holding.MEMBER:
            spans.setdefault((row.role, row.unit_id, row.delegation_id, row.holding), []).append(row)
    for rows in spans.values():
        rows.sort(key=lambda row: row.starts_on)
        for first, second in itertools.pairwise(rows):
            assert first.ends_on is not None
            assert first.ends_on < second.starts_on
    for cover in network.covers:
        assert cover.covers.starts_on <= cover.starts_on <= cover.ends_on
        assert cover.covers.ends_on is None
        assert cover.person is not cover.covers.person


def test_nobody_can_take_them_for_real_people(network):
    visitors = {account.email for account in ACCOUNTS}
    for person in network.people:
        assert person.email.endswith("@example.org")
        if person.email not in visitors:
            assert person.is_simulated
            assert "Simulad" in person.full_name
    for row in [*network.postings, *network.covers]:
        assert row.office_phone in ("",) or row.office_phone.startswith("000 ")
    assert len({person.email for person in network.people}) == len(network.people)


def test_the_same_seed_gives_the_same_people_and_another_others(network):
    def told(of: Network) -> list[tuple]:
        return [(row.person.full_name, str(row.starts_on), str(row.ends_on)) for row in of.postings]

    assert told(network) == told(made())
    assert told(network) != told(made(seed=7))


def test_each_visitor_holds_one_post_and_those_around_them_are_complete(network):
    today = network.today
    for person in network.cast.people.values():
        (posting,) = [row for row in network.postings if row.person is person]
        assert posting.is_current(today)
    near = [
        row
        for row in network.postings
        if row.is_current(today) and row.role in NETWORK and (row.unit_id == network.cast.hospital.pk)
    ]
    assert {row.holding for row in near} == {Holding.TITULAR, Holding.SUBSTITUTE}
