"""What every board page does: ask, show, swap in place, hand out files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.generic import TemplateView

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from supply.filters.boards import TABLE

ALL_ROWS = 10_000


@dataclass(frozen=True)
class FileTable:
    """A table of a board as a file: all its rows, where the page shows the first."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Any]


class BoardPage(LoginRequiredMixin, TemplateView):
    """A page that is also a fragment (for htmx) and files (`?tabla=…&formato=csv|xlsx`), all at one address.

    A subclass names `fragment`, the template of what changes, and answers `files(context)`.
    """

    fragment: str
    request: HttpRequest

    @property
    def wants_file(self) -> bool:
        return self.request.GET.get(EXPORT_PARAM, "") in EXPORT_FORMATS

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        """The tables of the board by their name in the address."""
        raise NotImplementedError

    def get(  # type: ignore[override]  # a file streams
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        context = self.get_context_data(**kwargs)
        if self.wants_file:
            table = self.files(context).get(request.GET.get(TABLE, ""))
            if table is None:
                raise Http404
            format = request.GET[EXPORT_PARAM]
            return export_response(table.rows, table.columns, table.name, format, request=request)
        response = self.render_to_response(context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_template_names(self) -> list[str]:
        htmx = getattr(self.request, "htmx", None)
        return [self.fragment if htmx and not htmx.history_restore_request else str(self.template_name)]
