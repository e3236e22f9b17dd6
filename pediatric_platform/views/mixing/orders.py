from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from delegations.wording import day_in_full
from pediatric_platform.actions.mixing import cancel_order, follow_session
from pediatric_platform.actions.mixing.order import NOT_BEGUN
from pediatric_platform.actions.mixing.rights import may_prepare, may_request
from pediatric_platform.models import MixingOrder
from pediatric_platform.selectors.mixing.one import files_of, mixtures_for
from pediatric_platform.views.children.base import Clinical
from pediatric_platform.views.mixing.steps import steps_for


class OneOrder(Clinical):
    """A page of one order, for whoever treats its child or prepares it."""

    order: MixingOrder
    changes = False

    def allow(self) -> None:
        related = (
            "place__unit",
            "place__delegation",
            "session__unit__delegation",
            "session__plan__child",
            "requested_by",
        )
        rows = MixingOrder.objects.visible_to(self.person).select_related(*related)
        self.order = get_object_or_404(rows, folio=self.kwargs["folio"])
        if self.changes and not self.may_change():
            raise PermissionDenied(_("La orden la cambia quien la pide o quien la prepara."))

    def may_change(self) -> bool:
        return may_request(self.person, self.order.session.unit) or may_prepare(self.person, self.order.place)

    def show(self, **more: Any) -> HttpResponse:
        files = files_of(mixtures_for(self.person).filter(order=self.order).order_by("dose__position", "number"))
        order = self.order
        context = {
            "order": order,
            "child": order.session.plan.child,
            "rows": [(file, steps_for(self.person, file.mixture, held=bool(file.holds))[:1]) for file in files],
            "may_change": self.may_change() and order.cancelled_at is None,
            "may_cancel": any(file.mixture.state in NOT_BEGUN for file in files),
            "moved": order.session.on != order.for_day,
            "crumbs": [
                (
                    _("Mezclas"),
                    f"{reverse('pediatric:mixing-day')}?dia={order.for_day.isoformat()}&lugar={order.place.code}",
                ),
                (order.folio, ""),
            ],
        }
        return render(self.request, "pediatric_platform/mixing_order.html", context | more)


class MixingOrderDetail(OneOrder, View):
    """An order: its session, its mixtures and where each one is."""

    def get(self, request: HttpRequest, folio: str) -> HttpResponse:
        audit.record_read(by=self.person, what="mixing_order.read", target=self.order)
        return self.show()


class MixingOrderCancel(OneOrder, View):
    changes = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, folio: str) -> HttpResponse:
        reason = request.POST.get("note", "")
        try:
            cancel_order(order=self.order, reason=reason, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.show(refusal=said(refusal), typed=reason)
        toast(request, _("Orden %(folio)s cancelada.") % {"folio": self.order.folio})
        return HttpResponseRedirect(reverse("pediatric:mixing-order", args=[self.order.folio]))


class MixingOrderFollow(OneOrder, View):
    changes = True
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, folio: str) -> HttpResponse:
        try:
            order = follow_session(order=self.order, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.show(refusal=said(refusal))
        toast(request, _("La orden quedó para el %(day)s.") % {"day": day_in_full(order.for_day)})
        return HttpResponseRedirect(reverse("pediatric:mixing-order", args=[order.folio]))
