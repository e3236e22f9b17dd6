from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from delegations.actions.notice_preferences import choose_paces
from delegations.errors import Refusal
from delegations.forms_notices import PreferencesForm
from delegations.notify.masking import masked_number
from delegations.notify.text import text_is_on
from delegations.selectors.notices import mandatory_kinds
from delegations.signed_in import person_of


class NoticePreferences(LoginRequiredMixin, FormView):
    """How the person wants to be told."""

    template_name = "delegations/notice_preferences.html"
    form_class = PreferencesForm
    success_url = reverse_lazy("delegations:notice-preferences")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": person_of(self.request)}

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        person = person_of(self.request)
        try:
            choose_paces(paces=form.paces(), by=person)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.message} {refusal.remedy}".strip())
            return self.form_invalid(form)
        messages.success(self.request, _("Preferencias guardadas."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title, person = _("Qué avisos recibo"), person_of(self.request)
        return super().get_context_data(
            title=title,
            mandatory=mandatory_kinds(person),
            texts=text_is_on(),
            number=masked_number(person.mobile_phone) if person.mobile_phone else "",
            crumbs=[(_("Avisos"), reverse("delegations:inbox")), (title, "")],
            **kwargs,
        )
