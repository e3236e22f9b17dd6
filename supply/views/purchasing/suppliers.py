"""/compras/proveedores/: who sells, with what contracts, and what is awaited of each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Crumb, Listing
from supply.actions.purchasing import change_supplier, register_supplier
from supply.filters.purchasing import SupplierFilter
from supply.forms.purchasing import SupplierForm
from supply.models import Supplier, SupplyOrderState
from supply.purchasing_rights import may_manage, must_manage
from supply.selectors.purchasing.listing import suppliers_seen
from supply.selectors.purchasing.orders import orders_seen
from supply.views.purchasing.base import ForStaff, Managing, OfSupplier, PurchaseForm

# As many orders as a supplier's page lists; the list has all of them.
SHOWN = 20


class SupplierList(ForStaff, Listing):
    model = Supplier
    filterset_class = SupplierFilter
    template_name = "supply/purchasing/supplier_list.html"
    title = gettext_lazy("Proveedores")
    export_name = "proveedores"
    export_columns = (
        Column(gettext_lazy("Proveedor"), "name", 40),
        Column("RFC", "rfc"),
        Column(gettext_lazy("Correo"), "email", 28),
        Column(gettext_lazy("Teléfono"), "phone"),
        Column(gettext_lazy("Contratos"), "contract_count"),
        Column(gettext_lazy("Órdenes por recibir"), "open_orders"),
        Column(gettext_lazy("De ellas, vencidas"), "late_orders"),
    )

    def get_queryset(self) -> QuerySet[Supplier]:
        return suppliers_seen(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"manages": may_manage(self.person)}


class SupplierDetail(OfSupplier, TemplateView):
    """One supplier: contracts, and the orders that are open."""

    template_name = "supply/purchasing/supplier_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = orders_seen(self.person).filter(line__contract__supplier=self.supplier, state=SupplyOrderState.OPEN)
        orders = list(waiting.order_by("deadline_on", "pk")[: SHOWN + 1])
        return super().get_context_data(
            supplier=self.supplier,
            contracts=self.supplier.contracts.annotate(claves=Count("lines")).order_by("-starts_on"),
            orders=orders[:SHOWN],
            more=len(orders) > SHOWN,
            manages=may_manage(self.person),
            today=timezone.localdate(),
            crumbs=self.crumbs(),
            **kwargs,
        )


class SupplierNew(Managing, PurchaseForm):
    form_class = SupplierForm
    title = gettext_lazy("Registrar un proveedor")
    submit = gettext_lazy("Registrar")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        del form.fields["is_active"]
        return form

    def act(self, form: Any) -> str:
        told = {name: value for name, value in form.cleaned_data.items() if name != "edition"}
        self.made = register_supplier(by=self.person, **told)
        return _("Proveedor registrado.")

    def here(self) -> str:
        return reverse("supply:supplier-list")

    def get_success_url(self) -> str:
        return self.made.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [(_("Proveedores"), self.here()), *more]


class SupplierEdit(OfSupplier, PurchaseForm):
    form_class = SupplierForm
    title = gettext_lazy("Corregir el proveedor")

    def permit(self) -> None:
        must_manage(self.person)

    def edited(self) -> Supplier:
        return self.supplier

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "rfc", "email", "phone", "is_active")
        return super().get_initial() | {name: getattr(self.supplier, name) for name in names}

    def act(self, form: Any) -> str:
        change_supplier(supplier=self.supplier, by=self.person, **form.cleaned_data)
        return _("Proveedor corregido.")

    def subject(self) -> str:
        return self.supplier.name
