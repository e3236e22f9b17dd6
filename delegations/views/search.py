"""The search of the whole site: a page, what changes in it while one types, and suggestions for the header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.scoping import scope_of
from delegations.search import SHORTEST, cleaned, find_everywhere

SUGGESTED = 4
LISTED = 20


class Search(View):
    """`/buscar/?q=`: open to all; each source answers with what the person may see, strangers with what is public."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = cleaned(request.GET.get("q", ""))
        suggesting = "sugerir" in request.GET
        context: dict[str, Any] = {
            "query": query,
            "found": find_everywhere(request.user, query, limit=SUGGESTED if suggesting else LISTED),
            "too_short": len(query) < SHORTEST,
            "searching": True,
            "live_target": "#resultados",
            "sees_stock": bool(scope_of(request.user).board_count),  # type: ignore[arg-type]  # a stranger's is empty
            "crumbs": [(_("Inicio"), "/"), (_("Buscar"), "")],
        }
        template = "_components/found.html" if suggesting else "delegations/search.html"
        response = render(request, template, context)
        patch_vary_headers(response, ["HX-Request"])
        response.headers["Cache-Control"] = "no-store"  # what one looked for stays on no shared machine
        return response
