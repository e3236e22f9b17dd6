"""The workbook to fill in: one unit's places, claves and lots, with lists to choose from and what each column means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from supply.intake.motives import MOTIVES
from supply.intake.sheets import PLACE_KINDS
from supply.weeks import IsoWeek

# Rows of each sheet that offer their lists; a longer week is pasted in without them.
ROWS_WITH_LISTS = 5_000


@dataclass(frozen=True)
class TemplateLot:
    """A lot that the ledger has at a place."""

    kind: str
    clave: str
    number: str
    expires_on: dt.date


@dataclass(frozen=True)
class TemplateContent:
    """Whose workbook it is: `kinds` its places, `claves` its assortment as (clave, drug, pieces per pack)."""

    code: str
    name: str
    week: IsoWeek
    kinds: Sequence[str]
    claves: Sequence[tuple[str, str, int]]
    lots: Sequence[TemplateLot]
    is_unit: bool


def write_template(target: IO[bytes], content: TemplateContent) -> None:
    """Write the workbook. Claves and lots are text, so that no zero is lost."""
    import xlsxwriter  # heavy, and only this download needs it

    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EFEFEF"})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        whole = book.add_format({"num_format": "0"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        widths = {"clues": 14, "lugar": 18, "clave": 20, "lote": 16, "motivo": 20, "referencia": 28, "medicamento": 44}
        formats = {"clave": text, "clues": text, "lote": text, "referencia": text, "fecha": day, "caducidad": day}

        def add_sheet(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for index, column in enumerate(columns):
                page.write_string(0, index, column, head)
                page.set_column(index, index, widths.get(column, 13), formats.get(column, whole))
                choices = {
                    "lugar": list(content.kinds or PLACE_KINDS),
                    "motivo": [motive.code for motive in MOTIVES],
                    "clave": f"=claves!$A$2:$A${len(content.claves) + 1}" if content.claves else None,
                    "clues": [content.code],
                }.get(column)
                if choices:
                    source = {"source": choices, "validate": "list", "error_type": "warning"}
                    if column == "motivo":  # a list typed into the rule may not pass 255 characters
                        source["source"] = f"=instrucciones!$A${_MOTIVES_AT + 1}:$A${_MOTIVES_AT + len(MOTIVES)}"
                    page.data_validation(1, index, ROWS_WITH_LISTS, index, source)
            for number, row in enumerate(rows, start=1):
                for index, cell in enumerate(row):
                    form = formats.get(columns[index])
                    if isinstance(cell, dt.date):
                        page.write_datetime(number, index, cell, day)
                    elif cell != "":
                        page.write_string(number, index, str(cell), form)

        names = {clave: name for clave, name, _pack in content.claves}
        stock: list[Sequence[object]] = [
            (content.code, lot.kind, lot.clave, lot.number, lot.expires_on, "", names.get(lot.clave, ""))
            for lot in content.lots
        ]
        held = {(lot.kind, lot.clave) for lot in content.lots}
        stock += [
            (content.code, kind, clave, "", "", "", name)
            for kind in content.kinds
            for clave, name, _pack in content.claves
            if (kind, clave) not in held
        ]
        add_sheet("existencias", ("clues", "lugar", "clave", "lote", "caducidad", "piezas", "medicamento"), stock)
        add_sheet(
            "movimientos",
            ("clues", "lugar", "fecha", "motivo", "clave", "lote", "caducidad", "piezas", "referencia"),
            (),
        )
        if content.is_unit:
            add_sheet("recetas", ("clues", "clave", "presentadas", "surtidas", "parciales", "negadas"), ())
        page = book.add_worksheet("claves")
        for column, (title, width) in enumerate(
            ((_("clave"), 20), (_("medicamento"), 60), (_("piezas por envase"), 18))
        ):
            page.write_string(0, column, title, head)
            page.set_column(column, column, width, text)
        for number, (clave, name, pack) in enumerate(content.claves, start=1):
            page.write_string(number, 0, clave, text)
            page.write_string(number, 1, name)
            page.write_number(number, 2, pack)
        page = book.add_worksheet("instrucciones")
        page.set_column(0, 0, 26, wrap)
        page.set_column(1, 1, 96, wrap)
        page.write_string(0, 0, content.name, head)
        page.write_string(0, 1, str(content.week), head)
        for number, (title, meaning) in enumerate(_instructions(content), start=1):
            page.write_string(number, 0, title, wrap)
            page.write_string(number, 1, meaning, wrap)
        page.write_string(_MOTIVES_AT - 1, 0, "motivo", head)
        page.write_string(_MOTIVES_AT - 1, 1, _("cuándo se usa"), head)
        for number, motive in enumerate(MOTIVES, start=_MOTIVES_AT):
            page.write_string(number, 0, motive.code)
            page.write_string(number, 1, str(motive.meaning), wrap)


_MOTIVES_AT = 14


def _instructions(content: TemplateContent) -> list[tuple[str, str]]:
    """What each sheet and column is for; fewer lines than `_MOTIVES_AT`."""
    return [
        ("existencias", _("Obligatoria. El conteo al cierre del domingo, por lote. Lo que no aparezca queda en cero.")),
        ("movimientos", _("Lo que entró y salió del %(monday)s al %(sunday)s.")
            % {"monday": content.week.monday.isoformat(), "sunday": content.week.sunday.isoformat()}),
        ("recetas", _("Las recetas de la semana: presentadas = surtidas + parciales + negadas.")),
        ("clues", _("La CLUES de la unidad; para el almacén de una delegación, la clave de la delegación.")),
        ("lugar", ", ".join(PLACE_KINDS)),
        ("clave", _("Con puntos o 12 dígitos, como texto. La lista está en la hoja «claves».")),
        ("lote", _("Como viene en la caja.")),
        ("caducidad, fecha", _("Año-mes-día, por ejemplo 2026-11-15.")),
        ("piezas", _("Piezas (frascos, tabletas), no envases; enteras y sin signo. Si un lugar quedó vacío, ponga 0.")),
        ("referencia", _("Remisión o folio. En un traspaso, su número o el otro lugar: CLUES/lugar.")),
    ]  # fmt: skip
