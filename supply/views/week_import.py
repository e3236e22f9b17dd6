"""A week comes in as a file: rehearsed first, every fault shown, then loaded on a second word."""

from __future__ import annotations

import io
import secrets
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.export_trail import note_export
from delegations.exports import EXPORT_PARAM, XLSX_TYPE, Column, export_response
from delegations.models import Delegation, Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.signed_in import person_of
from delegations.tabular import Fault
from delegations.toasts import toast
from supply.actions.import_week import Imported, import_week
from supply.forms.week_import import WeekImportForm
from supply.intake.opening import open_bytes
from supply.intake.reporting import condensed, figures
from supply.intake.template import write_template
from supply.models import WeeklyReport
from supply.selectors.week_template import template_content
from supply.weeks import IsoWeek

WEEKS_OFFERED = 8
FAULTS_SHOWN = 200
# A rehearsed file waits this long for its confirmation, a fault list for its download; then both are gone.
KEPT_SECONDS = 30 * 60

FAULT_COLUMNS = [
    Column(gettext_lazy("Hoja"), "sheet"),
    Column(gettext_lazy("Fila"), lambda fault: fault.row or "", 8),
    Column(gettext_lazy("Columna"), "column"),
    Column(gettext_lazy("Valor"), "value", 24),
    Column(gettext_lazy("Problema"), "problem", 60),
    Column(gettext_lazy("Qué hacer"), "remedy", 60),
]
_SORTS = {
    "hoja": lambda fault: (fault.sheet, fault.row, fault.column),
    "columna": lambda fault: (fault.column, fault.sheet, fault.row),
    "problema": lambda fault: (fault.problem, fault.sheet, fault.row),
}


class MayImport(LoginRequiredMixin):
    """Only whoever may load some week; which ones is settled row by row."""

    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.person = person_of(request)
        if not has_permission(self.person, Permission.IMPORT_WEEK):
            raise PermissionDenied(_("Su nombramiento no permite cargar semanas."))
        return super().dispatch(request, *args, **kwargs)

    def slot(self, kind: str, token: str) -> str:
        """Where the cache keeps something of this person's; another person's token leads nowhere."""
        return f"week-import:{kind}:{self.person.pk}:{token}"


