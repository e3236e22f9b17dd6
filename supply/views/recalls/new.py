"""`/retiros/nuevo/`: what is written down is looked for first; it is opened on a second press."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.views.acting import ActForm
from supply.actions.recalls import open_recall
from supply.forms.recalls import RecallForm
from supply.models import RecallState
from supply.recall_rights import must_recall
from supply.selectors.recalls.matching import hit_by
from supply.selectors.recalls.preview import preview_of
from supply.views.recalls.base import Staff

# The button that does it; the other one looks first.
OPEN = "abrir"
MOST_ALSO = 40


class RecallNew(Staff, ActForm):
    form_class = RecallForm
    template_name = "supply/recalls/new.html"
    title = gettext_lazy("Retirar un lote")
    opened: Any = None

    def allow(self) -> None:
        super().allow()
        must_recall(self.person)

    def get_initial(self) -> dict[str, Any]:
        """From a lot's page: its number and drug."""
        asked = self.request.GET
        told = {"lots": asked.get("lote", "")[:60], "drug": asked.get("medicamento", "")[:200]}
        return super().get_initial() | {name: value for name, value in told.items() if value}

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("paso") != OPEN:
            return self.render_to_response(self.get_context_data(form=form, hit=self.look(form)))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form, hit=self.look(form) if form.is_valid() else None)
        return self.render_to_response(context, status=422)

    def look(self, form: Any) -> Any:
        """What it would stop, and where that lies."""
        data = form.cleaned_data
        return preview_of(hit_by(data["drug"], [lot.number for lot in data["lots"]]), self.person)

    def also(self) -> list[str]:
        """Numbers that resemble one of the notice and that the person marked as the same."""
        return [number[:60] for number in self.request.POST.getlist("tambien")[:MOST_ALSO]]

    def act(self, form: Any) -> str:
        self.opened = open_recall(by=self.person, **form.told(self.also()))
        if self.opened.state == RecallState.WATCHED:
            return _("En vigilancia: ningún lote ha llegado. Si llega alguno, queda en cuarentena y se avisa.")
        return _("Retiro abierto: sus lotes están detenidos en todo el país.")

    def here(self) -> str:
        return reverse("supply:recall-list")

    def get_success_url(self) -> str:
        return str(self.opened.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Retiros sanitarios"), self.here()), (str(self.title), "")]
        return super().get_context_data(crumbs=crumbs, also=self.also(), **kwargs)
