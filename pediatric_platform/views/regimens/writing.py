"""Pages that write regimens: a new version, its phases and lines, its approval and withdrawal, the one criterion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.regimens import (
    add_line,
    add_phase,
    approve,
    change_line,
    change_phase,
    draft_version,
    may_manage,
    remove_line,
    remove_phase,
    set_standard,
    withdraw,
)
from pediatric_platform.actions.regimens.load import drug_names
from pediatric_platform.errors.regimens import ApprovedIsReadOnly
from pediatric_platform.forms.regimens import (
    ApproveForm,
    DraftForm,
    LineForm,
    PhaseForm,
    StandardForm,
    WithdrawForm,
)
from pediatric_platform.models import Phase, Protocol, Regimen, RegimenLine, RegimenState
from pediatric_platform.selectors.regimens.pages import regimen_page, running_plans
from pediatric_platform.selectors.regimens.shapes import shape_of


class Managed(LoginRequiredMixin, FormView):
    """A form that only whoever manages regimens opens; `act` does it and says what was done."""

    template_name = "pediatric_platform/regimen_form.html"
    title: Any = ""
    submit: Any = ""
    kind = "primary"
    person: Person
    protocol: Protocol
    regimen: Regimen | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            if not may_manage(self.person):
                raise PermissionDenied(
                    _("Los esquemas valen para todo el país: los cambia oficina central o administración.")
                )
            self.load(kwargs)
        return super().dispatch(request, *args, **kwargs)

    def load(self, kwargs: dict[str, Any]) -> None:
        """What the address names."""
        rows = Regimen.objects.visible_to(self.person).select_related("protocol__diagnosis")
        self.regimen = get_object_or_404(rows, protocol__code=kwargs["code"], version=kwargs["version"])
        self.protocol = self.regimen.protocol

    def here(self) -> str:
        assert self.regimen is not None
        return address_of(self.regimen)

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def consequences(self) -> list[str]:
        return []

    def refusal(self) -> Refusal | None:
        """Why the form is not there at all."""
        return None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            text = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        toast(self.request, text)
        return HttpResponseRedirect(self.here())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            (_("Esquemas"), reverse("pediatric:regimen-list")),
            (self.protocol.name, reverse("pediatric:protocol", args=[self.protocol.code])),
        ]
        if self.regimen is not None:
            crumbs.append((_("Versión %(number)d") % {"number": self.regimen.version}, address_of(self.regimen)))
        return super().get_context_data(
            protocol=self.protocol,
            regimen=self.regimen,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=self.here(),
            consequences=self.consequences(),
            refusal=self.refusal(),
            crumbs=[*crumbs, (self.title, "")],
            **kwargs,
        )


def address_of(regimen: Regimen) -> str:
    return reverse("pediatric:regimen", args=[regimen.protocol.code, regimen.version])


class RegimenDraft(Managed):
    """A new version that begins as a copy of this one."""

    form_class = DraftForm
    title = gettext_lazy("Hacer una versión nueva")
    submit = gettext_lazy("Hacer el borrador")

    def consequences(self) -> list[str]:
        return [
            _("Empieza igual que esta versión; después se cambian sus fases y renglones."),
            _("Los planes que ya corren no cambian: siguen con la versión con que empezaron."),
        ]

    def act(self, form: DraftForm) -> str:
        assert self.regimen is not None
        self.regimen = draft_version(base=self.regimen, by=self.person, **form.cleaned_data)
        return _("Quedó en borrador la versión %(number)d.") % {"number": self.regimen.version}


class RegimenApprove(Managed):
    """A body approved the draft; what breaks a safety rule is told with its remedy."""

    form_class = ApproveForm
    title = gettext_lazy("Asentar la aprobación")
    submit = gettext_lazy("Asentar la aprobación")

    def consequences(self) -> list[str]:
        return [
            _("Desde ese momento nadie la cambia, ni en la base de datos: para corregirla se hace otra versión."),
            _("Los planes nuevos pueden empezar con ella. Queda anotado quién la aprobó y quién lo asentó."),
        ]

    def act(self, form: ApproveForm) -> str:
        assert self.regimen is not None
        approve(regimen=self.regimen, by=self.person, **form.cleaned_data)
        return _("Versión %(number)d aprobada.") % {"number": self.regimen.version}

    def refusal(self) -> Refusal | None:
        assert self.regimen is not None
        return None if self.regimen.state == RegimenState.DRAFT else ApprovedIsReadOnly(self.regimen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.regimen is not None
        return super().get_context_data(page=regimen_page(self.regimen), **kwargs)


class RegimenWithdraw(Managed):
    """No plan begins with the version any more; those that run with it go on and are listed."""

    form_class = WithdrawForm
    title = gettext_lazy("Retirar la versión")
    submit = gettext_lazy("Retirar")
    kind = "danger"

    def consequences(self) -> list[str]:
        assert self.regimen is not None
        count, _seen = running_plans(self.regimen, self.person)
        return [
            _("Ningún plan nuevo puede empezar con ella. No se deshace: para volver a usarla se aprueba otra versión."),
            ngettext(
                "%(count)d plan corre con ella y sigue: avise a quien atiende.",
                "%(count)d planes corren con ella y siguen: avise a quienes atienden.",
                count,
            )
            % {"count": count}
            if count
            else _("Ningún plan corre con ella."),
        ]

    def act(self, form: WithdrawForm) -> str:
        assert self.regimen is not None
        withdraw(regimen=self.regimen, by=self.person, **form.cleaned_data)
        return _("Versión %(number)d retirada.") % {"number": self.regimen.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.regimen is not None
        _count, seen = running_plans(self.regimen, self.person)
        return super().get_context_data(running=seen, **kwargs)


class ProtocolStandard(Managed):
    """The protocol becomes the one criterion of its diagnosis and risk group."""

    form_class = StandardForm
    title = gettext_lazy("Hacer de este protocolo el criterio único")
    submit = gettext_lazy("Asentar el criterio único")

    def load(self, kwargs: dict[str, Any]) -> None:
        rows = Protocol.objects.visible_to(self.person).select_related("diagnosis")
        self.protocol = get_object_or_404(rows, code=kwargs["code"])

    def here(self) -> str:
        return reverse("pediatric:protocol", args=[self.protocol.code])

    def consequences(self) -> list[str]:
        before = Protocol.objects.filter(
            diagnosis=self.protocol.diagnosis_id, risk=self.protocol.risk, is_standard=True
        ).first()
        told = [_("Quien empiece un plan con otro protocolo tendrá que escribir por qué.")]
        if before is not None and before.pk != self.protocol.pk:
            told.append(_("%(protocol)s deja de ser el criterio único.") % {"protocol": before.name})
        return told

    def act(self, form: StandardForm) -> str:
        set_standard(protocol=self.protocol, by=self.person, **form.cleaned_data)
        return _("%(protocol)s es el criterio único.") % {"protocol": self.protocol.name}


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

    def get_initial(self) -> dict[str, Any]:
        return PhaseForm.initial_of(self.phase)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "quitar" in request.POST and self.refusal() is None:
            remove_phase(phase=self.phase, by=self.person)
            toast(request, _("Fase quitada."))
            return HttpResponseRedirect(self.here())
        return super().post(request, *args, **kwargs)

    def act(self, form: PhaseForm) -> str:
        change_phase(phase=self.phase, facts=form.facts, by=self.person)
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
        return LineForm.initial_of(shape, self.line.source)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "quitar" in request.POST and self.refusal() is None:
            remove_line(line=self.line, by=self.person)
            toast(request, _("Renglón quitado."))
            return HttpResponseRedirect(self.here())
        return super().post(request, *args, **kwargs)

    def act(self, form: LineForm) -> str:
        change_line(line=self.line, facts=form.facts, by=self.person)
        return _("Renglón cambiado.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(removes=_("Quitar el renglón"), **kwargs)
