"""Pages that write regimens: a new version, its approval and withdrawal, the one criterion."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.errors import Refusal
from pediatric_platform.actions.regimens import (
    approve,
    draft_version,
    mark_of_version,
    set_standard,
    withdraw,
)
from pediatric_platform.errors.regimens import ApprovedIsReadOnly
from pediatric_platform.forms.regimens import (
    ApproveForm,
    DraftForm,
    StandardForm,
    WithdrawForm,
)
from pediatric_platform.models import Protocol, RegimenState
from pediatric_platform.selectors.regimens.pages import regimen_page, running_plans
from pediatric_platform.views.regimens.managed import Managed


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

    def mark(self) -> str:
        assert self.regimen is not None
        return mark_of_version(self.regimen)

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
