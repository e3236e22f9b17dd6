"""The coverage boards: which children's next doses are not complete. Outside one's scope each answers 404."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Unit
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.signed_in import person_of
from pediatric_platform.filters.coverage import DAYS, STATUS, CoverageQuestion, coverage_question
from pediatric_platform.reach import HORIZONS, UNKNOWN
from pediatric_platform.selectors.coverage.country import country_coverage
from pediatric_platform.selectors.coverage.delegation import delegation_coverage
from pediatric_platform.selectors.coverage.drug import dose_rows, drug_coverage
from pediatric_platform.selectors.coverage.packages import named
from pediatric_platform.selectors.coverage.unit import unit_coverage
from pediatric_platform.selectors.promises import hit_rate
from pediatric_platform.views.coverage_context import (
    DRUGS_SHOWN,
    coverage_map,
    drug_figures,
    head_context,
    horizon_figures,
    ranked,
)
from pediatric_platform.views.coverage_files import country_files, delegation_files, drug_files, unit_files
from supply.drug_keys import drug_key, drug_of_key
from supply.selectors.boards.delegation import delegation_seen
from supply.views.board_page import BoardPage, FileTable

ROWS_SHOWN = 50
PROMISE_DAYS = 90


class CoverageBoard(BoardPage):
    """A board for whoever sees stock; the query asks for a horizon, and is told back what of it makes no sense."""

    page_kwarg = "pagina"

    @property
    def person(self) -> Person:
        return person_of(self.request)

    @property
    def question(self) -> CoverageQuestion:
        return coverage_question(self.request.GET.dict())

    @property
    def horizon_query(self) -> str:
        """The horizon as another board's address takes it."""
        return f"?{DAYS}={self.question.days}" if self.question.days != HORIZONS[0] else ""

    def page_of(self, rows: Any) -> Any:
        """The page asked for of a long list; the last where there are fewer."""
        return Paginator(rows, ROWS_SHOWN).get_page(self.request.GET.get(self.page_kwarg))


