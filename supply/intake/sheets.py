"""The three sheets of an uploaded week: their columns and how each cell is read."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _

from delegations.cells import BadCell, Parser, Repaired, choice, date, heading_key, shown, text
from delegations.models import PlaceKind
from delegations.tabular import Field, Sheet
from supply.actions.lots import lot_number
from supply.intake.motives import BY_CODE
from supply.sheets import clave_cell

STOCK_NAME, MOVEMENTS_NAME, PRESCRIPTIONS_NAME = "existencias", "movimientos", "recetas"
PLACE_KINDS: tuple[str, ...] = (PlaceKind.WAREHOUSE, PlaceKind.PHARMACY, PlaceKind.MIXING_CENTRE)
MAX_PIECES = 1_000_000
OLDEST_EXPIRY = dt.date(2000, 1, 1)
LATEST_EXPIRY_YEARS = 15
# A spreadsheet's number keeps fifteen digits; what comes after them is made up.
EXACT_DIGITS = 10**15

_WHOLE = re.compile(r"\d+")


def remembered(parse: Parser) -> Parser:
    """`parse`, which answers at once for a cell it has seen: a week repeats its claves and dates thousands of times."""
    known: dict[tuple[type, Any], Any] = {}

    def parse_once(cell: Any) -> Any:
        key = (type(cell), cell)
        answer = known.get(key)
        if answer is None:
            try:
                answer = parse(cell)
            except BadCell as bad:
                answer = bad
            known[key] = answer
        if isinstance(answer, BadCell):
            raise BadCell(answer.problem, answer.remedy)
        return answer

    return parse_once


def owner(cell: Any) -> str:
    """A CLUES, or the code of a delegation for its own warehouse."""
    return str(text(11)(cell)).upper()


def lot(cell: Any) -> str:
    """A lot's number, in capitals; what a spreadsheet has turned into a date or rounded is refused."""
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise BadCell(
            _("La hoja de cálculo convirtió el lote en una fecha."),
            _("Dé formato de texto a la columna y escriba de nuevo el lote como viene en la caja."),
        )
    if isinstance(cell, float) and (abs(cell) >= EXACT_DIGITS or not cell.is_integer()):
        raise BadCell(
            _("La hoja de cálculo convirtió el lote en un número y pudo perder dígitos."),
            _("Dé formato de texto a la columna y escriba de nuevo el lote como viene en la caja."),
        )
    return lot_number(text(40)(cell))


def expiry(cell: Any) -> dt.date | Repaired:
    """A lot's last good day, between the year 2000 and fifteen years from now."""
    found = date(cell)
    day: dt.date = found.value if isinstance(found, Repaired) else found
    if day < OLDEST_EXPIRY or day.year > dt.datetime.now(dt.UTC).year + LATEST_EXPIRY_YEARS:
        raise BadCell(
            _("La caducidad %(day)s no es posible.") % {"day": day.isoformat()},
            _("Escriba la fecha que viene en la caja, como año-mes-día."),
        )
    return found


def pieces(least: int) -> Parser:
    """Whole pieces in figures, without sign: `least` or more."""

    def parse(cell: Any) -> int:
        written = shown(cell).strip()
        if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
            raise BadCell(_("No es un número de piezas."), _("Escriba sólo cifras, sin comas ni unidades."))
        if _WHOLE.fullmatch(written) and written.isascii():
            value = int(written)
        else:
            raise _not_pieces(written)
        if value < least:
            raise BadCell(
                _("Cero piezas no es un movimiento."), _("Escriba las piezas que se movieron o quite la fila.")
            )
        if value > MAX_PIECES:
            raise BadCell(
                _("Son más de %(limit)d piezas.") % {"limit": MAX_PIECES},
                _("Revise el dato: ¿es un código o un lote en la columna equivocada?"),
            )
        return value

    return parse


def _not_pieces(written: str) -> BadCell:
    """Why what was written is no number of pieces: a sign, decimals, grouping commas, or words."""
    if re.fullmatch(r"[+\-−]\s*\d+([.,]\d+)?", written):
        return BadCell(
            _("Las piezas llevan signo."), _("Escriba sólo la cantidad: el motivo ya dice si entran o salen.")
        )
    if re.fullmatch(r"\d{1,3}(,\d{3})+", written):
        return BadCell(_("Las piezas llevan comas."), _("Escriba sólo cifras, por ejemplo 1200."))
    if re.fullmatch(r"\d+[.,]\d+", written):
        return BadCell(
            _("Las piezas llevan decimales."), _("Escriba piezas completas: un frasco abierto ya no cuenta.")
        )
    return BadCell(_("No es un número de piezas."), _("Escriba sólo cifras, sin comas ni unidades."))


def week_sheets() -> dict[str, Sheet]:
    """The sheets by name, made anew for each file: their readers remember the cells of one file."""
    clues = Field("clues", remembered(owner))
    place = Field("lugar", remembered(choice(PLACE_KINDS)))
    key = Field("clave", remembered(clave_cell))
    count = remembered(pieces(0))
    stock = Sheet(
        STOCK_NAME,
        [
            clues,
            place,
            key,
            Field("lote", remembered(lot), blank_allowed=True),
            Field("caducidad", remembered(expiry), blank_allowed=True),
            Field("piezas", count, blank_allowed=True),
        ],
        reference_only=_NOTES,
    )
    movements = Sheet(
        MOVEMENTS_NAME,
        [
            clues,
            place,
            Field("fecha", remembered(date)),
            Field("motivo", remembered(choice(BY_CODE))),
            key,
            Field("lote", remembered(lot)),
            Field("caducidad", remembered(expiry)),
            Field("piezas", remembered(pieces(1))),
            Field("referencia", text(120), required=False, default=""),
        ],
        reference_only=_NOTES,
        may_be_empty=True,
    )
    tallies = [Field(name, count) for name in ("presentadas", "surtidas", "parciales", "negadas")]
    prescriptions = Sheet(PRESCRIPTIONS_NAME, [clues, key, *tallies], reference_only=_NOTES, may_be_empty=True)
    return {sheet.name: sheet for sheet in (stock, movements, prescriptions)}


# What the template adds for whoever fills it in.
_NOTES = (heading_key("medicamento"),)