class WeekImport(MayImport, TemplateView):
    """GET: the form. POST a file: its rehearsal, or its faults. POST a token: the file rehearsed is loaded."""

    template_name = "supply/week_import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", WeekImportForm(weeks=_weeks(self.person)))
        crumbs = [(_("Semanas"), reverse("supply:report-list")), (_("Cargar una semana"), "")]
        return super().get_context_data(crumbs=crumbs, owners=_owners(self.person), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "ficha" in request.POST:
            return self._confirm(request.POST["ficha"])
        form = WeekImportForm(request.POST, request.FILES, weeks=_weeks(self.person))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["archivo"]
        week = IsoWeek.parse(form.cleaned_data["semana"])
        data, name = file.read(), file.name or ""
        outcome = import_week(week=week, opened=open_bytes(data, name), by=self.person, dry_run=True)
        token = secrets.token_urlsafe(16)
        if outcome.ok:
            cache.set(self.slot("file", token), (str(week), name, data), KEPT_SECONDS)
        return self._show(outcome, token, name, form)

    def _show(self, outcome: Imported, token: str, name: str, form: WeekImportForm | None = None) -> HttpResponse:
        """The rehearsal's figures, or the faults; of a refused file only the list of its faults is kept for a while."""
        context = {
            "outcome": outcome,
            "file_name": name,
            "figures": figures(outcome),
            "warnings": condensed(outcome.warnings)[:FAULTS_SHOWN],
            "token": token,
        }
        if not outcome.ok:
            cache.set(self.slot("faults", token), outcome.faults, KEPT_SECONDS)
            faults = sorted(outcome.faults, key=_SORTS["hoja"])
            context |= {"faults": faults[:FAULTS_SHOWN], "hidden": max(len(faults) - FAULTS_SHOWN, 0)}
            context["faults_url"] = reverse("supply:week-import-faults", args=[token])
        if form is not None:
            context["form"] = WeekImportForm(weeks=_weeks(self.person), initial={"semana": str(outcome.week)})
        return self.render_to_response(self.get_context_data(**context), status=200 if outcome.ok else 422)

    def _confirm(self, token: str) -> HttpResponse:
        kept = cache.get(self.slot("file", token))
        if kept is None:
            toast(self.request, _("El ensayo caducó: suba el archivo de nuevo."), level=30)
            return HttpResponseRedirect(reverse("supply:week-import"))
        week, name, data = kept
        outcome = import_week(week=IsoWeek.parse(week), opened=open_bytes(data, name), by=self.person)
        if not outcome.ok:
            return self._show(outcome, secrets.token_urlsafe(16), name)
        cache.delete(self.slot("file", token))
        if outcome.already_there:
            text = _("La semana %(week)s ya estaba cargada con este contenido; no cambió nada.")
        else:
            text = _("Semana %(week)s cargada; falta firmarla.")
        toast(self.request, text % {"week": week})
        return HttpResponseRedirect(_where_next(outcome))


class WeekImportFaults(MayImport, TemplateView):
    """The faults of a refused file, sorted, and as CSV or XLSX."""

    template_name = "supply/week_import_faults.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        faults: list[Fault] | None = cache.get(self.slot("faults", kwargs["token"]))
        if faults is None:
            raise Http404
        order = request.GET.get("orden", "hoja")
        faults = sorted(faults, key=_SORTS.get(order.removeprefix("-"), _SORTS["hoja"]), reverse=order.startswith("-"))
        if EXPORT_PARAM in request.GET:
            try:
                format = request.GET[EXPORT_PARAM]
                return export_response(faults, FAULT_COLUMNS, "faltas-semana", format, request=request)
            except ValueError as error:
                raise Http404 from error
        hidden = max(len(faults) - FAULTS_SHOWN, 0)
        crumbs = [(_("Cargar una semana"), reverse("supply:week-import")), (_("Faltas"), "")]
        return self.render_to_response(
            self.get_context_data(faults=faults[:FAULTS_SHOWN], hidden=hidden, sortable=True, crumbs=crumbs)
        )


class WeekTemplate(MayImport, View):
    """The workbook of `?unidad=CLUES` (or a delegation's code), for the week given or the last one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        code = request.GET.get("unidad", "")
        unit = _units(self.person).filter(clues=code).first()
        delegation = unit.delegation if unit else get_object_or_404(_delegations(self.person), code=code)
        try:
            week = IsoWeek.parse(request.GET.get("semana", ""))
        except ValueError:
            week = _weeks(self.person)[0]
        book = io.BytesIO()
        write_template(book, template_content(unit=unit, delegation=delegation, week=week))
        note_export(request, name="semana", format="xlsx", rows=[])
        book.seek(0)
        return FileResponse(book, as_attachment=True, filename=f"semana-{week}-{code}.xlsx", content_type=XLSX_TYPE)


def _units(person: Person) -> QuerySet[Unit]:
    """Units whose week the person may load."""
    scope = scope_of(person)
    grants = [grant for grant in scope.grants if Permission.IMPORT_WEEK in grant.permissions]
    units = Unit.objects.visible_to(person).select_related("delegation")
    if any(grant.is_national for grant in grants):
        return units
    own = {grant.unit_id for grant in grants if grant.unit_id is not None}
    whole = {grant.delegation_id for grant in grants if grant.delegation_id is not None}
    return units.filter(pk__in=own) | units.filter(delegation_id__in=whole)


def _delegations(person: Person) -> QuerySet[Delegation]:
    """Delegations whose own warehouse's week the person may load."""
    grants = [grant for grant in scope_of(person).grants if Permission.IMPORT_WEEK in grant.permissions]
    delegations = Delegation.objects.visible_to(person)
    if any(grant.is_national for grant in grants):
        return delegations
    return delegations.filter(pk__in=[grant.delegation_id for grant in grants if grant.delegation_id is not None])


def _owners(person: Person) -> list[tuple[str, str]]:
    """(code, name) of each week the person may load, for the template's list."""
    warehouses = [(row.code, _("Almacén de %(name)s") % {"name": row.name}) for row in _delegations(person)]
    return warehouses + [(unit.clues, unit.name) for unit in _units(person)]


def _weeks(person: Person) -> list[IsoWeek]:
    """The last weeks, newest first; the newest is the last one that is over somewhere in the country."""
    newest = IsoWeek.of(timezone.localdate()).previous()
    return [newest.previous(back) for back in range(WEEKS_OFFERED)]


def _where_next(outcome: Imported) -> str:
    """The report to sign when there is one, else the week's list."""
    owners = WeeklyReport.objects.filter(pk__in=outcome.reports, unit__clues__in=outcome.owners)
    if len(outcome.owners) == 1 and (report := owners.first()) is not None:
        return report.get_absolute_url()
    return f"{reverse('supply:report-list')}?semana={outcome.week}"