class Coverage(CoverageBoard):
    """`/cobertura/`: the country, or everything one sees; whoever sees one place only is taken to its board."""

    template_name = "pediatric_platform/coverage.html"
    fragment = "pediatric_platform/_coverage_country.html"

    def get(  # type: ignore[override]  # a file streams
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        scope = scope_of(self.person)
        if not scope.allows(Permission.VIEW_STOCK):
            raise PermissionDenied(_("Su nombramiento no permite ver la cobertura."))
        if not scope.is_national and scope.board_count == 1:
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(self.only_board() + query)
        return super().get(request, *args, **kwargs)

    def only_board(self) -> str:
        """The board of the one place that the person sees."""
        scope = scope_of(self.person)
        for code in Delegation.objects.filter(pk__in=scope.whole_delegation_ids).values_list("code", flat=True):
            return address("pediatric:coverage-delegation", code)
        clues = Unit.objects.filter(pk__in=scope.unit_ids).values_list("clues", flat=True)
        return address("pediatric:coverage-unit", clues[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, question, person = timezone.now(), self.question, self.person
        board = country_coverage(person, question, today=timezone.localdate(), now=now)
        is_national = scope_of(person).is_national
        since = timezone.localdate() - timedelta(days=PROMISE_DAYS)
        units = None if is_national else list(Unit.objects.visible_to(person).values_list("pk", flat=True))
        head = head_context(self.request, question, board.computed_at, board.data_at, now)
        return super().get_context_data(**kwargs) | head | {
            "board": board,
            "is_national": is_national,
            "figures": horizon_figures(board.reaches, head["horizons"]),
            "map": coverage_map(board.delegations, question.days, self.horizon_query) if is_national else "",
            "delegations": ranked(
                ((row, row.within(question.days)) for row in board.delegations if row.units), question
            ),
            "places": ranked(((row, row.reaches[question.days]) for row in board.units), question),
            "horizon_query": self.horizon_query,
            "drugs": board.drugs[:DRUGS_SHOWN],
            "promises": hit_rate(units=units, since=since),
            "promise_days": PROMISE_DAYS,
        }  # fmt: skip

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return country_files(context["board"])


class CoverageDelegation(CoverageBoard):
    """`/cobertura/delegacion/JAL/`: for the country's roles and for those of that delegation."""

    template_name = "pediatric_platform/coverage_delegation.html"
    fragment = "pediatric_platform/_coverage_delegation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, question, person = timezone.now(), self.question, self.person
        try:
            delegation = delegation_seen(person, self.kwargs["code"])
        except Delegation.DoesNotExist:
            raise Http404 from None
        board = delegation_coverage(person, delegation, question, now=now)
        head = head_context(self.request, question, board.computed_at, board.data_at, now)
        managers = {unit.id: manager for unit, manager in board.units}
        units = ranked(((unit, unit.reaches[question.days]) for unit, _manager in board.units), question)
        return super().get_context_data(**kwargs) | head | {
            "board": board,
            "figures": horizon_figures(board.reaches, head["horizons"]),
            "units": [(unit, reach, managers[unit.id]) for unit, reach in units],
            "horizon_query": self.horizon_query,
            "drugs": board.drugs[:DRUGS_SHOWN],
            "crumbs": _crumbs(person, (delegation.name, "")),
        }  # fmt: skip

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return delegation_files(context["board"])


class CoverageUnit(CoverageBoard):
    """`/cobertura/unidad/<CLUES>/`: folios for whoever sees the unit's stock, names only for those who treat there."""

    template_name = "pediatric_platform/coverage_unit.html"
    fragment = "pediatric_platform/_coverage_unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, question, person = timezone.now(), self.question, self.person
        if not has_permission(person, Permission.VIEW_STOCK):
            raise Http404
        seen = Unit.objects.visible_to(person).select_related("delegation")
        unit = get_object_or_404(seen, clues=self.kwargs["clues"])
        board = unit_coverage(person, unit, question, now=now)
        if not board.is_known and STATUS not in self.request.GET:  # nothing is known to be missing: show what there is
            question = replace(question, status=UNKNOWN)
            board = replace(board, question=question)
        head = head_context(self.request, question, board.computed_at, board.data_at, now)
        page = self.page_of(board.chosen)
        treats = has_permission(person, Permission.VIEW_CHILDREN, unit_id=unit.pk, delegation_id=unit.delegation_id)
        return super().get_context_data(**kwargs) | head | {
            "board": board,
            "unit": unit,
            "horizon_query": self.horizon_query,
            "figures": horizon_figures(board.reaches, head["horizons"]),
            "page_obj": page,
            "packages": [(one, child_href(one.name, one.row.folio)) for one in named(person, list(page))],
            "treats": treats,
            "most": max((day.reach.children for day in board.days), default=0),
            "drugs": board.drugs[:DRUGS_SHOWN],
            "workbench": address("supply:board-unit", unit.clues),
            "crumbs": _crumbs(person, _delegation_crumb(person, unit.delegation), (unit.name, "")),
        }  # fmt: skip

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        board = context["board"]
        return unit_files(board, named(self.person, board.chosen))


class CoverageDrug(CoverageBoard):
    """`/cobertura/medicamento/010.000.1768/` (or `sin-clave-31`): whose doses, over everything the person sees."""

    template_name = "pediatric_platform/coverage_drug.html"
    fragment = "pediatric_platform/_coverage_drug.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, question, person = timezone.now(), self.question, self.person
        drug = drug_of_key(self.kwargs["drug"]) if has_permission(person, Permission.VIEW_STOCK) else None
        if drug is None:
            raise Http404
        board = drug_coverage(person, drug, question, today=timezone.localdate(), now=now)
        head = head_context(self.request, question, board.ages.computed_at, board.ages.oldest, now)
        page = self.page_of(board.doses)
        stock = address("supply:board-drug", drug.code) if drug.code else address("supply:drug-detail", drug.pk)
        return super().get_context_data(**kwargs) | head | {
            "board": board,
            "drug": drug,
            "figures": drug_figures(board, head["horizons"]),
            "units_shown": board.units[:ROWS_SHOWN],
            "horizon_query": self.horizon_query,
            "key": drug_key(drug.pk, drug.code),
            "page_obj": page,
            "doses": [(row, child_href(row.name, row.folio)) for row in dose_rows(person, page.object_list)],
            "stock_href": stock,
            "treats": has_permission(person, Permission.VIEW_CHILDREN),
            "crumbs": _crumbs(person, (drug.label, "")),
        }  # fmt: skip

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return drug_files(context["board"], dose_rows(self.person, context["board"].doses), context["key"])


def child_href(name: str, folio: str) -> str:
    """The child's page, for whoever was given the name; nothing for others."""
    return address("pediatric:child", folio) if name else ""


def _crumbs(person: Person, *crumbs: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here; the whole only for whoever sees more than one place."""
    scope = scope_of(person)
    several = scope.is_national or scope.board_count > 1
    return [(_("Cobertura"), address("pediatric:coverage") if several else ""), *crumbs]


def _delegation_crumb(person: Person, delegation: Delegation) -> tuple[str, str]:
    """A unit's delegation: a link for those who see it whole, else its name."""
    scope = scope_of(person)
    seen = scope.is_national or delegation.pk in scope.whole_delegation_ids
    return (delegation.name, address("pediatric:coverage-delegation", delegation.code) if seen else "")
