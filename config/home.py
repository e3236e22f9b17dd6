"""The national home: one selector call per app, nothing else. Others are shown the way to their own board."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from delegations.models import Delegation, Person, Unit
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.filters.boards import question_from
from supply.selectors.boards.national import national_board, newest_sum
from supply.views.board_national import national_context, national_files
from supply.views.board_page import ALL_ROWS, BoardPage, FileTable

PAIRS_SHOWN = 10
# Everyone of central office opens the same board on the same morning: it is drawn once, and again when a week is added
# up anew. The seconds bound what else a reader may see late: a manager's new telephone, "hace 3 h".
KEPT_FOR = 60


def sees_the_country(person: Person) -> bool:
    """Whether a posting over the whole country lets this person open the national board."""
    return scope_of(person).allows_everywhere(Permission.VIEW_NATIONAL_BOARD)


class Home(BoardPage):
    """`/`: the country for those who answer for it; their own board for those of a delegation or a unit."""

    template_name: str = "home.html"
    fragment = "supply/_board_national.html"

    def get(  # type: ignore[override]  # a file streams
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        person = request.user
        assert isinstance(person, Person)  # the mixin has sent anyone else to sign in
        if not sees_the_country(person):
            return own_home(request, person)
        if self.wants_file:
            return super().get(request, *args, **kwargs)
        response = self.shown(self.board_html())
        patch_vary_headers(response, ["HX-Request"])
        return response

    def shown(self, board: str) -> HttpResponse:
        """The board alone for htmx, else the whole page around it."""
        if self.get_template_names() == [self.fragment]:
            return HttpResponse(board)
        return render(self.request, self.template_name, {"board_html": board})

    def board_html(self) -> str:
        """The board drawn, or as it was drawn within the last minute from the same sums."""
        newest = newest_sum(self.request.user)  # type: ignore[arg-type]  # a Person: see get()
        asked = f"{newest}:{get_language()}:{self.request.GET.urlencode()}"
        key = f"national-board:{sha256(asked.encode()).hexdigest()}"
        drawn: str | None = cache.get(key)
        if drawn is None:
            drawn = render_to_string(self.fragment, self.get_context_data(), self.request)
            cache.set(key, drawn, KEPT_FOR)
        return drawn

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        supply = national_board(
            self.request.user,  # type: ignore[arg-type]  # a Person: see get()
            question_from(self.request),
            pairs=ALL_ROWS if self.wants_file else PAIRS_SHOWN,
        )
        return super().get_context_data(**kwargs) | national_context(supply)

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return national_files(context["board"])


def own_home(request: HttpRequest, person: Person) -> HttpResponseBase:
    """The board of the first delegation or unit a person answers for; a plain page for those with neither."""
    scope = scope_of(person)
    if scope.whole_delegation_ids:
        code = (
            Delegation.objects.filter(pk__in=scope.whole_delegation_ids).order_by("name").values_list("code", flat=True)
        )
        return redirect("supply:board-delegation", code.first())
    if scope.unit_ids:
        clues = Unit.objects.filter(pk__in=scope.unit_ids).order_by("name").values_list("clues", flat=True)
        return redirect("supply:board-unit", clues.first())
    return render(request, "home_without_board.html")
