"""What whoever uploads a file is told to send instead, where it cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wanted:
    """Remedies for another kind of file, a ZIP without tables and a huge one; `narrower`: that it is far too wide."""

    instead: str | Promise
    in_zip: str | Promise
    smaller: str | Promise
    narrower: str | Promise


WEEK = Wanted(
    instead=_("Suba el libro XLSX de la plantilla, o un ZIP con existencias.csv."),
    in_zip=_("Ponga en el ZIP existencias.csv y, si los hay, movimientos.csv y recetas.csv."),
    smaller=_("Quite imágenes y hojas que sobren, o divida el archivo por unidades."),
    narrower=_("El archivo se extiende mucho más allá de una semana."),
)
