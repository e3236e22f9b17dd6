"""Own address, but inside the request the other side's things: in a form's field, an API body, a filter of a list.

The swaps are made from the routes' own bodies: whatever differs between the two sides names something of a side. A new
route is covered by its line in the sitemap.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files import File
from django.urls import get_resolver
from django_filters import ChoiceFilter, OrderingFilter

from delegations.roles import Role
from tests.factories.two_sides import NATIONAL, Side, TwoSides, person_of
from tests.project.sitemap import ROUTES
from tests.project.sweeping import Tables, Visitor, kept_from, speaks_json, text_of, told

pytestmark = pytest.mark.django_db

# (route, field): what a person may name although it is another delegation's, and why.
MAY_NAME_ANYTHING = {
    # Pieces are sent to any place of the country; they are taken from one's own.
    ("supply:dispatch", "to_place"),
    ("api-dispatch", "to_place"),
    # A lot is the same thing everywhere: whoever counts one found it on their own shelf.
    ("api-count", "lot_id"),
    # The moment a draft was read. Another moment is refused only where the draft has changed since.
    ("supply:report-sign", "visto"),
    ("api-sign", "seen_at"),
    # A relative is invited by an address, whoever's it is: an account under another name is refused by the action.
    ("pediatric:guardian-invite", "email"),
    ("api-guardians", "email"),
}
MOST_SWAPS_PER_ROUTE = 40

# Whose world is one side: the hospital's, the delegation's; and whoever has no stock to see at all.
OF_ONE_SIDE = sorted(frozenset(Role) - NATIONAL)
WHO_FILTERS = (Role.UNIT_SUPPLY_MANAGER, Role.FAMILY)

Path = tuple[Any, ...]


@dataclass(frozen=True)
class Swap:
    """A body of one's own with one thing of the other side in it."""

    field: str
    body: Any


def leaves(body: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a form or of a JSON body, with where it stands; a file is of nobody's side."""
    if isinstance(body, dict):
        for name, inner in body.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(body, list):
        for position, inner in enumerate(body):
            yield from leaves(inner, (*path, position))
    elif not isinstance(body, File):
        yield path, body


def put(body: Any, path: Path, value: Any) -> Any:
    """A copy of the body with that one value."""
    changed = copy.deepcopy(body)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def name_of(path: Path) -> str:
    """The field's own name: the last word of the path, without the number of its line."""
    words = [step for step in path if isinstance(step, str)]
    return words[-1].rsplit("-", 1)[-1] if words else ""


def swaps(mine: Any, theirs: Any) -> Iterator[Swap]:
    """Each value that names something of a side, replaced by the other's; and each field named after such a thing."""
    other = dict(leaves(theirs))
    for path, value in leaves(mine):
        if path in other and other[path] != value:
            yield Swap(name_of(path), put(mine, path, other[path]))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        # `lote-81`: the field's name is the thing.
        own, foreign = [name for name in mine if name not in theirs], [name for name in theirs if name not in mine]
        for before, after in zip(own, foreign, strict=False):
            body = {name: value for name, value in mine.items() if name != before}
            yield Swap(before.split("-")[0], body | {after: mine[before]})


def test_swaps_are_found_wherever_they_stand() -> None:
    mine = {"place": "A", "lines": [{"lot_id": 1, "pieces": 2}], "lote-1": 5, "day": "x"}
    theirs = {"place": "B", "lines": [{"lot_id": 9, "pieces": 2}], "lote-9": 5, "day": "x"}
    assert {swap.field: swap.body for swap in swaps(mine, theirs)} == {
        "place": mine | {"place": "B"},
        "lot_id": mine | {"lines": [{"lot_id": 9, "pieces": 2}]},
        "lote": {"place": "A", "lines": mine["lines"], "day": "x", "lote-9": 5},
    }


@pytest.mark.parametrize("role", OF_ONE_SIDE, ids=str)
def test_nothing_of_the_other_side_is_reached_through_a_body(role: Role, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here))
    wrong, tried, tables = [], 0, Tables()
    for name, route in ROUTES.items():
        if route.writes is None or route.body is None or role not in route.writes or route.public:
            continue
        found = list(swaps(route.body(world.here), route.body(world.there)))
        assert len(found) <= MOST_SWAPS_PER_ROUTE, name
        for swap in found:
            if (name, swap.field) in MAY_NAME_ANYTHING:
                continue
            tried += 1
            with tables.taken_back():
                status = visitor.post(name, route, world.here, body=swap.body).status_code
                changed = tables.changed()
            # A page answers with its form and the fault; a program is told by the status.
            refused = 400 <= status < 500 or (status == 200 and not speaks_json(name))
            if changed or not refused:
                wrong.append((name, swap.field, status, changed))
    assert not wrong, told(wrong)
    assert tried or role not in {Role.UNIT_SUPPLY_MANAGER, Role.DELEGATION_SUPPLY_MANAGER}


