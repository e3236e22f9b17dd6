"""What the pages of purchases ask first, and the form that calls one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.editing import EditForm
from delegations.views.listing import Crumb
from supply.models import Contract, Delivery, Supplier, SupplyOrder, Tender
from supply.purchasing_rights import must_manage
from supply.selectors.purchasing.orders import orders_seen


class ForStaff(Asking):
    """For the institute's staff: contracts are public record, orders are those of one's places."""

    def allow(self) -> None:
        self.find()
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Las compras las ve aquí el personal del instituto."))
        self.permit()

    def find(self) -> None:
        """What the address names, or 404."""

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""


class Managing(ForStaff):
    """For whoever keeps contracts and orders."""

    def permit(self) -> None:
        must_manage(self.person)


class OfSupplier(ForStaff):
    supplier: Supplier

    def find(self) -> None:
        self.supplier = get_object_or_404(Supplier.objects.visible_to(self.person), pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.supplier.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Proveedores"), reverse("supply:supplier-list"))
        return [first, (self.supplier.name, self.here() if more else ""), *more]


class OfTender(ForStaff):
    tender: Tender

    def find(self) -> None:
        self.tender = get_object_or_404(Tender.objects.visible_to(self.person), pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.tender.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Procedimientos"), reverse("supply:tender-list"))
        return [first, (self.tender.number, self.here() if more else ""), *more]


class OfContract(ForStaff):
    contract: Contract

    def find(self) -> None:
        seen = Contract.objects.visible_to(self.person).select_related("supplier", "tender")
        self.contract = get_object_or_404(seen, pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.contract.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Contratos"), reverse("supply:contract-list"))
        return [first, (self.contract.number, self.here() if more else ""), *more]


class OfOrder(ForStaff):
    """One order that goes to a place the person sees."""

    order: SupplyOrder

    def find(self) -> None:
        self.order = get_object_or_404(orders_seen(self.person), pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.order.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Órdenes de suministro"), reverse("supply:supply-order-list"))
        return [first, (self.order.number, self.here() if more else ""), *more]


class OfDelivery(ForStaff):
    delivery: Delivery

    def find(self) -> None:
        related = ("supplier", "place__unit", "place__delegation", "posted_by", "voided_by", "document", "settles")
        seen = Delivery.objects.visible_to(self.person).select_related(*related)
        self.delivery = get_object_or_404(seen, pk=self.kwargs["pk"])

    @property
    def place(self) -> Place:
        return self.delivery.place

    def here(self) -> str:
        return self.delivery.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Entregas"), reverse("supply:delivery-list"))
        return [first, (self.delivery.remision, self.here() if more else ""), *more]


class PurchaseForm(EditForm):
    template_name = "supply/purchasing/form.html"

    def crumbs(self, *more: Crumb) -> Sequence[Crumb]:
        raise NotImplementedError

    def subject(self) -> str:
        """Below the title: what it is about."""
        return ""

    def facts(self) -> list[tuple[Any, Any]]:
        """What stands beside the form while one types."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            subject=self.subject(), facts=self.facts(), crumbs=self.crumbs((str(self.title), "")), **kwargs
        )
