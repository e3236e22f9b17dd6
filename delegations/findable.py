"""What of this floor the search finds: units, delegations, places, people, the public directory and help."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.help import pages_for
from delegations.models import Delegation, Person, Place, Posting, Unit
from delegations.naming import fold
from delegations.navigation import address
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from delegations.search import Asker, Hit, SearchSource, alike, hits_of, register


def is_staff(person: Asker) -> bool:
    """Whether the person sees any stock: relatives and strangers look only through what is public."""
    return scope_of(person).allows(Permission.VIEW_STOCK)  # type: ignore[arg-type]  # a stranger's scope is empty


def list_of(name: str, query: str) -> str:
    """The list page with the query in its own search box."""
    href = address(name)
    return f"{href}?{urlencode({'q': query})}" if href else ""


def find_units(person: Asker, query: str, limit: int) -> list[Hit]:
    """Units within reach, each leading to its workbench."""
    if not isinstance(person, Person):
        return []
    seen = Unit.objects.visible_to(person).select_related("delegation")
    rows = alike(seen, seen.search(query), query, "search_text", limit)
    return hits_of(
        rows,
        lambda unit: Hit(
            unit.name,
            address("supply:board-unit", unit.clues) or address("delegations:unit-detail", unit.clues),
            f"{unit.clues} · {unit.delegation.name}",
        ),
    )


def find_delegations(person: Asker, query: str, limit: int) -> list[Hit]:
    """Delegations within reach; the board for whoever sees the whole of it."""
    if not isinstance(person, Person):
        return []
    scope = scope_of(person)
    seen = Delegation.objects.visible_to(person)

    def hit(row: Delegation) -> Hit:
        whole = scope.is_national or row.pk in scope.whole_delegation_ids
        board = address("supply:board-delegation", row.code) if whole else ""
        return Hit(row.name, board or address("delegations:delegation-detail", row.code), row.code)

    return hits_of(alike(seen, seen.search(query), query, "name", limit), hit)


def find_places(person: Asker, query: str, limit: int) -> list[Hit]:
    """Places within reach, each leading to its stock."""
    if not isinstance(person, Person):
        return []
    found = Place.objects.visible_to(person).stock_keeping().active().search(query).order_by("name")[:limit]
    return hits_of(found, lambda place: Hit(place.name, address("supply:stock-place", place.code), place.code))


def find_people(person: Asker, query: str, limit: int) -> list[Hit]:
    """Staff within reach, with the post they hold."""
    if not isinstance(person, Person) or not is_staff(person):
        return []
    held = (
        Posting.objects.visible_to(person)
        .current(timezone.localdate())
        .filter(person=OuterRef("pk"))
        .exclude(role=Role.FAMILY)
        .order_by("is_national", "starts_on")
    )
    rows = (
        Person.objects.visible_to(person)
        .filter(is_active=True)
        .search(query)
        .annotate(
            role=Subquery(held.values("role")[:1]),
            where_name=Subquery(held.values_list(Coalesce("unit__name", "delegation__name"))[:1]),
        )
        .order_by("full_name")[:limit]
    )

    def hit(row: Person) -> Hit:
        role = getattr(row, "role", None)
        parts = [str(Role(role).label) if role else "", getattr(row, "where_name", None) or ""]
        return Hit(row.full_name, address("delegations:person", row.pk), " · ".join(part for part in parts if part))

    return hits_of(rows, hit)


def find_in_directory(person: Asker, query: str, limit: int) -> list[Hit]:
    """Hospitals of the public directory, for those who see no stock; staff find theirs among the units."""
    if is_staff(person) or not address("delegations:network"):
        return []
    every = Unit.objects.open_on(timezone.localdate()).select_related("delegation")
    return hits_of(
        alike(every, every.search(query), query, "search_text", limit),
        lambda unit: Hit(unit.name, address("delegations:network-unit", unit.clues), unit.delegation.name),
    )


def find_help(person: Asker, query: str, limit: int) -> list[Hit]:
    """Pages of help that the person may open, by the words of their title first."""
    words = fold(query).split()
    ranked = []
    for page in pages_for(person):
        title, body = fold(str(page.title)), fold(page.words())
        if all(word in body for word in words):
            ranked.append((not all(word in title for word in words), title, page))
    found = [page for _rank, _title, page in sorted(ranked, key=lambda row: row[:2])[:limit]]
    return hits_of(found, lambda page: Hit(page.title, address("delegations:help-page", page.slug), page.purpose_short))


def register_all() -> None:
    """What this floor makes findable."""
    register(
        SearchSource(
            "units", _("Unidades"), "home", find_units, 20, lambda person, q: list_of("delegations:unit-list", q)
        )
    )
    register(
        SearchSource(
            "people", _("Personas"), "user", find_people, 30, lambda person, q: list_of("delegations:posting-list", q)
        )
    )
    register(
        SearchSource(
            "places", _("Lugares"), "box", find_places, 50, lambda person, q: list_of("delegations:place-list", q)
        )
    )
    register(SearchSource("delegations", _("Delegaciones"), "map", find_delegations, 60))
    register(
        SearchSource(
            "directory",
            _("Hospitales del directorio"),
            "phone",
            find_in_directory,
            70,
            lambda person, q: list_of("delegations:network", q),
        )
    )
    register(SearchSource("help", _("Ayuda"), "help", find_help, 90))
