"""/compras/recibir/<lugar>/: what a supplier brings, by scanning or by hand; on a phone too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.charts.numbers import grouped
from delegations.errors import NotAllowed, Refusal
from delegations.roles import Permission
from delegations.row_numbers import row_number
from delegations.toasts import toast
from delegations.views.network.refusals import said
from supply.actions.purchasing import Received, receive_delivery
from supply.forms.delivery import DeliveryHead, DeliveryRow
from supply.forms.ledger_lines import Lines, lines_of
from supply.gs1 import NotAScan, read_scan
from supply.models import Gtin, Supplier, SupplyOrder
from supply.purchasing.scanning import OpenOrder, Row, add_scan
from supply.selectors.purchasing.deliveries import awaited_at, receivable
from supply.views.at_place import AtPlace
from supply.views.post_lines import faults_of

ROW_FIELDS = ("order", "number", "expires_on", "delivered", "rejected", "reason")
HEAD_FIELDS = ("remision", "arrived_on", "temperature", "note")


class DeliveryReceive(AtPlace, TemplateResponseMixin, View):
    """GET: whom the place awaits, then the form of one supplier. POST: a carton scanned, or the whole delivery."""

    permission = Permission.POST_LEDGER
    template_name = "supply/purchasing/receive.html"

    @cached_property
    def supplier(self) -> Supplier | None:
        asked = row_number(self.request.POST.get("proveedor") or self.request.GET.get("proveedor", ""))
        return get_object_or_404(Supplier.objects.visible_to(self.person), pk=asked) if asked else None

    @cached_property
    def orders(self) -> list[SupplyOrder]:
        if self.supplier is None:
            return []
        named = {pk for row in self._typed_rows() if (pk := row_number(row["order"]))}
        return list(receivable(self.place, self.supplier.pk, named))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.supplier is None or not self.orders:
            return self.choose()
        first: list[dict[str, Any]] = [{"order": self.orders[0].pk}] if len(self.orders) == 1 else []
        head = DeliveryHead(initial={"arrived_on": self.place.today()})
        head.fields["remision"].widget.attrs["data-focus"] = ""
        return self.show(head, self.make_lines(initial=first))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.supplier is None or not self.orders:
            return self.choose()
        if "leer" in request.POST:
            return self.scanned(request.POST.get("escaneo", ""))
        head, lines = DeliveryHead(request.POST), self.make_lines(request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            try:
                done = receive_delivery(
                    supplier=self.supplier,
                    place=self.place,
                    lines=[form.line() for form in lines.typed],
                    by=self.person,
                    **head.cleaned_data,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                self.refuse(head, lines, refusal)
            else:
                _tell(request, done)
                return HttpResponseRedirect(done.delivery.get_absolute_url())
        return self.show(head, lines, status=422)

    def refuse(self, head: DeliveryHead, lines: Lines, refusal: Refusal) -> None:
        """At its line, at its field, or above them all."""
        if refusal.line is not None and refusal.line < len(lines.typed) and refusal.field not in head.fields:
            form = lines.typed[refusal.line]
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
        else:
            head.refuse(refusal, said(refusal))

    def scanned(self, text: str) -> HttpResponse:
        """The same form with one pack more; what was typed stands as it was."""
        rows, message, is_good, at = self._typed_rows(), "", True, -1
        try:
            scan = read_scan(text)
        except NotAScan:
            message, is_good = _("Ese código no es el de una caja de medicamento. Captúrela a mano."), False
        else:
            known = Gtin.objects.filter(gtin=scan.gtin).values_list("presentation", flat=True).first()
            open_orders = [OpenOrder(o.pk, o.line.presentation_id, o.missing_packs) for o in self.orders]
            found = add_scan(rows, scan, known, open_orders)
            rows, at = found.rows, found.index
            message = _("Renglón %(n)d: lote %(lot)s, %(packs)s.") % {
                "n": at + 1,
                "lot": scan.number or "—",
                "packs": _packs(rows[at]["delivered"]),
            }
            if found.order_id is None:
                message += " " + _("El código no dice de qué orden es: elíjala.")
                is_good = False
            if not scan.is_sure:
                message += " " + _("El lector no separa los datos: compare el lote con la caja.")
                is_good = False
        head = DeliveryHead(initial={name: self.request.POST.get(name, "") for name in HEAD_FIELDS})
        return self.show(
            head, self.make_lines(initial=rows), scan_message=message, scan_is_good=is_good, scanned_row=at
        )

    def _typed_rows(self) -> list[Row]:
        """The rows as they stand on the page, those removed left out, blank ones at the end dropped."""
        data, rows = self.request.POST, []
        total = row_number(data.get("lineas-TOTAL_FORMS", "")) or 0
        for index in range(min(total, 400)):
            if not data.get(f"lineas-{index}-DELETE"):
                rows.append({name: data.get(f"lineas-{index}-{name}", "") for name in ROW_FIELDS})
        while rows and not any(value for name, value in rows[-1].items() if name != "order"):
            rows.pop()
        return rows

    def make_lines(self, data: Any = None, initial: Any = ()) -> Lines:
        lines: Lines = lines_of(
            DeliveryRow,  # type: ignore[arg-type]
            data=data,
            choices=self.orders,  # type: ignore[arg-type]
            initial=initial,
            extra=2,
        )
        return lines

    def choose(self) -> HttpResponse:
        """From whom the place awaits something."""
        context = {
            "place": self.place,
            "awaited": awaited_at(self.place, self.place.today()),
            "supplier": self.supplier,
            "today": self.place.today(),
            "crumbs": self.trail((_("Recibir de un proveedor"), "")),
        }
        return render(self.request, "supply/purchasing/receive_from.html", context)

    def show(self, head: DeliveryHead, lines: Lines, *, status: int = 200, **more: Any) -> HttpResponse:
        here = reverse("supply:delivery-receive", args=[self.place.code])
        context = {
            "place": self.place,
            "supplier": self.supplier,
            "orders": self.orders,
            "head": head,
            "lines": lines,
            "faults": faults_of(head, ("", lines)) if head.is_bound else [],
            "title": _("Recibir de un proveedor"),
            "submit": _("Registrar la entrega"),
            "hint": _("Un renglón por orden y lote. La caducidad, como viene impresa (mm/aaaa)."),
            "cancel": here,
            "cold": any(order.line.presentation.drug.cold_chain for order in self.orders),
            "today": self.place.today(),
            "crumbs": self.trail((_("Recibir de un proveedor"), here), (str(self.supplier), "")),
            **more,
        }
        return self.render_to_response(context, status=status)


def _packs(count: int) -> str:
    return ngettext("%(n)d envase", "%(n)d envases", count) % {"n": count}


def _tell(request: HttpRequest, done: Received) -> None:
    """What the delivery did; sent twice, that it is one."""
    if done.replayed:
        toast(
            request,
            _("La remisión %(remision)s ya estaba recibida: no se repitió.") % {"remision": done.delivery.remision},
            level=messages.WARNING,
        )
        return
    parts = [_("%(n)s aceptados") % {"n": grouped(done.accepted)}]
    if done.rejected:
        parts.append(_("%(n)s rechazados") % {"n": grouped(done.rejected)})
    if done.over:
        parts.append(_("%(n)s de más, por decidir") % {"n": grouped(done.over)})
    text = _("Remisión %(remision)s: envases %(parts)s.") % {
        "remision": done.delivery.remision, "parts": ", ".join(parts),
    }  # fmt: skip
    if done.linked:
        text += " " + _("Sus piezas ya estaban en el libro: no se repitieron.")
    toast(request, text)
