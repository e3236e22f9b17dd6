"""What came of an upload, in words and in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.tabular import Fault
from supply.intake.documents import Verb
from supply.weeks import IsoWeek

VERB_TEXTS: dict[str, str | Promise] = {
    Verb.RECEIVE: gettext_lazy("Entradas y saldos iniciales"),
    Verb.DISPENSE: gettext_lazy("Surtimientos y mezclas"),
    Verb.ADJUST: gettext_lazy("Bajas, devoluciones y otros ajustes"),
    Verb.DISPATCH: gettext_lazy("Traspasos enviados"),
    Verb.ACCEPT: gettext_lazy("Traspasos recibidos"),
    Verb.COUNT: gettext_lazy("Conteos con diferencia"),
}


class Outcome(Protocol):
    """What an upload did; `supply.actions.import_week.Imported` is one."""

    week: IsoWeek
    dry_run: bool
    faults: list[Fault]
    warnings: list[Fault]
    rows: int
    documents: dict[str, int]
    movements: int
    reversed: int
    unchanged: int
    adjusted_up: int
    adjusted_down: int
    tallies: int
    owners: list[str]
    reports: list[int]

    @property
    def ok(self) -> bool: ...

    @property
    def already_there(self) -> bool: ...


@dataclass(frozen=True)
class Figure:
    """One line of what changes."""

    label: str | Promise
    value: int


def figures(outcome: Outcome) -> list[Figure]:
    """What an upload changes, in the order in which a person reads it."""
    lines = [Figure(label, outcome.documents[verb]) for verb, label in VERB_TEXTS.items() if verb in outcome.documents]
    lines.append(Figure(_("Movimientos en el libro"), outcome.movements))
    if outcome.adjusted_up or outcome.adjusted_down:
        lines.append(Figure(_("Piezas de más contra el libro"), outcome.adjusted_up))
        lines.append(Figure(_("Piezas de menos contra el libro"), outcome.adjusted_down))
    if outcome.reversed:
        lines.append(Figure(_("Documentos de la carga anterior que se revierten"), outcome.reversed))
    if outcome.unchanged:
        lines.append(Figure(_("Documentos que ya estaban"), outcome.unchanged))
    lines.append(Figure(_("Renglones de recetas"), outcome.tallies))
    return lines


def summary(outcome: Outcome) -> list[str]:
    """What an upload did, line by line, for a terminal."""
    if outcome.already_there:
        return [_("La semana %(week)s ya estaba cargada con este contenido; no cambió nada.") % {"week": outcome.week}]
    head = _("Ensayo de la semana %(week)s: no se guardó.") if outcome.dry_run else _("Semana %(week)s cargada.")
    lines = [head % {"week": outcome.week}]
    lines += [f"{figure.label}: {figure.value}" for figure in figures(outcome)]
    reports = len(outcome.reports)
    lines.append(
        ngettext("%(count)d reporte redactado.", "%(count)d reportes redactados.", reports) % {"count": reports}
    )
    return lines


def as_dict(outcome: Outcome) -> dict[str, Any]:
    """For the API and `--json`."""
    return {
        "ok": outcome.ok,
        "week": str(outcome.week),
        "dry_run": outcome.dry_run,
        "already_there": outcome.already_there,
        "rows": outcome.rows,
        "documents": outcome.documents,
        "movements": outcome.movements,
        "reversed": outcome.reversed,
        "unchanged": outcome.unchanged,
        "adjusted_up": outcome.adjusted_up,
        "adjusted_down": outcome.adjusted_down,
        "prescriptions": outcome.tallies,
        "owners": outcome.owners,
        "reports": outcome.reports,
        "faults": [fault.as_dict() for fault in outcome.faults],
        "warnings": [warning.as_dict() for warning in condensed(outcome.warnings)],
    }


def condensed(warnings: Iterable[Fault]) -> list[Fault]:
    """Equal warnings of one column said once, at the first row, with how many more rows they hold for."""
    first: dict[tuple[str, str, str], Fault] = {}
    count: dict[tuple[str, str, str], int] = {}
    for warning in warnings:
        key = (warning.sheet, warning.column, warning.problem)
        first.setdefault(key, warning)
        count[key] = count.get(key, 0) + 1
    return [_with_count(warning, count[key] - 1) for key, warning in first.items()]


def _with_count(warning: Fault, others: int) -> Fault:
    if not others:
        return warning
    more = ngettext("Y %(count)d fila más.", "Y %(count)d filas más.", others) % {"count": others}
    return replace(warning, problem=f"{warning.problem} {more}")
