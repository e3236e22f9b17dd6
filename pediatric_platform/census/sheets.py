"""The census sheet: its columns and how each cell is read."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from delegations.cells import BadCell, Parser, Repaired, date, decimal, heading_key, shown, text
from delegations.tabular import Field, Sheet
from pediatric_platform.identifiers import normalised
from pediatric_platform.models import Sex

NAME = "censo"
# Written «M» a sex is «mujer» in a CURP and «masculino» on a chart: only the CURP beside it settles which.
EITHER = "m"
_SEXES = {
    Sex.FEMALE.value: ("nina", "mujer", "femenino", "femenina", "f", "female", "girl"),
    Sex.MALE.value: ("nino", "hombre", "masculino", "h", "male", "boy"),
}
_KNOWN_SEXES = {word: sex for sex, words in _SEXES.items() for word in words}
# A fault names row and column of these; what stood there is in the file and is copied nowhere else.
PRIVATE = frozenset(
    {"curp", "sin_curp_porque", "nss", "agregado", "nombres", "primer_apellido", "segundo_apellido",
     "fecha_nacimiento", "diagnostico", "riesgo", "es_otra_porque", "motivo_desviacion"}
)  # fmt: skip
_EXACT_DIGITS = 10**15


def identifier(cell: Any) -> str:
    """CURP, NSS or agregado in capitals without spaces; a number that a spreadsheet rounded is refused."""
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise BadCell(_("La hoja de cálculo lo convirtió en una fecha."), _AS_TEXT())
    if isinstance(cell, float) and (not cell.is_integer() or abs(cell) >= _EXACT_DIGITS):
        raise BadCell(_("La hoja de cálculo lo convirtió en un número y pudo perder dígitos."), _AS_TEXT())
    return normalised(text(24)(cell))


def nss(cell: Any) -> str | Repaired:
    """An NSS; the zeros that a spreadsheet took from its beginning are put back, and said."""
    value = identifier(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and value.isdigit() and 8 <= len(value) < 11:
        return Repaired(
            value.zfill(11), _("Venía como número y había perdido ceros al principio; se repusieron."), _AS_TEXT()
        )
    return value


def _AS_TEXT() -> str:
    return _("Dé formato de texto a la columna y escríbalo de nuevo.")


def sex(cell: Any) -> str:
    """M a girl, H a boy, or `EITHER` for a bare «M», which the CURP settles."""
    key = re.sub(r"[^a-z]", "", heading_key(shown(cell)))
    if key == "m":
        return EITHER
    try:
        return _KNOWN_SEXES[key]
    except KeyError:
        raise BadCell(_("No es un sexo conocido."), _("Escriba «niña» o «niño».")) from None


def clues(cell: Any) -> str:
    """A CLUES in capitals, without spaces."""
    return str(text(14)(cell)).upper().replace(" ", "")


def day(cell: Any) -> dt.date | Repaired:
    """A date between the year 1990 and today's; what a spreadsheet shows as a number is understood, and said."""
    found = date(cell)
    value: dt.date = found.value if isinstance(found, Repaired) else found
    if value.year < 1990 or value.year > dt.datetime.now(dt.UTC).year + 1:
        raise BadCell(_("Ese año no es posible."), _("Escriba la fecha como año-mes-día, por ejemplo 2019-05-17."))
    return found


def measure(low: int, high: int, unit: str) -> Parser:
    """Kilos or centimetres in figures, with a decimal point or comma, and perhaps their unit."""

    def parse(cell: Any) -> Decimal:
        written = shown(cell).strip().lower().removesuffix(".").removesuffix(unit).strip()
        if re.fullmatch(r"\d{1,3},\d{1,2}", written):
            written = written.replace(",", ".")
        return Decimal(decimal(low, high)(written))

    return parse


def census_sheet() -> Sheet:
    """The sheet; «nombres» and «primer_apellido», birth date, sex, CLUES and diagnosis must be there."""
    words = text(240)
    return Sheet(
        NAME,
        [
            Field("folio", text(12), required=False, default=""),
            Field("curp", identifier, required=False, default=""),
            Field("sin_curp_porque", text(120), required=False, default=""),
            Field("nss", nss, required=False, default=""),
            Field("agregado", identifier, required=False, default="", aliases=("agregado_medico",)),
            Field("nombres", text(80), aliases=("nombre", "nombre(s)")),
            Field("primer_apellido", text(80), aliases=("apellido_paterno",)),
            Field("segundo_apellido", text(80), required=False, default="", aliases=("apellido_materno",)),
            Field("fecha_nacimiento", day, aliases=("fecha_de_nacimiento",)),
            Field("sexo", sex),
            Field("clues", clues),
            Field("diagnostico", text(120)),
            Field("riesgo", text(60), required=False, default="", aliases=("grupo_de_riesgo",)),
            Field("fecha_diagnostico", day, required=False, aliases=("fecha_del_diagnostico",)),
            Field("peso_kg", measure(1, 250, "kg"), required=False, aliases=("peso",)),
            Field("talla_cm", measure(30, 220, "cm"), required=False, aliases=("talla",)),
            Field("fecha_medida", day, required=False, aliases=("medido_el",)),
            Field("esquema", text(60), required=False, default=""),
            Field("inicio_esquema", day, required=False),
            Field("motivo_desviacion", words, required=False, default=""),
            Field("es_otra_porque", words, required=False, default=""),
        ],
    )
