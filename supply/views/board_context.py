"""The boards of a delegation and of a drug as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import category_of
from delegations.charts.numbers import grouped, percent_text
from delegations.exports import Column
from supply.models.weekly_line import LineKind
from supply.selectors.boards.delegation import DelegationBoard
from supply.selectors.boards.drug import DrugBoard
from supply.selectors.boards.pairs import WorstPair
from supply.selectors.boards.stock import expiry_sums
from supply.selectors.boards.totals import level_category
from supply.views.board_charts import pieces_delta, stock_trend
from supply.views.board_files import DRUG_COLUMNS, PAIR_COLUMNS, drug_files, one_decimal, pairs_in, trend_file
from supply.views.board_page import FileTable
from supply.views.board_parts import figure, kept_query, question_context, recent_rows, sum_figures, worst_drugs

HOLDERS_SHOWN = 12

UNIT_COLUMNS = [
    Column("CLUES", "clues"),
    Column(gettext_lazy("Unidad"), "name", 32),
    Column(gettext_lazy("Tipo"), "kind"),
    Column(gettext_lazy("Da quimioterapia"), "provides_chemotherapy"),
    Column(gettext_lazy("Nivel de abasto (%)"), lambda row: one_decimal(row.now.level)),
    Column(
        gettext_lazy("Diferencia (puntos)"),
        lambda row: one_decimal(row.change_level),
    ),
    *pairs_in("now"),
    Column(gettext_lazy("Piezas utilizables"), "now.usable"),
    Column(gettext_lazy("Recetas negadas"), "now.denied"),
    Column(gettext_lazy("Estado del reporte"), "report.state_label"),
    Column(gettext_lazy("Firmado"), "report.signed_at"),
    Column(gettext_lazy("Vencía"), "report.due_at"),
    Column(gettext_lazy("Responsable"), "manager.name", 28),
    Column(gettext_lazy("Teléfono"), "manager.phone"),
    Column(gettext_lazy("Correo"), "manager.email", 28),
]
LOT_COLUMNS = [
    Column(gettext_lazy("Lugar"), "place", 32),
    Column(gettext_lazy("Clave"), "code"),
    Column(gettext_lazy("Medicamento"), "drug", 44),
    Column(gettext_lazy("Lote"), "lot"),
    Column(gettext_lazy("Caducidad"), "expires_on"),
    Column(gettext_lazy("Estado"), "state"),
    Column(gettext_lazy("Piezas"), "on_hand"),
]
TRANSFER_COLUMNS = [
    Column(gettext_lazy("De"), "from_place", 32),
    Column(gettext_lazy("A"), "to_place", 32),
    Column(gettext_lazy("Enviado"), "dispatched_on"),
    Column(gettext_lazy("Se espera"), "expected_on"),
    Column(gettext_lazy("Claves"), "drugs"),
    Column(gettext_lazy("Piezas"), "pieces"),
]
HOLDER_COLUMNS = [
    Column(gettext_lazy("Delegación"), "delegation"),
    Column("CLUES", "clues"),
    Column(gettext_lazy("Unidad o almacén"), "name", 32),
    Column(gettext_lazy("Piezas utilizables"), "usable"),
    Column(gettext_lazy("Piezas retenidas"), "blocked"),
    Column(gettext_lazy("Categoría"), lambda row: category_of(row.category).label),
    Column("CPM", "cpm"),
    Column(gettext_lazy("Días de cobertura"), "days"),
    Column(gettext_lazy("Excedente sobre 60 días"), "surplus"),
    Column(gettext_lazy("Recetas negadas"), "denied"),
    Column(gettext_lazy("Responsable"), "manager.name", 28),
    Column(gettext_lazy("Teléfono"), "manager.phone"),
]


def delegation_context(board: DelegationBoard, *, may_send: bool = False) -> dict[str, Any]:
    """What `_board_delegation.html` shows of the board."""
    today = board.delegation.today()
    shelf = [row for row in board.warehouse if row.is_usable(today)]
    context: dict[str, Any] = {
        "board": board,
        "question": board.question,
        "kinds": LineKind.choices,
        "today": today,
        "warehouse_usable": sum(row.on_hand for row in shelf),
        "warehouse_drugs": len({row.drug_id for row in shelf}),
        "warehouse_expiry": expiry_sums(board.warehouse, today),
        "warehouse_blocked": sum(row.on_hand for row in board.warehouse if row.is_blocked(today)),
    }
    if board.choice is None:
        return context
    against = str(board.choice.reference)
    return context | {
        **question_context(board.question, board.choice, board.all_drugs),
        "kept": kept_query(board.question, board.choice),
        "figures": sum_figures(board.now, board.before, board.weeks, board.question.kind, against),
        "pairs": [(pair, _send(board, pair) if may_send else None) for pair in board.pairs],
        "trend": stock_trend(board.weeks, board.question.kind),
        "recent": recent_rows(board.weeks),
        **worst_drugs(board.drugs),
        "hospitals": [row for row in board.units if not row.is_umae],
        "umae": [row for row in board.units if row.is_umae],
    }


def _send(board: DelegationBoard, pair: WorstPair) -> dict[str, Any] | None:
    """Where the delegation's own warehouse can send the drug from, and how much it has; None where it has none."""
    today = board.delegation.today()
    shelf = [row for row in board.warehouse if row.drug_id == pair.drug_id and row.is_usable(today)]
    if not shelf:
        return None
    query = urlencode({"destino": f"{pair.clues}-FAR", "medicamento": pair.drug_id})
    return {
        "pieces": sum(row.on_hand for row in shelf),
        "href": f"{reverse('supply:dispatch', args=[shelf[0].place_code])}?{query}",
    }


