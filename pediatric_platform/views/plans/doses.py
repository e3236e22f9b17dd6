"""One dose: another amount, confirmed, or left out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions.doses import change_dose, confirm_dose, omit_dose
from pediatric_platform.errors.doses import amount_text
from pediatric_platform.forms.plans import DoseForm, OmitForm
from pediatric_platform.mixing_rules import number_text
from pediatric_platform.views.plans.base import Act, OneDose


class DoseChange(Act, OneDose):
    """Another amount per administration, and why."""

    template_name = "pediatric_platform/dose_change.html"
    form_class = DoseForm
    title = gettext_lazy("Cambiar la dosis")
    submit = gettext_lazy("Guardar la dosis")

    def edited(self) -> Any:
        return self.row.session

    def get_initial(self) -> dict[str, Any]:
        # Plainly written: 4800, neither 4800.000 nor 4.8E+3.
        return {**super().get_initial(), "amount": number_text(self.row.amount) if self.row.amount else None}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dose": self.row}

    def consequences(self) -> list[str]:
        return [
            _("Si no es la del esquema, queda anotada como desviación, con su motivo."),
            _("Las piezas se calculan otra vez y se avisa a abasto."),
        ]

    def act(self, form: Any) -> str:
        dose = change_dose(dose=self.row, by=self.person, **form.cleaned_data)
        return _("%(drug)s: %(amount)s.") % {"drug": dose.name, "amount": amount_text(dose.amount, dose.unit)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(dose=self.row, session=self.row.session, **kwargs)


class DoseOmit(Act, OneDose):
    """The drug is not given that day."""

    template_name = "pediatric_platform/dose_change.html"
    form_class = OmitForm
    title = gettext_lazy("No dar este medicamento")
    submit = gettext_lazy("No se da")
    kind = "danger"

    def edited(self) -> Any:
        return self.row.session

    def consequences(self) -> list[str]:
        return [
            _("La sesión se da sin este medicamento y deja de pedirse."),
            _("Queda anotado como desviación, con su motivo."),
        ]

    def act(self, form: Any) -> str:
        dose = omit_dose(dose=self.row, by=self.person, **form.cleaned_data)
        return _("%(drug)s no se da en esta sesión.") % {"drug": dose.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(dose=self.row, session=self.row.session, **kwargs)


class DoseConfirm(OneDose, View):
    """One press: a prescriber stands by the amount."""

    writes = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = request.POST.get("edition", "")
        try:
            confirm_dose(
                dose=self.row,
                edition=int(edition) if edition.isascii() and edition.isdecimal() and len(edition) < 10 else -1,
                by=self.person,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, said(refusal))
        else:
            toast(request, _("Dosis confirmada."))
        return HttpResponseRedirect(self.here())
