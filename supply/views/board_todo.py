"""A unit's to-do list in order of harm, not of module: each line one thing, with the one place to do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import category_of
from delegations.charts.numbers import grouped
from delegations.exports import Column
from delegations.wording import day_text, week_text
from supply.models import LotState
from supply.selectors.boards.stock import Held
from supply.selectors.boards.unit import UnitDrug, Workbench
from supply.views.board_page import FileTable

NAMED = 4  # how many drugs a line names before it counts the rest

WORKBENCH_COLUMNS = [
    Column(gettext_lazy("Clave"), "code"),
    Column(gettext_lazy("Medicamento"), "label", 44),
    Column(gettext_lazy("Categoría"), lambda row: category_of(row.category).label),
    Column(gettext_lazy("Piezas utilizables"), "usable"),
    Column("CPM", "cpm"),
    Column(gettext_lazy("Días de cobertura"), lambda row: None if row.days is None else round(row.days, 1)),
    Column(gettext_lazy("Recetas negadas, esta semana y la anterior"), "denied"),
    Column(
        gettext_lazy("Lotes"),
        lambda row: "; ".join(f"{lot.lot} ({lot.expires_on}): {lot.on_hand}" for lot in row.lots),
        44,
    ),
]


@dataclass(frozen=True)
class Todo:
    """One thing to do. `tone` is a category's code (its mark and hue); `due_at` shows a clock."""

    tone: str
    title: str
    detail: str
    href: str
    action: str
    due_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()


def todo_of(bench: Workbench) -> list[Todo]:
    """Everything the unit has to do today, worst first; empty when there is nothing."""
    found: list[Todo] = []
    for drug in bench.denied_and_out:
        found.append(
            Todo(
                "out",
                ngettext(
                    "%(drug)s en cero: se negó %(n)d receta en 2 semanas",
                    "%(drug)s en cero: se negaron %(n)d recetas en 2 semanas",
                    drug.denied,
                )
                % {"drug": drug.label, "n": drug.denied},
                _("CPM %(cpm)s piezas") % {"cpm": grouped(drug.cpm)},
                drug_href(drug),
                _("Buscar dónde hay"),
            )
        )
    if bench.out:
        found.append(
            Todo(
                "out",
                ngettext("%(n)d clave en cero", "%(n)d claves en cero", len(bench.out)) % {"n": len(bench.out)},
                named(bench.out),
                drug_href(bench.out[0]) if len(bench.out) == 1 else "#claves",
                _("Buscar dónde hay") if len(bench.out) == 1 else _("Ver cuáles"),
            )
        )
    if bench.critical:
        found.append(
            Todo(
                "critical",
                ngettext("%(n)d clave con menos de 7 días", "%(n)d claves con menos de 7 días", len(bench.critical))
                % {"n": len(bench.critical)},
                named(bench.critical),
                drug_href(bench.critical[0]) if len(bench.critical) == 1 else "#claves",
                _("Buscar dónde hay") if len(bench.critical) == 1 else _("Ver cuáles"),
            )
        )
    for report in bench.reports:
        week = week_text(str(report.week))
        week_named = week[:1].lower() + week[1:]  # within a sentence
        found.append(
            Todo(
                "critical" if report.state == "observed" else "low",
                _("Firmar la %(week)s") % {"week": week_named}
                if report.state == "draft"
                else _("Atender observaciones de la %(week)s") % {"week": week_named},
                _("Redactada desde el libro: revise las diferencias y firme"),
                href("supply:report-detail", report.id),
                _("Revisar y firmar"),
                report.due_at,
            )
        )
    for transfer in bench.incoming:
        late = transfer.is_late(bench.today)
        expected = (
            (_("se esperaba el %(day)s") if late else _("se espera el %(day)s"))
            % {"day": day_text(transfer.expected_on, bench.today)}
            if transfer.expected_on
            else _("sin fecha de llegada")
        )
        found.append(
            Todo(
                "low" if late else "adequate",
                _("Recibir traspaso de %(place)s") % {"place": transfer.from_place},
                _("%(pieces)s piezas de %(drugs)s claves · %(expected)s")
                % {"pieces": grouped(transfer.pieces), "drugs": grouped(transfer.drugs), "expected": expected},
                href("supply:transfer-accept", transfer.id),
                _("Recibir"),
            )
        )
    for tone, after, until in (("critical", -1, 30), ("low", 30, 60), ("adequate", 60, 90)):
        if lots := bench.expiring(after, until):
            found.append(
                Todo(
                    tone,
                    ngettext("%(n)d lote caduca en %(days)d días", "%(n)d lotes caducan en %(days)d días", len(lots))
                    % {"n": len(lots), "days": until},
                    _("%(pieces)s piezas: %(names)s")
                    % {"pieces": grouped(sum(lot.on_hand for lot in lots)), "names": named_lots(lots)},
                    "#caducidad",
                    _("Ver lotes"),
                )
            )
    if blocked := bench.blocked:
        found.append(
            Todo(
                "critical" if any(row.state == LotState.RECALLED for row in blocked) else "low",
                _("%(pieces)s piezas retiradas, en cuarentena o caducadas en el estante")
                % {"pieces": grouped(sum(row.on_hand for row in blocked))},
                named_lots(blocked),
                "#retenidos",
                _("Ver y dar de baja"),
            )
        )
    for due in bench.counts_due:
        found.append(
            Todo(
                "none",
                _("Contar %(place)s") % {"place": due.place},
                _("Último conteo: %(day)s") % {"day": day_text(due.counted_on, bench.today)}
                if due.counted_on
                else _("Nunca se ha contado"),
                href("supply:count", due.code),
                _("Contar"),
            )
        )
    return found


def href(name: str, *args: Any) -> str:
    """The address of a page; empty where the site has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def drug_href(drug: UnitDrug) -> str:
    return reverse("supply:board-drug", args=[drug.code]) + "#donde" if drug.code else ""


def named(drugs: Sequence[UnitDrug]) -> str:
    """The first few by name, and how many more."""
    return _listed([drug.label for drug in drugs])


def named_lots(lots: Sequence[Held]) -> str:
    return _listed(list(dict.fromkeys(f"{lot.drug}" for lot in lots)))


def _listed(names: Sequence[str]) -> str:
    text = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    return text + (" " + ngettext("y %(n)d más", "y %(n)d más", rest) % {"n": rest} if rest > 0 else "")


def workbench_files(bench: Workbench) -> Mapping[str, FileTable]:
    """The unit's tables as files."""
    clues = bench.unit.clues.lower()
    return {"claves": FileTable(f"{clues}-claves", WORKBENCH_COLUMNS, bench.drugs)}
