"""The tables of the coverage boards as files: counts and folios, never a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from pediatric_platform.reach import HORIZONS
from pediatric_platform.selectors.coverage.country import CountryCoverage
from pediatric_platform.selectors.coverage.delegation import DelegationCoverage
from pediatric_platform.selectors.coverage.drug import DoseRow, DrugCoverage
from pediatric_platform.selectors.coverage.drugs import MissingDrug
from pediatric_platform.selectors.coverage.packages import NamedPackage
from pediatric_platform.selectors.coverage.unit import UnitCoverage
from pediatric_platform.templatetags.coverage import SHOWN
from supply.models import Certainty
from supply.views.board_page import FileTable

DRUG_COLUMNS = [
    Column(gettext_lazy("Clave"), "code"),
    Column(gettext_lazy("Medicamento"), "label", 44),
    Column(gettext_lazy("Niñas y niños sin cobertura"), "children"),
    Column(gettext_lazy("Piezas que faltan"), "short"),
    Column(gettext_lazy("Unidades"), "units"),
    Column(gettext_lazy("Primer día"), "first_on"),
]


def _within(days: int, name: str) -> Callable[[Any], int]:
    return lambda row: getattr(row.reaches[days], name)


def reach_columns() -> list[Column]:
    """Per horizon: with something missing, not known, all with sessions."""
    found = []
    for days in HORIZONS:
        words = {"days": days}
        found += [
            Column(_("Falta algo, %(days)d días") % words, _within(days, "missing")),
            Column(_("No se sabe, %(days)d días") % words, _within(days, "unknown")),
            Column(_("Con sesión, %(days)d días") % words, _within(days, "children")),
        ]
    return found


def unit_columns(path: str = "") -> list[Column]:
    """Of units; `path` leads to the unit's row."""
    return [
        Column("CLUES", f"{path}clues"),
        Column(_("Unidad"), f"{path}name", 32),
        Column(_("Delegación"), f"{path}delegation", 24),
    ]


def _of_unit(columns: Sequence[Column]) -> list[Column]:
    """The same columns of rows that are (unit, manager)."""
    return [Column(column.title, _first(column), column.width) for column in columns]


def _first(column: Column) -> Callable[[Any], Any]:
    return lambda row: column.of(row[0])


_UNIT_AGES = (
    Column(gettext_lazy("Datos del"), "data_at"),
    Column(gettext_lazy("Calculado"), "computed_at"),
)


def drugs_file(rows: Sequence[MissingDrug], prefix: str) -> FileTable:
    return FileTable(f"{prefix}-medicamentos", DRUG_COLUMNS, rows)


def country_files(board: CountryCoverage) -> Mapping[str, FileTable]:
    """The tables of the country's board, complete."""
    head = [Column(_("Código"), "code"), Column(_("Delegación"), "name", 28)]
    tail = [Column(_("Unidades con sesiones"), "units"), Column(_("Unidades sin datos recientes"), "stale")]
    return {
        "delegaciones": FileTable("cobertura-delegaciones", [*head, *reach_columns(), *tail], board.delegations),
        "unidades": FileTable("cobertura-unidades", [*unit_columns(), *reach_columns(), *_UNIT_AGES], board.units),
        "medicamentos": drugs_file(board.drugs, f"cobertura-{board.question.days}-dias"),
    }


def delegation_files(board: DelegationCoverage) -> Mapping[str, FileTable]:
    """The tables of a delegation's board, complete."""
    prefix = f"cobertura-{board.delegation.code}".lower()
    manager = [
        Column(_("Responsable"), lambda row: row[1].name if row[1] else "", 28),
        Column(_("Teléfono"), lambda row: row[1].phone if row[1] else ""),
    ]
    columns = [*_of_unit([*unit_columns(), *reach_columns(), *_UNIT_AGES]), *manager]
    return {
        "unidades": FileTable(f"{prefix}-unidades", columns, board.units),
        "medicamentos": drugs_file(board.drugs, f"{prefix}-{board.question.days}-dias"),
    }


def word(rank: int) -> str:
    """An answer as a file writes it."""
    return str(SHOWN[rank][1])


def unit_files(board: UnitCoverage, packages: Sequence[NamedPackage]) -> Mapping[str, FileTable]:
    """The tables of a unit's board; `packages` are all those asked for."""
    clues, posting = board.unit.clues.lower(), board.answering.posting
    who = posting.person.full_name if posting else ""
    days = [
        Column(_("Día"), "day"),
        Column(_("Niñas y niños con sesión"), "reach.children"),
        Column(_("Falta algo"), "reach.missing"),
        Column(_("No se sabe"), "reach.unknown"),
        Column(_("Completa con lo que viene"), "reach.incoming"),
        Column(_("Completa"), "reach.covered"),
    ]
    sessions = [
        Column(_("Día"), "row.needed_on"),
        Column(_("Folio"), "row.folio"),
        Column(_("Respuesta"), lambda one: word(one.row.rank)),
        Column(_("Qué falta"), lambda one: "; ".join(f"{line.drug} ({line.short})" for line in one.missing), 60),
        Column(_("Piezas que faltan"), "short"),
        Column(_("Falta desde"), "row.since"),
        Column(_("Se completa el"), "row.expected_on"),
        Column(
            _("Qué tan seguro"), lambda one: str(Certainty(one.row.certainty).label) if one.row.certainty else "", 36
        ),
        Column(_("Lo resuelve"), lambda one: who if one.missing else "", 28),
    ]
    return {
        "dias": FileTable(f"cobertura-{clues}-dias", days, board.days),
        "sesiones": FileTable(f"cobertura-{clues}-sesiones", sessions, packages),
        "medicamentos": drugs_file(board.drugs, f"cobertura-{clues}-{board.question.days}-dias"),
    }


def drug_files(board: DrugCoverage, doses: Sequence[DoseRow], key: str) -> Mapping[str, FileTable]:
    """The tables of a drug's board; `doses` are all those asked for."""
    prefix = f"cobertura-{key}"
    of_doses = [
        Column("CLUES", "clues"),
        Column(_("Unidad"), "unit", 32),
        Column(_("Día"), "needed_on"),
        Column(_("Folio"), "folio"),
        Column(_("Piezas"), "pieces"),
        Column(_("Faltan"), "short"),
        Column(_("Respuesta"), lambda row: word(row.rank)),
        Column(_("Falta desde"), "since"),
    ]
    of_units = [
        *unit_columns(),
        Column(_("Niñas y niños que lo necesitan"), "children"),
        Column(_("Niñas y niños a quienes les falta"), "missing"),
        Column(_("Piezas que necesitan"), "needed"),
        Column(_("Piezas que faltan"), "short"),
        Column(_("Piezas utilizables hoy"), "usable"),
        Column(_("Primer día"), "first_on"),
    ]
    return {
        "dosis": FileTable(f"{prefix}-dosis", of_doses, doses),
        "unidades": FileTable(f"{prefix}-unidades", of_units, board.units),
    }
