"""Where guides are met: on the page of a drug that one is about, and in the search of the whole site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Person
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.search import Asker, Hit, SearchSource, alike, hits_of, register
from pediatric_platform.models import Guide, GuideVersion, GuideVersionState
from pediatric_platform.selectors.guides.listing import guides_about
from supply.models import Drug
from supply.views.drug_sources import DrugCard, DrugLink, register_drug_links


def guides_of_drug(person: Person, drug: Drug) -> DrugCard | None:
    """Guides in force about the drug, in any strength of it. One query."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return None
    return DrugCard(
        _("Guías que lo tratan"),
        [
            DrugLink(
                version.guide.title,
                address("pediatric:guide", version.guide.code),
                f"{version.guide.body}, {version.number}",
            )
            for version in guides_about(drug=drug)
        ],
    )


def find_guides(person: Asker, query: str, limit: int) -> list[Hit]:
    """Every published guide for the staff; for everybody else those that families read."""
    seen: Any
    is_staff = isinstance(person, Person) and has_permission(person, Permission.VIEW_STOCK)
    if isinstance(person, Person) and is_staff:
        published = GuideVersion.objects.filter(guide=OuterRef("pk")).exclude(state=GuideVersionState.DRAFT)
        seen = Guide.objects.visible_to(person).filter(Exists(published))
    else:
        seen = Guide.objects.filter(is_public=True, versions__state="current")
    rows = alike(seen, seen.search(query).order_by("title", "pk"), query, "search_text", limit)
    page = "pediatric:guide" if is_staff else "pediatric:guide-public"
    return hits_of(rows, lambda guide: Hit(guide.title, address(page, guide.code), guide.body))


def list_of_guides(person: Asker, query: str) -> str:
    """The staff's list with the query in its box; everybody else's has no search."""
    if isinstance(person, Person) and has_permission(person, Permission.VIEW_STOCK):
        return f"{address('pediatric:guide-list')}?{urlencode({'q': query})}"
    return address("pediatric:guide-public-list")


def register_all() -> None:
    register_drug_links(guides_of_drug)
    register(SearchSource("guides", gettext_lazy("Guías"), "copy", find_guides, 55, list_of_guides))