def delegation_files(board: DelegationBoard) -> Mapping[str, FileTable]:
    """The board's tables as files, complete."""
    prefix = f"{board.delegation.code}-{board.choice.week if board.choice else ''}".strip("-").lower()
    return {
        "unidades": FileTable(f"{prefix}-unidades", UNIT_COLUMNS, board.units),
        "peores": FileTable(f"{prefix}-peores-pares", PAIR_COLUMNS, board.pairs),
        "claves": FileTable(f"{prefix}-claves", DRUG_COLUMNS, board.drugs),
        "almacen": FileTable(f"{prefix}-almacen", LOT_COLUMNS, board.warehouse),
        "traspasos": FileTable(f"{prefix}-traspasos", TRANSFER_COLUMNS, board.incoming),
        "tendencia": trend_file(board.weeks, prefix),
        **drug_files(board.drugs, prefix),
    }


def drug_context(board: DrugBoard) -> dict[str, Any]:
    """What `_board_drug.html` shows of the board."""
    expiry = board.expiry
    context: dict[str, Any] = {
        "board": board,
        "drug": board.drug,
        "question": board.question,
        "kinds": LineKind.choices,
        "expiry": expiry,
        "figures": _drug_figures(board, expiry),
        "short": board.short[:HOLDERS_SHOWN],
        "short_count": len(board.short),
        "surplus": board.surplus[:HOLDERS_SHOWN],
        "surplus_count": len(board.surplus),
        "lots_shown": board.lots_expiring[:HOLDERS_SHOWN],
        "lots_count": len(board.lots_expiring),
        "counts": board.now.counts,
        "blocked": board.blocked[:30],
    }
    if board.choice is None:
        return context
    return context | {
        **question_context(board.question, board.choice),
        "kept": kept_query(board.question, board.choice),
        "trend": stock_trend(board.weeks, board.question.kind),
        "recent": recent_rows(board.weeks),
    }


def _drug_figures(board: DrugBoard, expiry: Mapping[int, int]) -> list[dict[str, Any]]:
    now, kind = board.now, board.question.kind
    against = str(board.choice.reference) if board.choice else ""
    weeks = board.weeks
    summed = board.choice is not None  # else nothing was added up for this person: no figure rather than a nought
    figures = [
        figure(
            _("Utilizables hoy"),
            board.usable,
            unit=_("piezas"),
            trend=[week.usable(kind) for week in weeks],
            basis=_("según el libro de existencias, al momento"),
            delta=pieces_delta(now.usable, board.before.usable, against) if board.before and against else "",
        ),
        figure(
            _("Unidades en cero o crítico"),
            _("%(unsafe)s de %(pairs)s") % {"unsafe": grouped(now.unsafe), "pairs": grouped(now.pairs)},
            status=level_category(now.level),
            trend=[week.totals(kind).unsafe for week in weeks],
            basis=_("al cierre de la semana"),
        )
        if summed
        else None,
        figure(
            _("En tránsito"),
            board.in_transit,
            unit=_("piezas"),
            basis=ngettext("%(count)s traspaso", "%(count)s traspasos", len(board.incoming))
            % {"count": grouped(len(board.incoming))},
        ),
        figure(
            _("Recetas negadas en la semana"),
            now.denied,
            trend=[week.totals(kind).denied for week in weeks],
            basis=_("%(share)s de %(presented)s presentadas")
            % {"share": percent_text(now.denied_share), "presented": grouped(now.presented)},
        )
        if summed
        else None,
        figure(
            _("Caducan en 90 días"),
            expiry[90],
            unit=_("piezas"),
            basis=_("%(thirty)s en 30 · %(sixty)s en 60")
            % {"thirty": grouped(expiry[30]), "sixty": grouped(expiry[60])},
        ),
    ]
    return [drawn for drawn in figures if drawn]


def drug_files_of(board: DrugBoard) -> Mapping[str, FileTable]:
    """The board's tables as files, complete."""
    prefix = f"medicamento-{board.drug.code}"
    columns = [
        Column(_("Código"), "code"),
        Column(_("Delegación"), "name", 28),
        Column(_("Piezas utilizables hoy"), "usable"),
        *pairs_in("now"),
        Column(_("Recetas negadas"), "now.denied"),
    ]
    return {
        "delegaciones": FileTable(f"{prefix}-delegaciones", columns, board.delegations),
        "unidades": FileTable(f"{prefix}-unidades", HOLDER_COLUMNS, board.holders),
        "faltan": FileTable(f"{prefix}-faltan", HOLDER_COLUMNS, board.short),
        "sobran": FileTable(f"{prefix}-sobran", HOLDER_COLUMNS, board.surplus),
        "lotes": FileTable(f"{prefix}-lotes", LOT_COLUMNS, board.stock),
        "traspasos": FileTable(f"{prefix}-traspasos", TRANSFER_COLUMNS, board.incoming),
        "tendencia": trend_file(board.weeks, prefix),
    }
