"""Forms about a transfer order: it leaves, it is not accepted, it is taken back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.actions.transfer_orders import cancel_transfer_order, refuse_transfer_order, send_transfer_order
from supply.forms.redistribution import EndForm, SendForm
from supply.refusals.redistribution import NotYoursToConfirm, NotYoursToMove
from supply.transfer_order_rights import may_end, may_refuse, must_send
from supply.views.transfer_orders.base import OrderAct


class TransferOrderSend(OrderAct):
    form_class = SendForm
    title = gettext_lazy("Enviar")
    submit = gettext_lazy("Enviar y asentar la salida")

    def permit(self) -> None:
        must_send(self.person, self.order)

    def act(self, form: Any) -> str:
        row = send_transfer_order(order=self.order, by=self.person, **form.cleaned_data)
        return _("Salió: es el traspaso %(n)d.") % {"n": row.transfer_id}

    def consequences(self) -> list[str]:
        return [
            _("Las piezas salen del libro de %(place)s y quedan en tránsito.") % {"place": self.order.from_place},
            _("%(place)s dirá qué llegó.") % {"place": self.order.to_place},
        ]


class TransferOrderRefuse(OrderAct):
    form_class = EndForm
    title = gettext_lazy("No aceptar")
    kind = "danger"

    def permit(self) -> None:
        if not may_refuse(self.person, self.order):
            raise NotYoursToConfirm

    def act(self, form: Any) -> str:
        refuse_transfer_order(order=self.order, by=self.person, **form.cleaned_data)
        return _("No se hará este traspaso; se avisó a la otra parte.")


class TransferOrderCancel(OrderAct):
    form_class = EndForm
    title = gettext_lazy("Cancelar la orden")
    kind = "danger"

    def permit(self) -> None:
        if not may_end(self.person, self.order):
            raise NotYoursToMove

    def act(self, form: Any) -> str:
        cancel_transfer_order(order=self.order, by=self.person, **form.cleaned_data)
        return _("Orden cancelada; se avisó a las dos partes.")
