"""A census comes in as a file: rehearsed first, every fault shown, then loaded on a second word."""

from __future__ import annotations

import io
import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.export_trail import note_export
from delegations.exports import EXPORT_PARAM, XLSX_TYPE, Column, export_response
from delegations.models import Person
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.sealing import cipher
from delegations.signed_in import person_of
from delegations.tabular import Fault
from delegations.toasts import toast
from pediatric_platform.actions.import_census import CensusImported, import_census
from pediatric_platform.census.opening import open_census
from pediatric_platform.census.template import write_census_template
from pediatric_platform.forms.census import CensusForm
from pediatric_platform.selectors.census import census_hospitals, census_template

SHOWN = 200
# A rehearsed file waits this long for its confirmation, a fault list for its download; then both are gone.
KEPT_SECONDS = 30 * 60
SEALED_FOR = "oncoabasto census"

FAULT_COLUMNS = [
    Column(gettext_lazy("Fila"), lambda fault: fault.row or "", 8),
    Column(gettext_lazy("Columna"), "column", 20),
    Column(gettext_lazy("Valor"), "value", 24),
    Column(gettext_lazy("Problema"), "problem", 60),
    Column(gettext_lazy("Qué hacer"), "remedy", 60),
]


class MayRegister(LoginRequiredMixin):
    """Only whoever registers children somewhere; where, is settled row by row."""

    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.person = person_of(request)
        if not has_permission(self.person, Permission.REGISTER_CHILD):
            raise PermissionDenied(_("El censo lo carga quien atiende a niñas y niños en su hospital."))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def slot(self, kind: str, token: str) -> str:
        """Where the cache keeps something of this person's; another person's token leads nowhere."""
        return f"census:{kind}:{self.person.pk}:{token}"


class CensusImport(MayRegister, TemplateView):
    """GET: the form. POST a file: its rehearsal, or its faults. POST a token: the file rehearsed is loaded."""

    template_name = "pediatric_platform/census_import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", CensusForm())
        crumbs = [(_("Niñas y niños"), address("pediatric:child-list")), (_("Cargar un censo"), "")]
        return super().get_context_data(crumbs=crumbs, hospitals=census_hospitals(self.person), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "ficha" in request.POST:
            return self._confirm(request.POST["ficha"])
        form = CensusForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["archivo"]
        data, name = file.read(), file.name or ""
        outcome = import_census(reading=open_census(data, name), by=self.person, dry_run=True)
        token = secrets.token_urlsafe(16)
        if outcome.ok and not outcome.already_there:
            # The file tells who is ill: it waits sealed.
            cache.set(self.slot("file", token), (name, _seal(data)), KEPT_SECONDS)
        return self._show(outcome, token, name)

    def _show(self, outcome: CensusImported, token: str, name: str) -> HttpResponse:
        context: dict[str, Any] = {
            "outcome": outcome,
            "file_name": name,
            "warnings": outcome.warnings[:SHOWN],
            "more_warnings": max(len(outcome.warnings) - SHOWN, 0),
            "token": token,
        }
        if not outcome.ok:
            faults = sorted(outcome.faults, key=lambda fault: (fault.row, fault.column))
            cache.set(self.slot("faults", token), faults, KEPT_SECONDS)
            context |= {"faults": faults[:SHOWN], "hidden": max(len(faults) - SHOWN, 0)}
            context["faults_url"] = reverse("pediatric:census-faults", args=[token])
        return self.render_to_response(self.get_context_data(**context), status=200 if outcome.ok else 422)

    def _confirm(self, token: str) -> HttpResponse:
        kept = cache.get(self.slot("file", token))
        if kept is None:
            toast(self.request, _("El ensayo caducó: suba el archivo de nuevo."), level=messages.WARNING)
            return HttpResponseRedirect(reverse("pediatric:census-import"))
        name, sealed = kept
        data = cipher(SEALED_FOR, [settings.IDENTIFIER_KEY]).decrypt(sealed)
        outcome = import_census(reading=open_census(data, name), by=self.person)
        if not outcome.ok:
            return self._show(outcome, secrets.token_urlsafe(16), name)
        cache.delete(self.slot("file", token))
        if outcome.already_there:
            toast(self.request, _("El censo ya estaba cargado con este contenido; no cambió nada."))
        else:
            toast(
                self.request,
                _("Censo cargado: %(new)d fichas nuevas, %(measured)d medidas, %(plans)d planes.")
                % {"new": outcome.registered, "measured": outcome.measured, "plans": outcome.plans},
            )
        return HttpResponseRedirect(address("pediatric:child-list") or reverse("pediatric:census-import"))


class CensusFaults(MayRegister, View):
    """The faults of a refused file, as CSV or XLSX."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        faults: list[Fault] | None = cache.get(self.slot("faults", token))
        if faults is None:
            raise Http404
        try:
            format = request.GET.get(EXPORT_PARAM, "xlsx")
            return export_response(faults, FAULT_COLUMNS, "faltas-censo", format, request=request)
        except ValueError as error:
            raise Http404 from error


class CensusTemplateFile(MayRegister, View):
    """The workbook to fill in, with the person's own hospitals."""

    def get(self, request: HttpRequest) -> FileResponse:
        book = io.BytesIO()
        write_census_template(book, census_template(self.person))
        note_export(request, name="plantilla-censo", format="xlsx", rows=[])
        book.seek(0)
        return FileResponse(book, as_attachment=True, filename="censo.xlsx", content_type=XLSX_TYPE)


def _seal(data: bytes) -> bytes:
    return cipher(SEALED_FOR, [settings.IDENTIFIER_KEY]).encrypt(data)
