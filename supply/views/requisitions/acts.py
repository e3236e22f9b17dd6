"""What is done to a requisition with a press or a reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.actions.requisitions import (
    cancel_requisition,
    escalate_requisition,
    fulfil_requisition,
    refuse_requisition,
    send_requisition,
    take_back_requisition,
)
from supply.forms.requisitions import PressForm, ReasonForm
from supply.models import RequisitionState
from supply.refusals.requisitions import NotYoursToDecide
from supply.requisition_rights import answers_to_central, reaches
from supply.selectors.requisitions.limits import emergencies_left
from supply.views.requisitions.base import AskersAct, DecidersAct, RequisitionAct


class Send(AskersAct):
    form_class = PressForm
    title = gettext_lazy("Enviar la requisición")
    submit = gettext_lazy("Enviar")

    def act(self, form: Any) -> str:
        row = send_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        if row.state == RequisitionState.ESCALATED:
            return _("Enviada a oficina central.")
        return _("Enviada a la delegación.")

    def consequences(self) -> list[str]:
        row = self.requisition
        if answers_to_central(row.place):
            told = [_("La decide oficina central.")]
        else:
            told = [_("La decide quien responde por el abasto de la delegación.")]
        if row.is_emergency:
            sent, allowed = emergencies_left(row.place)
            told.append(
                _("Urgentes de este lugar en el mes: %(sent)d de %(allowed)d. Pasadas esas, decide oficina central.")
                % {"sent": sent, "allowed": allowed}
            )
        return [*told, _("Puede retomarla mientras nadie la decida.")]


class TakeBack(AskersAct):
    form_class = PressForm
    title = gettext_lazy("Retomar la requisición")
    submit = gettext_lazy("Retomar")

    def act(self, form: Any) -> str:
        take_back_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        return _("De nuevo es un borrador: corríjala y vuelva a enviarla.")

    def consequences(self) -> list[str]:
        return [_("Vuelve a borrador. Nadie la decide hasta que la envíe otra vez.")]


class Cancel(AskersAct):
    form_class = ReasonForm
    title = gettext_lazy("Cancelar la requisición")
    kind = "danger"

    def act(self, form: Any) -> str:
        cancel_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        return _("Requisición cancelada.")


class Fulfil(AskersAct):
    form_class = ReasonForm
    title = gettext_lazy("Dar por surtida")

    def act(self, form: Any) -> str:
        fulfil_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        return _("Requisición surtida.")

    def consequences(self) -> list[str]:
        return [_("Ya no se espera nada de ella: lo que estuviera por comprar deja de contarse como pedido.")]


class Refuse(DecidersAct):
    form_class = ReasonForm
    title = gettext_lazy("No aprobar")
    kind = "danger"

    def act(self, form: Any) -> str:
        refuse_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        return _("No aprobada. Se avisó a quien la pidió.")


class Escalate(RequisitionAct):
    form_class = ReasonForm
    title = gettext_lazy("Pasar a oficina central")

    def permit(self) -> None:
        if not reaches(self.person, self.requisition):
            raise NotYoursToDecide

    def act(self, form: Any) -> str:
        escalate_requisition(requisition=self.requisition, by=self.person, **form.cleaned_data)
        return _("Ahora la decide oficina central.")

    def consequences(self) -> list[str]:
        return [_("Deja de ser decisión de la delegación. Oficina central puede surtirla desde cualquier lugar.")]
