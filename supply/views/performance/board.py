"""/compras/: what was bought, at which price, and what of it has not come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import Series, trend
from delegations.charts.numbers import grouped, percent_text, short
from delegations.exports import Column
from delegations.wording import day_text, spelled
from supply.forms.performance import BoardQuestion
from supply.selectors.performance.board import PurchaseBoard as Board
from supply.selectors.performance.board import Row, purchase_board
from supply.templatetags.purchasing import pesos
from supply.views.board_page import BoardPage, FileTable
from supply.views.performance.base import Following

# So many lines of each table at first; the others are a press away, and in the file.
SHORT = 10
TABLE = "tabla"
SUM_COLUMNS = (
    Column(gettext_lazy("Gasto (pesos)"), "sums.spent"),
    Column(gettext_lazy("Órdenes vencidas o completas"), "sums.orders"),
    Column(gettext_lazy("Envases pedidos"), "sums.packs"),
    Column(gettext_lazy("Envases recibidos"), "sums.received"),
    Column(gettext_lazy("Recibidos a tiempo"), "sums.on_time"),
    Column(gettext_lazy("Cumplimiento (%)"), lambda row: _one_decimal(row.sums.fill_rate)),
    Column(gettext_lazy("A tiempo (%)"), lambda row: _one_decimal(row.sums.punctuality)),
    Column(gettext_lazy("Órdenes atrasadas"), "sums.awaited_orders"),
    Column(gettext_lazy("Piezas atrasadas"), "sums.awaited_pieces"),
    Column(gettext_lazy("Valor atrasado (pesos)"), "sums.awaited_value"),
    Column(gettext_lazy("Gasto con precio de referencia (pesos)"), "sums.compared"),
    Column(gettext_lazy("Ahorro contra referencia (pesos)"), "sums.saved"),
)
DESERTED_COLUMNS = (
    Column(gettext_lazy("Procedimiento"), "tender", 24),
    Column(gettext_lazy("Fallo"), "decided_on"),
    Column(gettext_lazy("Clave"), "clave"),
    Column(gettext_lazy("Medicamento"), "drug", 44),
    Column(gettext_lazy("Envases"), "packs"),
)


class PurchaseBoard(Following, BoardPage):
    template_name = "supply/performance/board.html"
    fragment = "supply/performance/board.html"

    @cached_property
    def question(self) -> BoardQuestion:
        asked = self.request.GET.copy()
        asked.setdefault("periodo", "12")
        return BoardQuestion(self.person, asked)

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        board: Board = context["board"]
        named = {
            "proveedores": (gettext_lazy("Proveedor"), board.suppliers),
            "claves": (gettext_lazy("Clave"), board.claves),
            "delegaciones": (gettext_lazy("Delegación"), board.delegations),
            "meses": (gettext_lazy("Mes"), months(board)),
        }
        tables = {
            name: FileTable(f"compras-{name}", (Column(title, "name", 40), *_noted(name), *SUM_COLUMNS), rows)
            for name, (title, rows) in named.items()
        }
        return tables | {"desiertas": FileTable("compras-claves-desiertas", DESERTED_COLUMNS, board.deserted)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.question.asked(timezone.localdate())
        board = purchase_board(asked)
        kept = {name: value for name, value in self.request.GET.items() if name in self.question.fields and value}
        whole = self.request.GET.get(TABLE, "")
        return super().get_context_data(
            board=board,
            question=self.question,
            kept=urlencode(kept),
            kept_names=kept,
            figures=figures(board),
            spent_trend=_spent_trend(board),
            share_trend=_share_trend(board),
            tables=[
                (name, title, rows if name == whole else rows[:SHORT], len(rows))
                for name, title, rows in (
                    ("proveedores", _("Por proveedor"), board.suppliers),
                    ("claves", _("Por clave"), board.claves),
                    ("delegaciones", _("Por delegación"), board.delegations),
                    ("meses", _("Por mes"), months(board)),
                )
            ],
            deserted=board.deserted if whole == "desiertas" else board.deserted[:SHORT],
            links={"supplier": reverse("supply:fulfilment")},
            **kwargs,
        )


def months(board: Board) -> list[Row]:
    """The months as lines of a table, the latest first."""
    return [Row(f"{month:%Y-%m}", spelled(month, "F Y"), sums) for month, sums in reversed(board.months)]


def figures(board: Board) -> list[dict[str, Any]]:
    """The row above, each from how many."""
    sums, asked = board.whole, board.asked
    days = {"first": day_text(asked.first, asked.today), "last": day_text(asked.last, asked.today)}
    decided = board.awarded + len(board.deserted)
    return [
        {
            "label": _("Gasto"),
            "value": f"${short(float(sums.spent))}",
            "basis": _("%(exact)s de lo recibido del %(first)s al %(last)s") % (days | {"exact": pesos(sums.spent)}),
        },
        {
            "label": _("Pedido"),
            "value": f"${short(float(board.committed))}",
            "basis": _("%(exact)s en órdenes emitidas en esos días, sin las canceladas")
            % {"exact": pesos(board.committed)},
        },
        {
            "label": _("Cumplimiento"),
            "value": percent_text(sums.fill_rate),
            "basis": ngettext(
                "%(n)s de %(all)s envases de %(orders)s orden cuya fecha límite pasó",
                "%(n)s de %(all)s envases de %(orders)s órdenes cuya fecha límite pasó",
                sums.orders,
            )
            % {"n": grouped(sums.received), "all": grouped(sums.packs), "orders": grouped(sums.orders)},
        },
        {
            "label": _("A tiempo"),
            "value": percent_text(sums.punctuality),
            "basis": _("%(n)s de esos envases llegaron a más tardar en su fecha") % {"n": grouped(sums.on_time)},
        },
        {
            "label": _("Piezas atrasadas"),
            "value": grouped(sums.awaited_pieces),
            "basis": ngettext("%(n)s orden, %(value)s", "%(n)s órdenes, %(value)s", sums.awaited_orders)
            % {"n": grouped(sums.awaited_orders), "value": pesos(sums.awaited_value)},
        },
        {
            "label": _("Claves desiertas"),
            "value": grouped(len(board.deserted)),
            "basis": ngettext("de %(n)s con fallo en esos días", "de %(n)s con fallo en esos días", decided)
            % {"n": grouped(decided)},
        },
        {
            "label": _("Ahorro contra referencia"),
            "value": f"${short(float(sums.saved))}" if sums.compared else "—",
            "basis": _("%(exact)s, %(percent)s; %(part)s del gasto tiene precio de referencia")
            % {
                "exact": pesos(sums.saved),
                "percent": percent_text(sums.saved_percent),
                "part": percent_text(sums.compared_percent),
            }
            if sums.compared
            else _("nada de lo recibido tiene precio de referencia"),
        },
    ]


def _labels(board: Board) -> list[str]:
    return [spelled(month, "M Y") for month, _sums in board.months]


def _spent_trend(board: Board) -> str:
    series = [Series(_("Gasto"), [float(sums.spent) for _month, sums in board.months])]
    return trend(
        _labels(board), series, title=_("Gasto por mes, en pesos"), with_table=False, stacked=True, head=_("Mes")
    )


def _share_trend(board: Board) -> str:
    def shares(read: Any) -> list[float | None]:
        return [read(sums) for _month, sums in board.months]

    series = [
        Series(_("Cumplimiento"), shares(lambda sums: sums.fill_rate)),
        Series(_("A tiempo"), shares(lambda sums: sums.punctuality)),
    ]
    title = _("Cumplimiento por mes de la fecha límite, en porcentaje")
    return trend(_labels(board), series, title=title, high=100, with_table=False, head=_("Mes"))


def _noted(name: str) -> tuple[Column, ...]:
    return (Column(gettext_lazy("Medicamento"), "note", 44),) if name == "claves" else ()


def _one_decimal(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


__all__ = ["PurchaseBoard", "figures"]
