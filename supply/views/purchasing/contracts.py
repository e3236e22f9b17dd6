"""/compras/contratos/: what may be ordered, at which price, and what is left of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Crumb, Listing
from supply.actions.purchasing import change_contract, end_contract, register_contract, set_contract_line
from supply.filters.purchasing import ContractFilter
from supply.forms.purchasing import ContractEndForm, ContractForm, ContractLineForm
from supply.models import Contract, ContractLine
from supply.purchasing_rights import may_manage, must_manage
from supply.selectors.purchasing.balances import line_balances, order_counts
from supply.selectors.purchasing.listing import contracts_seen
from supply.views.purchasing.base import ForStaff, Managing, OfContract, PurchaseForm


class ContractList(ForStaff, Listing):
    """Contracts, those in force today first by their start."""

    model = Contract
    filterset_class = ContractFilter
    template_name = "supply/purchasing/contract_list.html"
    title = gettext_lazy("Contratos")
    export_name = "contratos"
    export_columns = (
        Column(gettext_lazy("Contrato"), "number", 20),
        Column(gettext_lazy("Proveedor"), "supplier.name", 36),
        Column("RFC", "supplier.rfc"),
        Column(gettext_lazy("Procedimiento"), "tender.number", 24),
        Column(gettext_lazy("Vigente desde"), "starts_on"),
        Column(gettext_lazy("Vigente hasta"), "ends_on"),
        Column(gettext_lazy("Terminado antes el"), "ended_early_on"),
        Column(gettext_lazy("Claves"), "claves"),
        Column(gettext_lazy("Pena por día (%)"), "penalty_percent"),
        Column(gettext_lazy("Tope de la pena (%)"), "penalty_cap_percent"),
    )

    def get_queryset(self) -> QuerySet[Contract]:
        return contracts_seen(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "manages": may_manage(self.person), "today": timezone.localdate(),
        }  # fmt: skip


class ContractDetail(OfContract, TemplateView):
    """One contract, its claves and what is left of each."""

    template_name = "supply/purchasing/contract_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contract, today = self.contract, timezone.localdate()
        lines = list(contract.lines.select_related("presentation__drug").order_by("presentation__clave"))
        balances, counts = line_balances(lines), order_counts([line.pk for line in lines])
        rows = [(line, balances[line.pk], *counts.get(line.pk, (0, 0))) for line in lines]
        is_in_force = contract.starts_on <= today <= contract.ends_on and contract.ended_early_on is None
        return super().get_context_data(
            contract=contract,
            rows=rows,
            most=sum(balance.max_amount for _line, balance, _n, _open in rows),
            committed=sum(balance.committed_amount for _line, balance, _n, _open in rows),
            received=sum(balance.received_amount for _line, balance, _n, _open in rows),
            is_in_force=is_in_force,
            manages=may_manage(self.person),
            today=today,
            crumbs=self.crumbs(),
            **kwargs,
        )


class ContractNew(Managing, PurchaseForm):
    form_class = ContractForm
    title = gettext_lazy("Registrar un contrato")
    submit = gettext_lazy("Registrar")

    def act(self, form: Any) -> str:
        told = {name: value for name, value in form.cleaned_data.items() if name != "edition"}
        self.made = register_contract(by=self.person, **told)
        return _("Contrato registrado; agregue sus claves.")

    def here(self) -> str:
        return reverse("supply:contract-list")

    def get_success_url(self) -> str:
        return self.made.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [(_("Contratos"), self.here()), *more]


class ContractAct(OfContract, PurchaseForm):
    def permit(self) -> None:
        must_manage(self.person)

    def subject(self) -> str:
        return f"{self.contract.number} · {self.contract.supplier.name}"


class ContractEdit(ContractAct):
    form_class = ContractForm
    title = gettext_lazy("Corregir el contrato")

    def edited(self) -> Contract:
        return self.contract

    def get_initial(self) -> dict[str, Any]:
        names = [name for name in ContractForm.base_fields if name != "edition"]
        return super().get_initial() | {name: getattr(self.contract, name) for name in names}

    def act(self, form: Any) -> str:
        change_contract(contract=self.contract, by=self.person, **form.cleaned_data)
        return _("Contrato corregido.")


class ContractEnd(ContractAct):
    form_class = ContractEndForm
    title = gettext_lazy("Terminar el contrato antes de tiempo")
    kind = "danger"

    def edited(self) -> Contract:
        return self.contract

    def act(self, form: Any) -> str:
        end_contract(contract=self.contract, by=self.person, **form.cleaned_data)
        return _("Contrato terminado.")

    def consequences(self) -> list[str]:
        return [
            _("No se emiten más órdenes con él. Las que están abiertas siguen esperándose: cancélelas si no llegarán.")
        ]


class ContractLineNew(ContractAct):
    form_class = ContractLineForm
    title = gettext_lazy("Agregar una clave al contrato")
    submit = gettext_lazy("Agregar")

    def act(self, form: Any) -> str:
        line = set_contract_line(contract=self.contract, by=self.person, **form.cleaned_data)
        return _("%(clave)s quedó en el contrato.") % {"clave": line.presentation.clave}


class ContractLineEdit(ContractAct):
    form_class = ContractLineForm
    title = gettext_lazy("Modificar una clave del contrato")
    line: ContractLine

    def find(self) -> None:
        super().find()
        lines = ContractLine.objects.filter(contract=self.contract).select_related("presentation__drug")
        self.line = get_object_or_404(lines, pk=self.kwargs["line"])

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["presentation"].disabled = True
        return form

    def get_initial(self) -> dict[str, Any]:
        line = self.line
        return super().get_initial() | {
            "presentation": line.presentation.clave,
            "min_packs": line.min_packs,
            "max_packs": line.max_packs,
            "price": line.price,
        }

    def act(self, form: Any) -> str:
        told = form.cleaned_data | {"presentation": self.line.presentation}
        set_contract_line(contract=self.contract, by=self.person, **told)
        return _("Clave modificada.")

    def consequences(self) -> list[str]:
        return [_("Lo ya ordenado conserva el precio con que se emitió.")]
