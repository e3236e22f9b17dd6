"""The tables of the boards as files: which columns each has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts import category_of
from delegations.exports import Column
from supply.coverage import CATEGORIES
from supply.models.weekly_line import LineKind
from supply.selectors.boards import drugs
from supply.selectors.boards.drugs import DrugRow
from supply.selectors.boards.series import KINDS, Week
from supply.views.board_page import FileTable


def pairs_in(path: str) -> list[Column]:
    """One column for each category of coverage: how many pairs of the totals at `path` stand in it."""
    return [Column(category_of(name).label, f"{path}.pairs_{name}") for name in CATEGORIES]


def one_decimal(value: float | None) -> float | None:
    """A share as files carry it."""
    return None if value is None else round(value, 1)


CODE = Column(gettext_lazy("Clave"), "code")
DRUG = Column(gettext_lazy("Medicamento"), "label", 44)
USABLE = Column(gettext_lazy("Piezas utilizables"), "now.usable")
USABLE_CHANGE = Column(gettext_lazy("Diferencia de piezas"), "change_usable")
DENIED = Column(gettext_lazy("Recetas negadas"), "now.denied")
DENIED_CHANGE = Column(gettext_lazy("Diferencia de negadas"), "change_denied")
PAIRS = pairs_in("now")

ZERO_COLUMNS = [
    CODE,
    DRUG,
    Column("VEN", "ven"),
    Column(gettext_lazy("Unidades en cero"), "now.pairs_out"),
    Column(gettext_lazy("Diferencia de unidades en cero"), "change_out"),
    Column(gettext_lazy("Unidades en crítico"), "now.pairs_critical"),
    Column(gettext_lazy("Unidades que la llevan"), "now.pairs"),
    USABLE,
    USABLE_CHANGE,
    DENIED,
]
DENIED_COLUMNS = [
    CODE,
    DRUG,
    Column(gettext_lazy("Recetas presentadas"), "now.presented"),
    DENIED,
    DENIED_CHANGE,
    Column(gettext_lazy("% negadas"), lambda row: one_decimal(row.now.denied_share)),
    USABLE,
]
EXPIRY_COLUMNS = [
    CODE,
    DRUG,
    Column(gettext_lazy("Caducan en 30 días"), "now.expiring_30"),
    Column(gettext_lazy("Caducan en 60 días"), "now.expiring_60"),
    Column(gettext_lazy("Caducan en 90 días"), "now.expiring_90"),
    USABLE,
]
DRUG_COLUMNS = [CODE, DRUG, USABLE, USABLE_CHANGE, *PAIRS, DENIED, DENIED_CHANGE]

DELEGATION_COLUMNS = [
    Column(gettext_lazy("Código"), "code"),
    Column(gettext_lazy("Delegación"), "name", 28),
    Column(gettext_lazy("Nivel de abasto (%)"), lambda row: one_decimal(row.now.totals.level)),
    Column(gettext_lazy("Diferencia (puntos)"), lambda row: one_decimal(row.change_level)),
    *pairs_in("now.totals"),
    Column(gettext_lazy("Piezas utilizables"), "now.totals.usable"),
    Column(gettext_lazy("Diferencia de piezas"), "change_usable"),
    Column(gettext_lazy("Recetas negadas"), "now.totals.denied"),
    Column(gettext_lazy("Diferencia de negadas"), "change_denied"),
    Column(gettext_lazy("Unidades esperadas"), "now.reporting.expected"),
    Column(gettext_lazy("Firmaron"), "now.reporting.signed"),
    Column(gettext_lazy("A tiempo"), "now.reporting.on_time"),
    Column(gettext_lazy("Validadas"), "now.reporting.validated"),
    Column(gettext_lazy("Datos al"), "now.reporting.data_as_of"),
]
PAIR_COLUMNS = [
    Column(gettext_lazy("Delegación"), "delegation"),
    Column("CLUES", "clues"),
    Column(gettext_lazy("Unidad"), "unit", 32),
    CODE,
    Column(gettext_lazy("Medicamento"), "drug", 44),
    Column(gettext_lazy("Categoría"), lambda row: category_of(row.category).label),
    Column(gettext_lazy("Piezas utilizables"), "usable"),
    Column(gettext_lazy("Días sin existencia"), "days_out"),
    Column(gettext_lazy("Recetas negadas"), "denied"),
    Column("CPM", "cpm"),
    Column(gettext_lazy("Días de cobertura"), "days_of_coverage"),
    Column(gettext_lazy("Responsable"), "manager.name", 28),
    Column(gettext_lazy("Teléfono"), "manager.phone"),
    Column(gettext_lazy("Correo"), "manager.email", 28),
]


def trend_columns() -> list[Column]:
    """Week, pieces in each kind of place, level and reporting."""

    def usable(kind: str) -> Any:
        return lambda week: week.usable(kind)

    return [
        Column(_("Semana"), "week"),
        *(Column(kind.label, usable(kind)) for kind in KINDS),
        Column(_("Conjunto"), usable(LineKind.WHOLE)),
        Column(_("Nivel de abasto (%)"), lambda week: one_decimal(week.totals(LineKind.WHOLE).level)),
        Column(_("Recetas negadas"), lambda week: week.totals(LineKind.WHOLE).denied),
        Column(_("Unidades esperadas"), "reporting.expected"),
        Column(_("Firmaron"), "reporting.signed"),
    ]


def drug_files(rows: Sequence[DrugRow], prefix: str) -> dict[str, FileTable]:
    """The three lists of drugs that every board has, complete."""
    return {
        "cero": FileTable(f"{prefix}-claves-en-cero", ZERO_COLUMNS, drugs.at_zero(rows)),
        "negadas": FileTable(f"{prefix}-recetas-negadas", DENIED_COLUMNS, drugs.denied(rows)),
        "caducidad": FileTable(f"{prefix}-caducidades", EXPIRY_COLUMNS, drugs.expiring(rows)),
    }


def trend_file(weeks: Sequence[Week], prefix: str) -> FileTable:
    return FileTable(f"{prefix}-semanas", trend_columns(), reversed(weeks))
