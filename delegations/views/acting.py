"""What a page asks first, and the form that calls one action: every area gives them its own words and its own rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.generic import FormView

from delegations.errors import NotAllowed, Refusal
from delegations.models import Person
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse


class Asking(LoginRequiredMixin):
    """Asked before anything is done: who is it, what does the address name, and may they."""

    request: HttpRequest
    kwargs: dict[str, Any]
    person: Person

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.kwargs = kwargs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            self.allow()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def allow(self) -> None:
        """404 for what they do not see, 403 for what they may not."""


class ActForm(FormView):
    """A form that calls one action; what it refuses stands at its field, and nothing typed is lost."""

    title: Any = ""
    submit: Any = ""
    kind = "primary"

    def act(self, form: Any) -> str:
        """Do it; the words of the toast, if any."""
        raise NotImplementedError

    def here(self) -> str:
        """Where one comes from and goes back to."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """What will happen, before it does."""
        return []

    def refused(self, form: Any, refusal: Refusal) -> None:
        refuse(form, refusal)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            said = self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refused(form, refusal)
            return self.form_invalid(form)
        if said:
            toast(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self) -> str:
        return self.here()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"title": self.title, "submit": self.submit or self.title, "kind": self.kind}
        return super().get_context_data(**words, cancel=self.here(), consequences=self.consequences(), **kwargs)
