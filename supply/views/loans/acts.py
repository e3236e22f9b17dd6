"""Another day for a loan, or no return at all."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.actions.loans import forgive_loan, move_due
from supply.forms.loans import DueForm, SettleForm
from supply.views.loans.base import LoanAct


class MoveDue(LoanAct):
    form_class = DueForm
    title = gettext_lazy("Cambiar el plazo")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "due_on": self.loan.due_on}

    def act(self, form: Any) -> str:
        move_due(loan=self.loan, by=self.person, **form.cleaned_data)
        return _("Plazo cambiado.")


class Settle(LoanAct):
    form_class = SettleForm
    title = gettext_lazy("Saldar sin devolución")
    kind = "danger"

    def act(self, form: Any) -> str:
        forgive_loan(loan=self.loan, by=self.person, **form.cleaned_data)
        return _("Préstamo saldado.")

    def consequences(self) -> list[str]:
        return [_("Nadie debe ya lo que falta. El libro no cambia: las piezas que salieron o entraron quedan así.")]