def test_what_may_name_anything_is_said_only_where_something_is_named(world: TwoSides) -> None:
    for name, field in MAY_NAME_ANYTHING:
        body = ROUTES[name].body
        assert body is not None
        assert field in {swap.field for swap in swaps(body(world.here), body(world.there))}, (name, field)


# Model a list may be filtered by → what it is called on the other side. A filter of another kind is tried with each.
Names = dict[str, str]


def foreign_names(side: Side) -> Names:
    """What the other side's things are called in an address."""
    return {"Delegation": side.delegation.code, "Unit": side.hospital.clues, "Place": side.pharmacy.code}


def questions_of_site(names: Names, words: tuple[str, ...]) -> dict[str, list[dict[str, str]]]:
    """Route → each of its list's filters asking for something foreign; a choice among fixed words names nobody's."""
    found: dict[str, list[dict[str, str]]] = {}
    for name, view in views_of(get_resolver().url_patterns, ""):
        filterset = getattr(view, "filterset_class", None)
        if filterset is None:
            continue
        found[name] = []
        for asked, filter_ in filterset.base_filters.items():
            if isinstance(filter_, OrderingFilter) or type(filter_) is ChoiceFilter:
                continue
            rows_ = filter_.extra.get("queryset")
            model = getattr(getattr(rows_, "model", None), "__name__", "") or (asked.capitalize() if rows_ else "")
            known = {"Delegacion": "Delegation", "Unidad": "Unit", "Lugar": "Place"}.get(model, model)
            values = (names[known],) if known in names else (*names.values(), *words)
            found[name] += [{asked: value} for value in values]
    return found


def views_of(patterns: list[Any], space: str) -> Iterator[tuple[str, Any]]:
    """Route and view class of every address but the administration's."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace != "admin":
                yield from views_of(
                    pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
                )
        else:
            view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
            yield f"{space}{pattern.name}", view


@pytest.mark.parametrize("role", WHO_FILTERS, ids=str)
def test_no_filter_of_a_list_and_no_file_of_it_reaches_the_other_side(role: Role, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here))
    names = foreign_names(world.there)
    everything = {"delegacion": names["Delegation"], "unidad": names["Unit"], "lugar": names["Place"]}
    asked_of = questions_of_site(names, (world.there.hospital.name,))
    wrong, tried = [], 0
    for name, route in ROUTES.items():
        if role not in (route.reads or ()) or role not in route.seen or route.public:
            continue
        for question in ({}, everything, *asked_of.get(name, ())):
            tried += 1
            asked = {**route.query(world.here), **question, "formato": "csv"}
            answer = visitor.client.get(route.url(name, world.here), asked, follow=route.may_redirect)
            if answer.status_code >= 500:
                wrong.append((name, asked, answer.status_code))
            elif answer.status_code == 200:
                words = [word for word in kept_from(role, name, world) if word not in question.values()]
                text = text_of(answer)
                wrong += [(name, asked, word) for word in words if word in text]
    assert not wrong, told(wrong[:30])
    assert tried > len(asked_of)
