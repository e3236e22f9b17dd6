"""Addresses of cases of people without account."""

from __future__ import annotations

from tests.project.route import EVERYONE, Route

ROUTES: dict[str, Route] = {
    "pediatric:case-public": Route(public=True, writes=EVERYONE),
    # Whoever has the address may type the code; nobody is told more.
    "pediatric:case-public-code": Route(lambda side: (side.draft.pk,), names_side=False, public=True, writes=EVERYONE),
    # Whoever has the secret link, and no other thing: it leads to the page.
    "pediatric:case-public-follow": Route(
        lambda side: (side.follow_token,), names_side=False, public=True, page=False, may_redirect=True
    ),
    "pediatric:case-public-case": Route(public=True, writes=EVERYONE),
}
