"""Parsers of single cells, for `delegations.tabular`: each takes the raw cell of a CSV or a worksheet and returns its
value, raises `BadCell(problem, remedy)`, or returns `Repaired(value, problem)`. Pure.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Text = str | Promise
Parser = Callable[[Any], Any]
EXCEL_EPOCH = dt.date(1899, 12, 30)


class BadCell(ValueError):
    """The value of a cell cannot be taken: the problem, and what to do about it."""

    def __init__(self, problem: Text, remedy: Text = "") -> None:
        super().__init__(str(problem))
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True)
class Repaired:
    """A value that was understood only after a repair worth a warning."""

    value: Any
    problem: Text
    remedy: Text = ""


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing (worksheets give '' or None)."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def heading_key(heading: Any) -> str:
    """A heading without accents, case or spaces: `Caducidad ` and `caducidad` are the same column."""
    folded = unicodedata.normalize("NFKD", str(heading or "")).encode("ascii", "ignore").decode()
    return "_".join(folded.lower().replace("_", " ").split())


def shown(value: Any, limit: int = 80) -> str:
    """A cell as the fault list shows it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    out = "" if value is None else str(value)
    return out if len(out) <= limit else out[: limit - 1] + "…"


def text(max_length: int = 200) -> Parser:
    """Text without spaces around it, at most `max_length` characters; a number in a text column loses its `.0`."""

    def parse(cell: Any) -> str:
        out = " ".join(shown(cell, limit=10**6).split())
        if len(out) > max_length:
            raise BadCell(
                _("El texto tiene %(count)d caracteres.") % {"count": len(out)},
                _("Use %(limit)d como máximo.") % {"limit": max_length},
            )
        return out

    return parse


def integer(minimum: int | None = None, maximum: int | None = None) -> Parser:
    """A whole number, in figures, between the two (inclusive). Grouping commas are not guessed at."""

    def parse(cell: Any) -> int:
        try:
            value = Decimal(str(cell).strip())
        except InvalidOperation:
            raise BadCell(_("No es un número."), _("Escriba sólo cifras, sin comas ni unidades.")) from None
        if not value.is_finite() or value != value.to_integral_value():
            raise BadCell(_("No es un número entero."), _("Escriba piezas completas, sin decimales."))
        _within(value, minimum, maximum)
        return int(value)

    return parse


def decimal(minimum: float | None = None, maximum: float | None = None) -> Parser:
    """A number with or without decimals (point), between the two (inclusive)."""

    def parse(cell: Any) -> Decimal:
        try:
            value = Decimal(str(cell).strip())
        except InvalidOperation:
            raise BadCell(_("No es un número."), _("Escriba cifras con punto decimal, por ejemplo 2.5.")) from None
        if not value.is_finite():
            raise BadCell(_("No es un número."), _("Escriba cifras con punto decimal, por ejemplo 2.5."))
        _within(value, minimum, maximum)
        return value

    return parse


def _within(value: Decimal, minimum: float | None, maximum: float | None) -> None:
    if minimum is not None and value < Decimal(str(minimum)):
        raise BadCell(_("Es menor que %(limit)s.") % {"limit": minimum}, _("Revise el dato."))
    if maximum is not None and value > Decimal(str(maximum)):
        raise BadCell(_("Es mayor que %(limit)s.") % {"limit": maximum}, _("Revise el dato."))


def choice(values: Iterable[str]) -> Parser:
    """One of `values`, written with or without accents and capitals."""
    known = {heading_key(value): value for value in values}

    def parse(cell: Any) -> str:
        try:
            return known[heading_key(shown(cell))]
        except KeyError:
            raise BadCell(
                _("No es un valor conocido."), _("Use uno de: %(values)s.") % {"values": ", ".join(known.values())}
            ) from None

    return parse


YES, NO = {"1", "si", "s", "yes", "true", "verdadero"}, {"0", "no", "n", "false", "falso"}


def boolean(cell: Any) -> bool:
    """Sí or no."""
    if isinstance(cell, bool):
        return cell
    key = heading_key(shown(cell))
    if key in YES or key in NO:
        return key in YES
    raise BadCell(_("No es sí ni no."), _("Escriba «sí» o «no»."))


DATE_REMEDY = gettext_lazy("Escriba la fecha como año-mes-día, por ejemplo 2026-11-15.")


def date(cell: Any) -> dt.date | Repaired:
    """A date: a real one, `2026-11-15`, `15/11/2026`, or (repaired) the serial number that a spreadsheet shows."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    raw = shown(cell).strip()
    if raw.isdigit() and 20_000 <= int(raw) <= 80_000:
        return Repaired(
            EXCEL_EPOCH + dt.timedelta(days=int(raw)), _("La fecha venía como número de serie; se convirtió.")
        )
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return dt.datetime.strptime(raw, pattern).date()  # noqa: DTZ007 (a calendar day)
        except ValueError:
            continue
    raise BadCell(_("No es una fecha."), DATE_REMEDY)
