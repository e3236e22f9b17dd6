"""The boards of a delegation, a unit and a drug. Outside one's scope each answers 404."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Unit
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.filters.boards import question_from
from supply.models import Drug
from supply.selectors.boards.delegation import delegation_board, delegation_seen
from supply.selectors.boards.drug import drug_board
from supply.selectors.boards.unit import workbench
from supply.views.board_context import delegation_context, delegation_files, drug_context, drug_files_of
from supply.views.board_page import ALL_ROWS, BoardPage, FileTable
from supply.views.board_todo import todo_of, workbench_files
from supply.views.todo_sources import todo_from_above

PAIRS_SHOWN = 10
SHORT = ("out", "critical", "low")  # shown at once; the rest is folded


class DelegationBoard(BoardPage):
    """`/tablero/delegacion/AGS/`: for the country's roles and for those of that delegation."""

    template_name = "supply/board_delegation.html"
    fragment = "supply/_board_delegation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Person = self.request.user  # type: ignore[assignment]
        try:
            delegation = delegation_seen(person, self.kwargs["code"])
        except Delegation.DoesNotExist:
            raise Http404 from None
        board = delegation_board(
            person, delegation, question_from(self.request), pairs=ALL_ROWS if self.wants_file else PAIRS_SHOWN
        )
        crumbs = _crumbs(person, (delegation.name, ""))
        may_send = has_permission(person, Permission.POST_LEDGER, delegation_id=delegation.pk)
        return (
            super().get_context_data(**kwargs)
            | delegation_context(board, may_send=may_send)
            | {
                "crumbs": crumbs,
                "coverage_href": address("pediatric:coverage-delegation", delegation.code),
            }
        )

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return delegation_files(context["board"])


class UnitWorkbench(BoardPage):
    """`/tablero/unidad/<CLUES>/`: what a unit has to do today, in order of harm."""

    template_name = "supply/board_unit.html"
    fragment = "supply/_board_unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Person = self.request.user  # type: ignore[assignment]
        seen = Unit.objects.visible_to(person).select_related("delegation")
        unit = get_object_or_404(seen, clues=self.kwargs["clues"])
        bench = workbench(person, unit)
        crumbs = _crumbs(person, _delegation_crumb(person, unit.delegation), (unit.name, ""))
        may_post = has_permission(person, Permission.POST_LEDGER, unit_id=unit.pk, delegation_id=unit.delegation_id)
        return super().get_context_data(**kwargs) | {
            "board": bench,
            "unit": unit,
            "todo": [*todo_from_above(person, unit), *todo_of(bench)],
            "coverage_href": address("pediatric:coverage-unit", unit.clues),
            "may_post": may_post,
            "soon": bench.expiring(-1, 90),
            "attention": [drug for drug in bench.drugs if drug.category in SHORT or drug.denied],
            "steady": [drug for drug in bench.drugs if drug.category not in SHORT and not drug.denied],
            "blocked": bench.blocked,
            "crumbs": crumbs,
        }

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return workbench_files(context["board"])


class DrugBoard(BoardPage):
    """`/tablero/medicamento/010.000.1768/`: where the drug is, over everything the person sees."""

    template_name = "supply/board_drug.html"
    fragment = "supply/_board_drug.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Person = self.request.user  # type: ignore[assignment]
        if not has_permission(person, Permission.VIEW_STOCK):
            raise Http404
        drug = get_object_or_404(Drug.objects.visible_to(person), code=self.kwargs["code"])
        board = drug_board(person, drug, question_from(self.request), timezone.localdate())
        crumbs = _crumbs(person, (_("Medicamentos"), reverse("supply:drug-list")), (drug.label, ""))
        coverage = {"coverage_href": address("pediatric:coverage-drug", drug.code)}
        return super().get_context_data(**kwargs) | drug_context(board) | {"crumbs": crumbs} | coverage

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return drug_files_of(context["board"])


def _crumbs(person: Person, *crumbs: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here; the country only for whoever may open it."""
    country = [(_("Tablero nacional"), reverse("home"))] if scope_of(person).is_national else []
    return [*country, *crumbs]


def _delegation_crumb(person: Person, delegation: Delegation) -> tuple[str, str]:
    """A unit's delegation: a link for those who see it whole, else its name."""
    scope = scope_of(person)
    seen = scope.is_national or delegation.pk in scope.whole_delegation_ids
    return (delegation.name, reverse("supply:board-delegation", args=[delegation.code]) if seen else "")
