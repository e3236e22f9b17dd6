"""The national home: one selector call per app, nothing else. Others are shown the way to their own board."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from config import help_home  # noqa: F401  # registers its page
from config.front import CHOSEN, boards_of, choice, front_door, own_home, sees_the_country
from delegations.models import Person
from delegations.signed_in import person_of
from pediatric_platform.selectors.coverage.country import uncovered_children
from pediatric_platform.views.coverage_context import children_figure
from supply.filters.boards import question_from
from supply.selectors.boards.national import national_board, newest_sum
from supply.views.board_national import national_context, national_files
from supply.views.board_page import ALL_ROWS, BoardPage, FileTable

PAIRS_SHOWN = 10
CHOOSE = "elegir"
# The fourth figure: children with something missing for a session within so many days.
CHILDREN_WITHIN, CHILDREN_PLACE = 7, 3
# Everyone of central office opens the same board on the same morning: it is drawn once, and again when a week is added
# up anew. The seconds bound what else a reader may see late: a manager's new telephone, "hace 3 h".
KEPT_FOR = 60


class Home(BoardPage):
    """`/`: the country for those who answer for it; their own board, or what they have to know, for everybody else."""

    template_name: str = "home.html"
    fragment = "supply/_board_national.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Strangers get the front door; the rest is behind it."""
        if not request.user.is_authenticated and request.method in {"GET", "HEAD"}:
            return front_door(request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Remember the board that was chosen, and open it."""
        boards = {board.key: board for board in boards_of(person_of(request))}
        board = boards.get(request.POST.get("tablero", ""))
        if board is None:
            return redirect("home")
        request.session[CHOSEN] = board.key
        return redirect(board.href)

    def get(  # type: ignore[override]  # a file streams
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        person = person_of(request)
        if CHOOSE in request.GET:
            return choice(request, boards_of(person))
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
        return render(self.request, self.template_name, {"board_html": board, "help_slug": "tablero-nacional"})

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
        context = super().get_context_data(**kwargs) | national_context(supply)
        # Of one drug, all children would be another question; before the first week there is no row of figures.
        if "figures" in context and not supply.question.drug:
            context["figures"].insert(CHILDREN_PLACE, self.children_figure())
        return context

    def children_figure(self) -> dict[str, Any]:
        """Children with something missing in the next days: today's, whichever week is shown."""
        person: Person = self.request.user  # type: ignore[assignment]  # see get()
        now, today = timezone.now(), timezone.localdate()
        found = uncovered_children(person, days=CHILDREN_WITHIN, today=today, now=now)
        return children_figure(found, CHILDREN_WITHIN)

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return national_files(context["board"])
