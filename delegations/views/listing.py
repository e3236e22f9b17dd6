"""The list page that all lists are: search that answers while one types, filters and order in the address, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from django_filters.views import FilterView

from delegations.exports import ExportMixin

Crumb = tuple[str | Promise, str]


class Listing(LoginRequiredMixin, ExportMixin, FilterView):
    """Subclasses set `model`, `filterset_class`, `export_*`, `title`, and scope the rows in `get_queryset`."""

    paginate_by = 50
    page_kwarg = "pagina"
    template_name_suffix = "_list"
    title: str | Promise = ""
    default_order = ""

    def get_crumbs(self) -> Sequence[Crumb]:
        """The way here, without the page itself. Nothing by default."""
        return ()

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        # Bound even without a query, so that the default order is applied in one place.
        kwargs: dict[str, Any] = super().get_filterset_kwargs(filterset_class)
        kwargs["data"] = self.request.GET
        return kwargs

    def get_queryset(self) -> QuerySet[Any]:
        """The rows this person may see; every list narrows them with `visible_to`."""
        return self.model._default_manager.visible_to(self.request.user)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page; the address that a live search leaves behind holds only what was asked for."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        if "HX-Request" in self.request.headers:
            asked = urlencode({name: value for name, value in self.request.GET.items() if value})
            response["HX-Push-Url"] = f"{self.request.path}?{asked}" if asked else self.request.path
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        crumbs = list(self.get_crumbs())
        return {
            **context,
            "title": self.title,
            "live_target": "#results",
            "crumbs": [*crumbs, (self.title, "")] if crumbs else (),
            "is_filtered": any(value for name, value in self.request.GET.items() if name not in ("orden", "pagina")),
        }
