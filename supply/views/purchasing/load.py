"""/compras/ordenes/cargar/: a file of orders is rehearsed first, every fault shown, then loaded on a second word."""

from __future__ import annotations

import io
import secrets
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.export_trail import note_export
from delegations.exports import EXPORT_PARAM, XLSX_TYPE, Column, export_response
from delegations.tabular import Fault
from delegations.toasts import toast
from supply.actions.purchasing import ImportedOrders, import_orders
from supply.intake.opening import MAX_BYTES
from supply.intake.reporting import condensed
from supply.purchasing.opening import open_orders
from supply.purchasing.template import write_template
from supply.views.purchasing.base import Managing

FAULTS_SHOWN = 200
# A rehearsed file waits this long for its confirmation, a fault list for its download; then both are gone.
KEPT_SECONDS = 30 * 60
FAULT_COLUMNS = [
    Column(gettext_lazy("Hoja"), "sheet"),
    Column(gettext_lazy("Fila"), lambda fault: fault.row or "", 8),
    Column(gettext_lazy("Columna"), "column", 22),
    Column(gettext_lazy("Valor"), "value", 24),
    Column(gettext_lazy("Problema"), "problem", 60),
    Column(gettext_lazy("Qué hacer"), "remedy", 60),
]


class OrderFileForm(forms.Form):
    archivo = forms.FileField(
        label=gettext_lazy("Archivo"),
        help_text=gettext_lazy("El libro XLSX de la plantilla, o un CSV con sus mismas columnas; hasta 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv"}),
        error_messages={
            "empty": gettext_lazy("El archivo está vacío."),
            "required": gettext_lazy("Elija el archivo de órdenes."),
        },
    )

    def clean_archivo(self) -> Any:
        file = self.cleaned_data["archivo"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("El archivo pasa de %(limit)d MB; divídalo por mes."), params={"limit": MAX_BYTES // 2**20}
            )
        return file


class Loading(Managing):
    def slot(self, kind: str, token: str) -> str:
        """Where the cache keeps something of this person's; another person's token leads nowhere."""
        return f"order-import:{kind}:{self.person.pk}:{token}"


class OrderImport(Loading, TemplateView):
    """GET: the form. POST a file: its rehearsal, or its faults. POST a token: the file rehearsed is loaded."""

    template_name = "supply/purchasing/load.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", OrderFileForm())
        crumbs = [(_("Órdenes de suministro"), reverse("supply:supply-order-list")), (_("Cargar un archivo"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "ficha" in request.POST:
            return self._confirm(request.POST["ficha"])
        form = OrderFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["archivo"]
        data, name = file.read(), file.name or ""
        outcome = import_orders(reading=open_orders(data, name), by=self.person, dry_run=True)
        token = secrets.token_urlsafe(16)
        if outcome.ok:
            cache.set(self.slot("file", token), (name, data), KEPT_SECONDS)
        return self._show(outcome, token, name)

    def _show(self, outcome: ImportedOrders, token: str, name: str) -> HttpResponse:
        warnings = condensed(outcome.warnings)
        context: dict[str, Any] = {
            "outcome": outcome,
            "file_name": name,
            "figures": figures(outcome),
            "warnings": warnings[:FAULTS_SHOWN],
            "token": token,
        }
        if not outcome.ok:
            cache.set(self.slot("faults", token), outcome.faults, KEPT_SECONDS)
            faults = _sorted(outcome.faults)
            context |= {"faults": faults[:FAULTS_SHOWN], "hidden": max(len(faults) - FAULTS_SHOWN, 0)}
            context["faults_url"] = reverse("supply:order-import-faults", args=[token])
        return self.render_to_response(self.get_context_data(**context), status=200 if outcome.ok else 422)

    def _confirm(self, token: str) -> HttpResponse:
        kept = cache.get(self.slot("file", token))
        if kept is None:
            toast(self.request, _("El ensayo caducó: suba el archivo de nuevo."), level=30)
            return HttpResponseRedirect(reverse("supply:order-import"))
        name, data = kept
        outcome = import_orders(reading=open_orders(data, name), by=self.person)
        if not outcome.ok:
            return self._show(outcome, secrets.token_urlsafe(16), name)
        cache.delete(self.slot("file", token))
        if outcome.already_there:
            toast(self.request, _("Ese contenido ya estaba cargado; no cambió nada."))
        else:
            toast(
                self.request,
                _("Archivo cargado: %(issued)d órdenes nuevas, %(deliveries)d entregas.")
                % {"issued": outcome.issued, "deliveries": outcome.deliveries},
            )
        return HttpResponseRedirect(reverse("supply:supply-order-list"))


class OrderImportFaults(Loading, TemplateView):
    """The faults of a refused file, all of them, and as CSV or XLSX."""

    template_name = "supply/purchasing/load_faults.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        kept: list[Fault] | None = cache.get(self.slot("faults", kwargs["token"]))
        if kept is None:
            raise Http404
        faults = _sorted(kept)
        if EXPORT_PARAM in request.GET:
            try:
                return export_response(
                    faults, FAULT_COLUMNS, "faltas-ordenes", request.GET[EXPORT_PARAM], request=request
                )
            except ValueError as error:
                raise Http404 from error
        crumbs = [(_("Cargar un archivo"), reverse("supply:order-import")), (_("Faltas"), "")]
        return self.render_to_response(
            self.get_context_data(
                faults=faults[:FAULTS_SHOWN], hidden=max(len(faults) - FAULTS_SHOWN, 0), crumbs=crumbs
            )
        )


class OrderTemplate(Managing, View):
    """The workbook to fill in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        book = io.BytesIO()
        write_template(book)
        note_export(request, name="plantilla-ordenes", format="xlsx", rows=[])
        book.seek(0)
        return FileResponse(book, as_attachment=True, filename="ordenes-de-suministro.xlsx", content_type=XLSX_TYPE)


def figures(outcome: ImportedOrders) -> list[tuple[str, int]]:
    """What the file changes, in the order in which a person reads it."""
    return [
        (_("Órdenes en el archivo"), outcome.orders),
        (_("Órdenes nuevas"), outcome.issued),
        (_("Órdenes modificadas"), outcome.changed),
        (_("Órdenes cerradas o canceladas"), outcome.ended),
        (_("Entregas nuevas"), outcome.deliveries),
        (_("De ellas, cuyas piezas ya estaban en el libro"), outcome.linked),
        (_("Envases que se aceptan"), outcome.packs),
        (_("Envases de más, por decidir"), outcome.over),
    ]


def _sorted(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.row, fault.column))
