"""Which mail went where and what became of it: for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from delegations.actions.deliveries import RESENDABLE, resend, resend_failed, resendable
from delegations.errors import Refusal
from delegations.exports import Column
from delegations.filters_notices import DeliveryFilter
from delegations.models import Delivery
from delegations.notify.mail import is_secret
from delegations.notify.masking import masked
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.selectors.notices import deliveries_for, label_of, reason_of, recipient_of
from delegations.signed_in import person_of
from delegations.views.listing import Listing


class SeesDeliveries(LoginRequiredMixin, PermissionRequiredMixin):
    """Whoever looks after the site's mail; anybody else gets a 403."""

    def has_permission(self) -> bool:
        return has_permission(person_of(self.request), Permission.VIEW_DELIVERIES)  # type: ignore[attr-defined]


class DeliveryList(SeesDeliveries, Listing):
    """Every delivery, newest first. Addresses are masked, in the file too."""

    model = Delivery
    template_name = "delegations/delivery_list.html"
    filterset_class = DeliveryFilter
    title = gettext_lazy("Envíos de avisos")
    export_name = "envios"
    export_columns = (
        Column(gettext_lazy("Creado"), "created_at", 18),
        Column(gettext_lazy("Persona"), recipient_of, 32),
        Column(gettext_lazy("Asunto"), lambda row: label_of(row.notification.kind), 32),
        Column(gettext_lazy("Medio"), "get_channel_display", 16),
        Column(gettext_lazy("Destino"), lambda row: masked(row.address), 28),
        Column(gettext_lazy("Estado"), "get_state_display", 20),
        Column(gettext_lazy("Intentos"), "attempts", 10),
        Column(gettext_lazy("Enviado"), "sent_at", 18),
        Column(gettext_lazy("Próximo intento"), "next_attempt_at", 18),
        Column(gettext_lazy("Qué dijo el servidor"), reason_of, 48),
    )

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(_("Avisos"), reverse("delegations:inbox"))]

    def get_queryset(self) -> QuerySet[Delivery]:
        return deliveries_for(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.kind_label, row.masked = label_of(row.notification.kind), masked(row.address)
            row.reason, row.recipient = reason_of(row), recipient_of(row)
            row.may_resend = row.state in RESENDABLE and not is_secret(row.notification.kind)
        context["failed"] = resendable(context["filter"].qs).count()
        return context


class DeliveriesResend(SeesDeliveries, View):
    """Sends again all that failed among what the page shows, with its filters."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        shown = DeliveryFilter(request.GET, queryset=deliveries_for(person), request=request)
        count = resend_failed(deliveries=shown.qs, by=person) if shown.is_valid() else 0
        said = ngettext("Se volverá a enviar %(n)d aviso.", "Se volverán a enviar %(n)d avisos.", count)
        messages.success(request, said % {"n": count})
        return redirect("delegations:delivery-list")


class DeliveryResend(SeesDeliveries, View):
    """Sends a failed one again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = person_of(request)
        delivery = get_object_or_404(Delivery.objects.visible_to(person), pk=pk)
        try:
            resend(delivery=delivery, by=person)
        except Refusal as refusal:
            messages.error(request, f"{refusal.message} {refusal.remedy}".strip())
        else:
            messages.success(request, _("Se volverá a enviar en unos minutos."))
        back = request.POST.get("regreso", "")
        if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return redirect(back)
        return redirect("delegations:delivery-list")
