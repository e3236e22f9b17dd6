"""CSV and XLSX of what a page shows: the page names its columns once, the mixin does the rest.

    class StockOfPlace(LoginRequiredMixin, ExportMixin, FilterView):
        export_name = "existencias"
        export_columns = [
            Column(_("Clave"), "drug.code"),
            Column(_("Piezas"), "on_hand"),
            Column(_("Valor"), lambda row: row.on_hand * row.price),
        ]

`?formato=csv` or `?formato=xlsx` on the page's own address then answers with the file: the same filters, the same
order, every page of it. A page without a `queryset` (a board) calls `export_response(rows, columns, name, format,
request=request)`. Each file leaves a read event in the audit trail: this is the one door.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from delegations.export_trail import note_export

EXPORT_PARAM = "formato"
CSV_FORMAT, XLSX_FORMAT = "csv", "xlsx"
EXPORT_FORMATS = (CSV_FORMAT, XLSX_FORMAT)
CHUNK = 2_000
XLSX_MAX_ROWS = 1_048_575
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that starts with one of these is run as a formula by spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


@dataclass(frozen=True)
class Column:
    """One column of a file: its title, and where its value is read (dotted path through attributes, keys and calls
    without arguments, or a function of the row)."""

    title: str | Promise
    source: str | Callable[[Any], Any]
    width: int = 16

    def of(self, row: Any) -> Any:
        """The value of this column in `row`; None where the path breaks on a None."""
        if callable(self.source):
            return self.source(row)
        value = row
        for name in self.source.split("."):
            if value is None:
                return None
            value = value[name] if isinstance(value, dict) else getattr(value, name)
            if callable(value):
                value = value()
        return value


def plain(value: Any) -> str | int | float | Decimal | dt.date | dt.datetime:
    """`value` as a file holds it: numbers and dates stay, instants become local, all else becomes text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | dt.date):
        return value
    return str(value)


def safe_text(text: str) -> str:
    """`text` that no spreadsheet runs as a formula: an apostrophe goes before a suspicious start."""
    return "'" + text if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_value(value: Any) -> str | int | float | Decimal:
    """One cell of a CSV: ISO dates, bare numbers, text that is safe to open."""
    value = plain(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return safe_text(value) if isinstance(value, str) else value


def rows_of(rows: Iterable[Any]) -> Iterator[Any]:
    """The rows, in chunks from the database when they are a queryset, so that memory does not grow with them."""
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)


class _Echo:
    """A file that hands back what is written to it, for a CSV that streams."""

    def write(self, value: str) -> str:
        return value


def csv_lines(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[str]:
    """The lines of the CSV, the first with the mark by which spreadsheets recognise UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([str(column.title) for column in columns])
    for row in rows_of(rows):
        yield writer.writerow([csv_value(column.of(row)) for column in columns])


def write_xlsx(target: Any, rows: Iterable[Any], columns: Sequence[Column], sheet: str) -> int:
    """Write a workbook of one sheet to `target` (path or open file) in constant memory; says how many rows it holds."""
    import xlsxwriter  # heavy, and only an export needs it: kept out of the web server's start

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        page = book.add_worksheet(sheet[:31])
        page.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            page.set_column(index, index, column.width)
            page.write_string(0, index, str(column.title), head)
        for count, row in enumerate(rows_of(rows), start=1):
            if count > XLSX_MAX_ROWS:
                page.write_string(count - 1, 0, _("La hoja se llenó: descargue el CSV para tener todas las filas."))
                break
            for index, column in enumerate(columns):
                value = plain(column.of(row))
                if isinstance(value, str):
                    page.write_string(count, index, value)
                elif isinstance(value, dt.date):
                    page.write_datetime(count, index, value, formats[type(value)])
                else:
                    page.write_number(count, index, value)
    return count


def export_response(
    rows: Iterable[Any],
    columns: Sequence[Column],
    name: str,
    format: str,
    *,
    request: HttpRequest,
    filterset: Any = None,
) -> HttpResponseBase:
    """The file as a download named `name` and today's date, noted in the audit trail. ValueError for another format."""
    if format not in EXPORT_FORMATS:
        raise ValueError(f"unknown export format: {format!r}")
    if isinstance(rows, Iterator):
        rows = list(rows)  # it is counted, and then written
    note_export(request, name=name, format=format, rows=rows, filterset=filterset)
    filename = f"{slugify(name) or 'datos'}-{timezone.localdate().isoformat()}.{format}"
    response: HttpResponseBase
    if format == CSV_FORMAT:
        response = StreamingHttpResponse(csv_lines(rows, columns), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    else:
        book = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        write_xlsx(book, rows, columns, slugify(name) or "datos")
        book.seek(0)
        response = FileResponse(book, as_attachment=True, filename=filename, content_type=XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


class ExportMixin:
    """Answers `?formato=csv|xlsx` of a list page with all its rows, filtered and ordered as shown.

    Put it left of the view class and right of the one that requires sign-in. Reads `get_export_rows()`: by default
    the filtered, ordered queryset of the page, without its pagination.
    """

    export_columns: Sequence[Column] = ()
    export_name = "datos"
    request: HttpRequest

    def get_export_columns(self) -> Sequence[Column]:
        """The columns of the file; override when they depend on the request."""
        return self.export_columns

    def get_export_name(self) -> str:
        """The start of the file's name."""
        return str(self.export_name)

    def get_export_rows(self) -> Iterable[Any]:
        """The rows of the file: `filterset.qs` where the page filters, else its queryset."""
        if hasattr(self, "get_filterset"):
            filterset = self.get_filterset(self.get_filterset_class())  # type: ignore[attr-defined]
            # As on the page: filters that make no sense show nothing, and so does their file.
            return filterset.qs if filterset.is_valid() else filterset.queryset.none()
        return self.get_queryset()  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file when one is asked for."""
        wanted = request.GET.get(EXPORT_PARAM, "")
        if wanted not in EXPORT_FORMATS:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        filterset_class = self.get_filterset_class() if hasattr(self, "get_filterset_class") else None
        return export_response(
            self.get_export_rows(), self.get_export_columns(), self.get_export_name(), wanted,
            request=request, filterset=filterset_class and self.get_filterset(filterset_class),  # type: ignore[attr-defined]
        )  # fmt: skip


def export_links(request: HttpRequest) -> dict[str, str]:
    """`{"csv": "?…&formato=csv", "xlsx": …}`: the page's own address and filters, asking for a file."""
    links = {}
    for format in EXPORT_FORMATS:
        query = request.GET.copy()
        query.pop("pagina", None)
        query[EXPORT_PARAM] = format
        links[format] = "?" + query.urlencode()
    return links


__all__ = ["Column", "ExportMixin", "export_links", "export_response"]
