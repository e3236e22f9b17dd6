"""What of this floor the search finds: children, for those who treat them and nobody else; cases by their folio."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.search import Asker, Hit, SearchSource, alike, hits_of, register
from pediatric_platform import identifiers
from pediatric_platform.case_countdown import what_is_missing
from pediatric_platform.case_rights import read_by
from pediatric_platform.models import Case, Child
from pediatric_platform.selectors.children import SEALED

# A whole folio of a case, or the start of one that can be no other word.
FOLIO_START = re.compile(r"C-[2-9A-Z]{2,8}")


def find_children(person: Asker, query: str, limit: int) -> list[Hit]:
    """Children whom the person treats, by name, folio, or a CURP or NSS written whole."""
    if not isinstance(person, Person) or not has_permission(person, Permission.VIEW_CHILDREN):
        return []
    seen = Child.objects.visible_to(person).select_related("diagnosis").defer(*SEALED)
    whole = identifiers.normalised(query)
    exact = seen.search(whole if identifiers.is_whole(whole) else query).order_by("first_surname", "given_names", "pk")
    rows = list(exact[:limit]) if identifiers.is_whole(whole) else alike(seen, exact, query, "search_text", limit)
    return hits_of(
        rows,
        lambda child: Hit(
            child.full_name, address("pediatric:child", child.folio), f"{child.folio} · {child.diagnosis.name}"
        ),
    )


def list_of_children(person: Asker, query: str) -> str:
    """The list with the query in its own box; an identifier goes into no address."""
    href = address("pediatric:child-list")
    return "" if identifiers.is_whole(identifiers.normalised(query)) else f"{href}?{urlencode({'q': query})}"


def find_cases(person: Asker, query: str, limit: int) -> list[Hit]:
    """Cases by their folio, or by the start of one; those that stand first."""
    sought = query.strip().upper()
    if not isinstance(person, Person) or not FOLIO_START.fullmatch(sought):
        return []
    rows = Case.objects.visible_to(person).filter(folio__startswith=sought).select_related("drug", "unit")
    return hits_of(
        rows.order_by("ended_at", "-opened_at")[:limit],
        lambda case: Hit(
            what_is_missing(read_by(person, case)),
            address("pediatric:case", case.folio),
            f"{case.folio} · {case.unit.name} · {case.get_state_display()}",
        ),
    )


def register_all() -> None:
    """What this floor makes findable."""
    register(SearchSource("cases", _("Casos"), "bell", find_cases, 16))
    register(SearchSource("children", _("Niñas y niños"), "user", find_children, 15, list_of_children))
