"""The page of a ledger document: a head, its lines, one key. Nothing typed is lost, and nothing is posted twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.roles import Permission
from supply.actions.ledger import Posting
from supply.errors import KeyReused, LedgerRefusal
from supply.forms.ledger_heads import LedgerHead
from supply.forms.ledger_lines import Lines
from supply.views.at_place import AtPlace
from supply.views.posted import refusal_text, tell


def faults_of(head: Form, *formsets: tuple[str, Lines]) -> list[tuple[str, str]]:
    """(sentence, anchor) of every fault, lines by their number: what the error summary shows."""
    found = [(str(error), "") for error in head.non_field_errors()]
    found += [(f"{field.label}: {error}", str(field.id_for_label)) for field in head for error in field.errors]
    for prefix, lines in formsets:
        if not lines.is_bound:
            continue
        found += [(str(error), "") for error in lines.non_form_errors()]
        for form in lines.shown:
            row = (prefix or _("Renglón %d")) % lines.number_of(form)
            found += [(f"{row}: {error}", "") for error in form.non_field_errors()]
            for field in form:
                found += [(f"{row}, {field.label}: {error}", str(field.id_for_label)) for error in field.errors]
    return found


class PostLines(AtPlace, TemplateResponseMixin, View):
    """Subclasses give the two forms and the one call to the ledger."""

    permission = Permission.POST_LEDGER
    title: str | Promise = ""
    submit: str | Promise = ""
    hint: str | Promise = ""

    def make_head(self, data: Any = None) -> LedgerHead:
        raise NotImplementedError

    def make_lines(self, data: Any = None) -> Lines:
        raise NotImplementedError

    def act(self, head: LedgerHead, lines: Sequence[Any]) -> Posting:
        """The one call to the ledger, from what was typed."""
        raise NotImplementedError

    def next_page(self, posting: Posting) -> str:
        """Where the hands go on: the same form, empty, unless a document has a page of its own to look at."""
        return self.request.path

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_head(), self.make_lines())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head, lines = self.make_head(request.POST), self.make_lines(request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            try:
                posting = self.act(head, [form.line() for form in lines.typed])
            except LedgerRefusal as refusal:
                self.refuse(head, lines, refusal)
            else:
                tell(request, posting, self.person)
                return HttpResponseRedirect(self.next_page(posting))
        return self.show(head, lines)

    def refuse(self, head: LedgerHead, lines: Lines, refusal: LedgerRefusal) -> None:
        """Show the ledger's refusal where it belongs."""
        text = refusal_text(refusal)
        if isinstance(refusal, KeyReused):
            head.renew_key()
        if not lines.refuse(refusal, text):
            head.refuse(refusal, text)

    def show(self, head: LedgerHead, lines: Lines, **more: Any) -> HttpResponse:
        context = {
            "place": self.place,
            "head": head,
            "lines": lines,
            "faults": faults_of(head, ("", lines)) if head.is_bound else [],
            "title": self.title,
            "submit": self.submit,
            "hint": self.hint,
            "cancel": reverse("supply:stock-place", args=[self.place.code]),
            "crumbs": self.trail((str(self.title), "")),
            **self.get_more(),
            **more,
        }
        return self.render_to_response(context)

    def get_more(self) -> dict[str, Any]:
        """What one page has and the others have not."""
        return {}
