"""`/retiros/cargar/`: a list of lots, rehearsed first, then opened on a second word."""

from __future__ import annotations

import io
import secrets
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View

from delegations.exports import XLSX_TYPE
from delegations.toasts import toast
from supply.actions.recalls.loading import load_recalls
from supply.intake.opening import MAX_BYTES
from supply.intake.recalls import SHEET_NAME, grouped, read_list, sheet
from supply.recall_rights import must_recall
from supply.views.recalls.base import Staff

KEPT_SECONDS = 30 * 60
FAULTS_SHOWN = 200


class ListForm(forms.Form):
    archivo = forms.FileField(
        label=gettext_lazy("Archivo"),
        help_text=gettext_lazy("El libro XLSX de la plantilla, o el mismo cuadro como CSV."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.zip"}),
        error_messages={
            "empty": gettext_lazy("El archivo está vacío."),
            "required": gettext_lazy("Elija el archivo con los lotes."),
        },
    )

    def clean_archivo(self) -> Any:
        file = self.cleaned_data["archivo"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("El archivo pasa de %d MB.") % (MAX_BYTES // 2**20))
        return file


class MayLoad(Staff):
    def allow(self) -> None:
        super().allow()
        must_recall(self.person)


class RecallLoad(MayLoad, FormView):
    """POST a file: what it would do, or its faults. POST a token: the file rehearsed is loaded."""

    form_class = ListForm
    template_name = "supply/recalls/load.html"

    def slot(self, token: str) -> str:
        return f"recall-load:{self.person.pk}:{token}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if token := request.POST.get("ficha"):
            kept = cache.get(self.slot(token))
            if kept is None:
                toast(request, _("El ensayo caducó: suba el archivo de nuevo."), level=30)
                return HttpResponseRedirect(reverse("supply:recall-load"))
            return self.load(*kept, token=token)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        file = form.cleaned_data["archivo"]
        return self.load(file.read(), file.name or "")

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def load(self, data: bytes, name: str, *, token: str = "") -> HttpResponse:
        """With a token it is done; without, it is only rehearsed, and kept for a while."""
        reading = read_list(data, name)
        products = grouped(reading) if reading.ok else []
        context: dict[str, Any] = {"form": ListForm(), "file_name": name, "reading": reading}
        if not reading.ok:
            context["faults"] = reading.faults[:FAULTS_SHOWN]
            return self.render_to_response(self.get_context_data(**context), status=422)
        loaded = load_recalls(products, by=self.person, dry_run=not token)
        if token:
            cache.delete(self.slot(token))
            count = len(loaded.recalls)
            toast(
                self.request, ngettext("Se guardó %(n)d retiro.", "Se guardaron %(n)d retiros.", count) % {"n": count}
            )
            return HttpResponseRedirect(reverse("supply:recall-list"))
        fresh = secrets.token_urlsafe(16)
        cache.set(self.slot(fresh), (data, name), KEPT_SECONDS)
        return self.render_to_response(self.get_context_data(**context, loaded=loaded, token=fresh))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Retiros sanitarios"), reverse("supply:recall-list")), (_("Cargar una lista"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class RecallTemplate(MayLoad, View):
    """The workbook to fill in."""

    def get(self, request: HttpRequest) -> FileResponse:
        import xlsxwriter  # heavy, and only this download needs it

        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
            page = book.add_worksheet(SHEET_NAME)
            head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EFEFEF"})
            text = book.add_format({"num_format": "@"})
            page.freeze_panes(1, 0)
            for index, column in enumerate(sheet().fields):
                page.set_column(index, index, 30 if column.name in ("producto", "medida", "fuente") else 16, text)
                page.write_string(0, index, column.name, head)
            page.data_validation(
                1, 6, 2000, 6, {"validate": "list", "source": ["falsificado", "calidad", "preventivo"]}
            )
        target.seek(0)
        return FileResponse(target, content_type=XLSX_TYPE, filename=f"{_('retiros')}.xlsx", as_attachment=True)
