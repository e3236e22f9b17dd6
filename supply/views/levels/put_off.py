"""Putting off a line of one's worklist, and bringing it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.messages import WARNING
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from delegations.errors import Refusal
from delegations.toasts import toast
from delegations.views.acting import ActForm
from delegations.wording import day_text
from supply.actions.levels import bring_back, put_off
from supply.forms.levels import PutOffForm
from supply.selectors.worklist import find_item
from supply.views.levels.base import Staff
from supply.worklist import Desk, WorkItem

# How long is offered before anybody chooses, within what the line allows.
USUAL_DAYS = 3


class WorkPutOff(Staff, ActForm):
    """`?linea=` names the line; what is not on one's list is not there (404)."""

    template_name = "supply/levels/put_off.html"
    form_class = PutOffForm
    title = gettext_lazy("Aplazar un pendiente")
    submit = gettext_lazy("Aplazar")

    @cached_property
    def item(self) -> WorkItem:
        key = (self.request.POST or self.request.GET).get("linea", "")[:120]
        found = find_item(Desk(self.person, timezone.now()), key)
        if found is None:
            raise Http404
        return found

    def allow(self) -> None:
        super().allow()
        _ = self.item

    def get_initial(self) -> dict[str, Any]:
        days = min(USUAL_DAYS, self.item.rank.longest_days)
        return {"linea": self.item.key, "until": timezone.localdate() + timedelta(days=days)}

    def act(self, form: Any) -> str:
        until = form.cleaned_data["until"]
        put_off(key=self.item.key, until=until, reason=form.cleaned_data["reason"], by=self.person)
        return _("Aplazado: vuelve a su lista el %(day)s.") % {"day": day_text(until, timezone.localdate())}

    def consequences(self) -> list[str]:
        days = self.item.rank.longest_days
        return [
            _("Sale de su lista, y de la de quien comparte su puesto, hasta ese día; entonces vuelve por sí solo."),
            _("En las listas de los otros niveles sigue, con su motivo."),
            ngettext("Puede esperar a lo más %(n)d día.", "Puede esperar a lo más %(n)d días.", days) % {"n": days},
        ]

    def here(self) -> str:
        return reverse("supply:worklist")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Qué hacer hoy"), self.here()), (str(self.title), "")]
        return super().get_context_data(item=self.item, crumbs=crumbs, **kwargs)


class WorkBringBack(Staff, View):
    """Posted from the list of what is put off."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            bring_back(key=request.POST.get("linea", "")[:120], by=self.person)
        except Refusal:
            toast(request, _("Ese pendiente ya no estaba aplazado."), level=WARNING)
        else:
            toast(request, _("De nuevo en su lista."))
        return HttpResponseRedirect(reverse("supply:worklist"))
