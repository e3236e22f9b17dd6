"""The national board as a page shows it: figures in words, the map, the trend and the first rows of each list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from supply.models.weekly_line import LineKind
from supply.selectors.boards.national import DelegationRow, NationalBoard
from supply.views.board_charts import map_of, stock_trend
from supply.views.board_files import DELEGATION_COLUMNS, PAIR_COLUMNS, drug_files, trend_file
from supply.views.board_page import FileTable
from supply.views.board_parts import kept_query, question_context, recent_rows, sum_figures, worst_drugs


def national_context(board: NationalBoard) -> dict[str, Any]:
    """What `_board_national.html` shows of the board."""
    context: dict[str, Any] = {"board": board, "question": board.question, "kinds": LineKind.choices}
    if board.choice is None:
        return context
    against = str(board.choice.reference)
    kept = kept_query(board.question, board.choice)
    links = {row.id: reverse("supply:board-delegation", args=[row.code]) + kept for row in board.delegations}
    return context | {
        **question_context(board.question, board.choice, board.all_drugs),
        "figures": sum_figures(board.now, board.before, board.weeks, board.question.kind, against),
        "map": map_of(board.delegations, links, compared=board.choice.compare is not None),
        "pairs": [(pair, None) for pair in board.pairs],
        "trend": stock_trend(board.weeks, board.question.kind),
        "delegations": [(row, links[row.id]) for row in sorted(board.delegations, key=_by_level)],
        "recent": recent_rows(board.weeks),
        **worst_drugs(board.drugs),
    }


def _by_level(row: DelegationRow) -> tuple[bool, float, str]:
    """Worst abasto first, those without data last."""
    return (row.now.totals.level is None, row.now.totals.level or 0, row.name)


def national_files(board: NationalBoard) -> Mapping[str, FileTable]:
    """The board's tables as files, complete."""
    week = str(board.choice.week) if board.choice else ""
    prefix = f"nacional-{week}".strip("-")
    return {
        "delegaciones": FileTable(f"{prefix}-delegaciones", DELEGATION_COLUMNS, board.delegations),
        "peores": FileTable(f"{prefix}-peores-pares", PAIR_COLUMNS, board.pairs),
        "tendencia": trend_file(board.weeks, prefix),
        **drug_files(board.drugs, prefix),
    }


__all__ = ["national_context", "national_files"]
