"""`/casos/tablero/`: how many cases stand, who has them, and how long it took. Over everything that one sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import Tile, tile_map
from delegations.charts.numbers import grouped, percent_text
from delegations.exports import Column
from delegations.scoping import scope_of
from pediatric_platform.case_countdown import spell
from pediatric_platform.selectors.cases.board import PERIODS, CaseBoard, DelegationRow, case_board
from pediatric_platform.selectors.cases.measures import Share, Spread
from pediatric_platform.views.cases.base import Staff
from supply.drug_keys import drug_key
from supply.views.board_page import BoardPage, FileTable
from supply.views.board_parts import figure

DAYS = "dias"
DEFAULT_DAYS = 90
ROWS_SHOWN = 12
MAP_LABELS: dict[str, str | Promise] = {
    "out": gettext_lazy("con casos vencidos"),
    "low": gettext_lazy("con casos a tiempo"),
    "adequate": gettext_lazy("sin casos pendientes"),
}


class CaseBoardPage(Staff, BoardPage):
    """Figures of now, then how the cases of a period went; each leads to its rows."""

    template_name = "pediatric_platform/case_board.html"
    fragment = "pediatric_platform/_case_board.html"

    def days(self) -> int:
        asked = self.request.GET.get(DAYS, "")
        return int(asked) if asked in {str(days) for days in PERIODS} else DEFAULT_DAYS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = case_board(self.person, days=self.days(), now=timezone.now())
        busy = [row for row in board.delegations if row.standing or row.opened or row.solved.n]
        return super().get_context_data(**kwargs) | {
            "board": board,
            "periods": [(days, f"?{DAYS}={days}", days == board.days) for days in PERIODS],
            "now_figures": now_figures(board),
            "went_figures": went_figures(board),
            "is_national": scope_of(self.person).is_national,
            "map": board_map(board.delegations),
            "delegations": busy,
            "quiet": len(board.delegations) - len(busy),
            "owners": board.owners[:ROWS_SHOWN],
            "drugs": [
                (row, drug_key(row.drug_id, row.code) if row.drug_id else "") for row in board.drugs[:ROWS_SHOWN]
            ],
            "crumbs": [(_("Casos"), reverse("pediatric:case-list")), (_("Tablero"), "")],
        }

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return board_files(context["board"])


def list_href(**asked: str) -> str:
    """The list of cases, asked for what a figure counts."""
    href = reverse("pediatric:case-list")
    return f"{href}?{urlencode(asked)}" if asked else href


def now_figures(board: CaseBoard) -> list[dict[str, Any]]:
    """What stands at this moment."""
    stands = board.standing
    of = _("de %(n)s pendientes") % {"n": grouped(stands.standing)}
    whose = ngettext("de %(n)s niña o niño", "de %(n)s niñas y niños", stands.children) % {
        "n": grouped(stands.children)
    }
    return [
        figure(_("Pendientes"), stands.standing, unit=_("casos"), basis=whose, href=list_href()),
        figure(
            _("Vencidos"), stands.overdue, unit=_("casos"), basis=of, status="out" if stands.overdue else None,
            href=list_href(vencido="si"),
        ),
        figure(
            _("Vitales"), stands.vital, unit=_("casos"), basis=_("la dosis es en dos días o menos"),
            status="critical" if stands.vital else None, href=list_href(gravedad="1"),
        ),
        figure(
            _("Para la sesión"), stands.agenda, unit=_("casos"), basis=_("agotaron los tres niveles"),
            href=reverse("pediatric:case-agenda"),
        ),
        figure(
            _("Por confirmar"), stands.to_confirm, unit=_("casos"), basis=_("alguien los dio por resueltos"),
            href=list_href(estado="solved"),
        ),
        figure(_("Sin hablar con la familia"), stands.uncalled, unit=_("casos"), basis=of),
    ]  # fmt: skip


def length_text(spread: Spread) -> str | None:
    return spell(spread.median) if spread.median is not None else None


def spread_basis(spread: Spread) -> str:
    """The ninetieth percentile, and from how many."""
    if spread.ninetieth is None:
        return str(_("todavía ninguno"))
    return _("9 de cada 10 en %(length)s o menos") % {"length": spell(spread.ninetieth)}


def spread_count(spread: Spread, done: str) -> str:
    waiting = _("; faltan %(n)s") % {"n": grouped(spread.waiting)} if spread.waiting else ""
    return f"{done % {'n': grouped(spread.n)}}{waiting}"


def share_figure(label: str, share: Share, basis: str) -> dict[str, Any]:
    text = None if share.percent is None else percent_text(share.percent)
    return figure(label, text, basis=basis % {"part": grouped(share.part), "whole": grouped(share.whole)})


def went_figures(board: CaseBoard) -> list[dict[str, Any]]:
    """Elapsed hours, nights and rest days included: what a family waits."""
    went = board.measures
    return [
        figure(
            _("Hasta que alguien lo tomó"), length_text(went.taken),
            basis=f"{spread_basis(went.taken)} · {spread_count(went.taken, _('de %(n)s tomados'))}",
        ),
        figure(
            _("Hasta hablar con la familia"), length_text(went.contacted),
            basis=f"{spread_basis(went.contacted)} · {spread_count(went.contacted, _('de %(n)s con contacto'))}",
        ),
        figure(
            _("Hasta que se confirmó"), length_text(went.solved),
            basis=f"{spread_basis(went.solved)} · {spread_count(went.solved, _('de %(n)s confirmados'))}",
        ),
        share_figure(_("Terminaron confirmados"), went.confirmed, _("%(part)s de %(whole)s que terminaron")),
        share_figure(
            _("Volvió a pasar"), went.again,
            _("%(part)s de %(whole)s: mismo hospital y medicamento en 30 días"),
        ),
        share_figure(_("Se reabrieron"), went.reopened, _("%(part)s de %(whole)s abiertos")),
    ]  # fmt: skip


def board_map(rows: Sequence[DelegationRow]) -> SafeString:
    """The country as tiles: how many cases stand in each delegation."""
    tiles = [
        Tile(
            code=row.code,
            name=row.name,
            row=row.tile_row,
            column=row.tile_column,
            href=list_href(delegacion=row.code),
            figure=grouped(row.standing),
            category="out" if row.overdue else "low" if row.standing else "adequate",
            note=_("%(n)s vencidos") % {"n": grouped(row.overdue)},
        )
        for row in rows
    ]
    return tile_map(tiles, title=_("Casos pendientes por delegación"), unit="", labels=MAP_LABELS)


def _hours(name: str) -> Any:
    """A length in hours, as a file keeps it."""

    def of(row: DelegationRow) -> float | None:
        length = getattr(row.solved, name)
        return None if length is None else round(length.total_seconds() / 3600, 1)

    return of


def board_files(board: CaseBoard) -> Mapping[str, FileTable]:
    """The tables of the board, complete."""
    now = [Column(gettext_lazy("Pendientes"), "standing"), Column(gettext_lazy("Vencidos"), "overdue")]
    owners = [
        Column(gettext_lazy("Responsable"), "posting.person.full_name", 28),
        Column(gettext_lazy("Puesto"), "posting", 40),
        *now,
        Column(gettext_lazy("El más antiguo"), "oldest_at", 18),
    ]
    drugs = [
        Column(gettext_lazy("Clave"), "code"),
        Column(gettext_lazy("Medicamento"), "label", 44),
        *now,
        Column(gettext_lazy("Hospitales"), "units"),
        Column(gettext_lazy("Se necesita desde el"), "first_needed"),
    ]
    delegations = [
        Column(gettext_lazy("Código"), "code"),
        Column(gettext_lazy("Delegación"), "name", 28),
        *now,
        Column(gettext_lazy("Para la sesión"), "agenda"),
        Column(gettext_lazy("Abiertos en el periodo"), "opened"),
        Column(gettext_lazy("Confirmados en el periodo"), "solved.n"),
        Column(gettext_lazy("Mediana hasta confirmar, horas"), _hours("median")),
        Column(gettext_lazy("Percentil 90 hasta confirmar, horas"), _hours("ninetieth")),
    ]
    return {
        "responsables": FileTable("casos-responsables", owners, board.owners),
        "medicamentos": FileTable("casos-medicamentos", drugs, board.drugs),
        "delegaciones": FileTable(f"casos-delegaciones-{board.days}-dias", delegations, board.delegations),
    }
