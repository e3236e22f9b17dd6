"""Pages that change a draft: its phases and its lines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.toasts import toast
from pediatric_platform.actions.regimens import (
    add_line,
    add_phase,
    change_line,
    change_phase,
    mark_of_line,
    mark_of_phase,
    remove_line,
    remove_phase,
)
from pediatric_platform.actions.regimens.load import drug_names
from pediatric_platform.errors.regimens import ApprovedIsReadOnly
from pediatric_platform.forms.regimens import (
    LineForm,
    PhaseForm,
)
from pediatric_platform.models import Phase, RegimenLine, RegimenState
from pediatric_platform.selectors.regimens.shapes import shape_of
from pediatric_platform.views.regimens.managed import Managed


class OfDraft(Managed):
    """A page that changes a draft; of an approved version it says why it cannot."""

    def refusal(self) -> Refusal | None:
        assert self.regimen is not None
        return None if self.regimen.state == RegimenState.DRAFT else ApprovedIsReadOnly(self.regimen)


class PhaseAdd(OfDraft):
    form_class = PhaseForm
    title = gettext_lazy("Agregar una fase")

    def get_initial(self) -> dict[str, Any]:
        assert self.regimen is not None
        last = max((phase.position for phase in shape_of(self.regimen.pk).phases), default=0)
        return {"position": last + 1, "cycles": 1, "day_origin": 1}

    def act(self, form: PhaseForm) -> str:
        assert self.regimen is not None
        add_phase(regimen=self.regimen, facts=form.facts, by=self.person)
        return _("Fase agregada.")


class OfPhase(OfDraft):
    phase: Phase

    def load(self, kwargs: dict[str, Any]) -> None:
        super().load(kwargs)
        self.phase = get_object_or_404(
            Phase.objects.select_related("regimen__protocol"), regimen=self.regimen, position=kwargs["position"]
        )


class PhaseChange(OfPhase):
    """A phase's name, length and cycles; or the whole of it is taken out."""

    form_class = PhaseForm
    title = gettext_lazy("Cambiar la fase")

    def mark(self) -> str:
        stored = Phase.objects.filter(pk=self.phase.pk).first()
        return mark_of_phase(stored) if stored else ""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | PhaseForm.initial_of(self.phase)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "quitar" in request.POST and self.refusal() is None:
            remove_phase(phase=self.phase, by=self.person)
            toast(request, _("Fase quitada."))
            return HttpResponseRedirect(self.here())
        return super().post(request, *args, **kwargs)

    def act(self, form: PhaseForm) -> str:
        change_phase(phase=self.phase, facts=form.facts, read=form.cleaned_data["read"], by=self.person)
        return _("Fase cambiada.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(removes=_("Quitar la fase con sus renglones"), **kwargs)


class _LineForm(OfDraft):
    form_class = LineForm

    def get_form_kwargs(self) -> dict[str, Any]:
        names = sorted(drug_names().items(), key=lambda pair: pair[1].casefold())
        return super().get_form_kwargs() | {"drugs": [(inn, f"{name} ({inn})") for inn, name in names]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(wide=True, **kwargs)


class LineAdd(_LineForm, OfPhase):
    title = gettext_lazy("Agregar un medicamento")

    def get_initial(self) -> dict[str, Any]:
        return {"per_day": 1, "route": "IV", "basis": "m2", "unit": "mg"}

    def act(self, form: LineForm) -> str:
        add_line(phase=self.phase, facts=form.facts, by=self.person)
        return _("Renglón agregado.")


class LineChange(_LineForm):
    """A line of a draft is changed, or taken out."""

    title = gettext_lazy("Cambiar el renglón")
    line: RegimenLine

    def load(self, kwargs: dict[str, Any]) -> None:
        super().load(kwargs)
        self.line = get_object_or_404(
            RegimenLine.objects.select_related("phase__regimen__protocol"), phase__regimen=self.regimen, pk=kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        assert self.regimen is not None
        shape = next(
            line for phase in shape_of(self.regimen.pk).phases for line in phase.lines if line.id == self.line.pk
        )
        return super().get_initial() | LineForm.initial_of(shape, self.line.source)

    def mark(self) -> str:
        stored = RegimenLine.objects.select_related("phase").filter(pk=self.line.pk).first()
        return mark_of_line(stored) if stored else ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "quitar" in request.POST and self.refusal() is None:
            remove_line(line=self.line, by=self.person)
            toast(request, _("Renglón quitado."))
            return HttpResponseRedirect(self.here())
        return super().post(request, *args, **kwargs)

    def act(self, form: LineForm) -> str:
        change_line(line=self.line, facts=form.facts, read=form.cleaned_data["read"], by=self.person)
        return _("Renglón cambiado.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(removes=_("Quitar el renglón"), **kwargs)
