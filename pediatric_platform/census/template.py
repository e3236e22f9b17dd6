"""The workbook to fill in: one sheet with lists to choose from, and what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from pediatric_platform.census.sheets import NAME, census_sheet

ROWS_WITH_LISTS = 5_000
DAYS = {"fecha_nacimiento", "fecha_diagnostico", "fecha_medida", "inicio_esquema"}
NUMBERS = {"peso_kg", "talla_cm"}
REQUIRED = {"nombres", "primer_apellido", "fecha_nacimiento", "sexo", "clues", "diagnostico"}


@dataclass(frozen=True)
class CensusTemplate:
    """What its lists offer: hospitals as (CLUES, name), diagnoses as (name, code, ICD-10), regimens as (code, name)."""

    hospitals: Sequence[tuple[str, str]]
    diagnoses: Sequence[tuple[str, str, str]]
    regimens: Sequence[tuple[str, str]]


def write_census_template(target: IO[bytes], content: CensusTemplate) -> None:
    """Write the workbook. Identifiers are text, so that no zero is lost."""
    import xlsxwriter  # heavy, and only this download needs it

    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EFEFEF"})
        must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DCEBDF"})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = book.add_format({"num_format": "0.0#"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        names = [field.name for field in census_sheet().fields]
        page = book.add_worksheet(NAME)
        page.freeze_panes(1, 0)
        lists = {
            "sexo": [_("niña"), _("niño")],
            "clues": f"=instrucciones!$D$2:$D${len(content.hospitals) + 1}" if content.hospitals else None,
            "diagnostico": f"=diagnosticos!$A$2:$A${len(content.diagnoses) + 1}" if content.diagnoses else None,
            "esquema": f"=esquemas!$A$2:$A${len(content.regimens) + 1}" if content.regimens else None,
        }
        for index, name in enumerate(names):
            page.write_string(0, index, name, must if name in REQUIRED else head)
            page.set_column(index, index, 20, day if name in DAYS else number if name in NUMBERS else text)
            if source := lists.get(name):
                page.data_validation(
                    1, index, ROWS_WITH_LISTS, index, {"validate": "list", "source": source, "error_type": "warning"}
                )
        _table(book, "diagnosticos", (_("nombre"), _("clave"), _("CIE-10")), content.diagnoses, head, text)
        _table(book, "esquemas", (_("clave"), _("nombre")), content.regimens, head, text)
        page = book.add_worksheet("instrucciones")
        page.set_column(0, 0, 26, wrap)
        page.set_column(1, 1, 90, wrap)
        page.set_column(3, 4, 30, text)
        page.write_string(0, 0, _("columna"), head)
        page.write_string(0, 1, _("qué lleva"), head)
        for row, (name, meaning) in enumerate(_instructions(), start=1):
            page.write_string(row, 0, name, wrap)
            page.write_string(row, 1, meaning, wrap)
        page.write_string(0, 3, "clues", head)
        page.write_string(0, 4, _("hospital"), head)
        for row, (clues, name) in enumerate(content.hospitals, start=1):
            page.write_string(row, 3, clues, text)
            page.write_string(row, 4, name)


def _table(book, title, headings, rows, head, text) -> None:  # type: ignore[no-untyped-def]
    page = book.add_worksheet(title)
    for index, heading in enumerate(headings):
        page.write_string(0, index, heading, head)
        page.set_column(index, index, 44 if index == 0 else 24, text)
    for number, row in enumerate(rows, start=1):
        for index, cell in enumerate(row):
            page.write_string(number, index, cell, text)


def _instructions() -> list[tuple[str, str]]:
    return [
        ("folio", _("Solo si ya tiene ficha aquí. Déjelo vacío para quien entra por primera vez.")),
        ("curp", _("18 letras y números. Si aún no la tiene, escriba por qué en «sin_curp_porque».")),
        ("nss, agregado", _("Del asegurado, como texto: con formato de número se pierden los ceros.")),
        ("nombres, primer_apellido", _("Como en su acta de nacimiento. El segundo apellido puede quedar vacío.")),
        ("fecha_nacimiento", _("Año-mes-día, por ejemplo 2019-05-17.")),
        ("sexo", _("«niña» o «niño».")),
        ("clues", _("La del hospital que lo atiende; a la derecha están los suyos.")),
        ("diagnostico", _("De la hoja «diagnosticos», por nombre o por clave.")),
        ("peso_kg, talla_cm, fecha_medida", _("Los tres o ninguno. De ellos salen las dosis.")),
        ("esquema, inicio_esquema", _("Opcionales: empiezan el plan de tratamiento. La clave está en «esquemas».")),
        ("motivo_desviacion", _("Si el esquema no es el criterio único para ese diagnóstico, por qué.")),
        ("es_otra_porque", _("Si el ensayo dice que se parece a alguien y es otra persona, cómo lo sabe.")),
    ]
