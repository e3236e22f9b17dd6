"""Every address by every method of HTTP: what is not offered changes nothing and tells nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files import File
from django.db import transaction
from django.urls import reverse

from delegations.models import AuditEvent, AuditKind
from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import ROUTES, Route
from tests.project.sweeping import Visitor, kept_from, rows, text_of, told

pytestmark = pytest.mark.django_db

CHANGING = ("put", "patch", "delete")
# What offers a method that changes something, beside POST.
OFFERS: dict[str, frozenset[str]] = {"api-token": frozenset({"delete"})}
NOT_OFFERED = {401, 403, 404, 405}
# Where looking at something, or downloading it, is noted.
READS_LEAVE = {"delegations_auditevent", "delegations_rowchange"}
# Headers and fields by which other frameworks let a form play another method.
OVERRIDES = ("X_HTTP_Method_Override", "X_HTTP_Method", "X_Method_Override")


def sent(route: Route, world: TwoSides) -> dict[str, Any]:
    return route.body(world.here) if route.body else {}


@pytest.mark.parametrize("role", [Role.DELEGATION_SUPPLY_MANAGER, Role.ADMINISTRATOR, Role.FAMILY, None], ids=str)
def test_a_method_that_is_not_offered_changes_nothing(role: Role | None, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here) if role else None)
    before, wrong = rows(), []
    for name, route in ROUTES.items():
        for method in CHANGING:
            if method in OFFERS.get(name, ()):
                continue
            call = getattr(visitor.client, method)
            body = {key: value for key, value in sent(route, world).items() if not isinstance(value, File)}
            status = call(route.url(name, world.here), body, content_type="application/json").status_code
            # A door that redirects whoever is signed in does so by any method; nobody is sent to sign in.
            if status not in NOT_OFFERED and not (status == 302 and (role is None or route.public)):
                wrong.append((name, method, status))
    assert not wrong, told(wrong)
    assert rows() == before


def test_head_and_options_open_and_tell_no_more_than_get(world: TwoSides) -> None:
    role = Role.UNIT_SUPPLY_MANAGER
    visitor, wrong = Visitor(person_of(role, world.here)), []
    asked = [
        (name, route.url(name, side), route.query(side), side)
        for name, route in ROUTES.items()
        for side in ((world.here, world.there) if route.names_something() else (world.here,))
    ]
    got = [visitor.client.get(url, query).status_code for _name, url, query, _side in asked]
    before = rows()
    for (name, url, query, side), status in zip(asked, got, strict=True):
        head = visitor.client.head(url, query)
        if head.status_code != status or text_of(head):
            wrong.append((name, "HEAD", head.status_code, status))
        options = visitor.client.options(url)
        if options.status_code >= 500:
            wrong.append((name, "OPTIONS", options.status_code, status))
        # What was asked for stands in the address to come back to after a change of language.
        words = kept_from(role, name, world) if side is world.here else world.there.names
        wrong += [(name, "OPTIONS", word) for word in words if word not in url and word in text_of(options)]
    assert not wrong, told(wrong)
    assert {table: print_ for table, print_ in rows().items() if before[table] != print_}.keys() <= READS_LEAVE


def test_no_header_and_no_field_plays_another_method(world: TwoSides) -> None:
    """Whoever may write everything asks to look, and says in a header that it is a POST: nothing is written."""
    visitor = Visitor(person_of(Role.DELEGATION_SUPPLY_MANAGER, world.here))
    visitor.client.get(reverse("account_email"))  # notes the account's address where a sign-in has not
    before, wrong, seen = rows(), [], AuditEvent.objects.latest("pk").pk
    for name, route in ROUTES.items():
        if not route.writes or route.public:
            continue
        flat = {key: value for key, value in sent(route, world).items() if not isinstance(value, list | File)}
        headers = {header.replace("_", "-"): "POST" for header in OVERRIDES}
        answer = visitor.client.get(route.url(name, world.here), flat | {"_method": "post"}, headers=headers)
        if answer.status_code >= 500:
            wrong.append((name, answer.status_code))
    assert not wrong, told(wrong)
    assert {table for table, print_ in rows().items() if before[table] != print_} <= {"delegations_auditevent"}
    assert set(AuditEvent.objects.filter(pk__gt=seen).values_list("kind", flat=True)) <= {AuditKind.READ}
    for name, methods in OFFERS.items():
        for method in methods:
            with transaction.atomic():
                headers = {header: method.upper() for header in OVERRIDES}
                answer = visitor.post(name, ROUTES[name], world.here, body={"_method": method}, **headers)
                assert answer.status_code in {200, 201}, name
                transaction.set_rollback(True)
