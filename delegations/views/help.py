"""Help: an index by role that can be searched, and a page per screen."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.findable import find_help
from delegations.help import grouped, page_at, pages_for
from delegations.navigation import address
from delegations.search import SHORTEST, cleaned

MOST = 60


class HelpIndex(View):
    """`/ayuda/`: the pages that explain what this person may open; strangers see those of public screens."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        query = cleaned(request.GET.get("q", ""))
        hits = find_help(request.user, query, MOST) if len(query) >= SHORTEST else []
        context: dict[str, Any] = {
            "query": query,
            "hits": hits,
            "groups": grouped(pages_for(request.user)) if len(query) < SHORTEST else [],
            "live_target": "#temas",
        }
        return render(request, "delegations/help_index.html", context)


class HelpDetail(View):
    """`/ayuda/<screen>/`: one screen explained; a stranger who asks for one behind the door is sent to it."""

    def get(self, request: HttpRequest, screen: str) -> HttpResponseBase:
        page = page_at(screen)
        if page is None:
            raise Http404
        if not page.opens_to(request.user):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise Http404
        crumbs = [(_("Ayuda"), address("delegations:help")), (page.title, "")]
        return render(request, "delegations/help_page.html", {"page": page, "crumbs": crumbs})
