from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.toasts import toast
from supply.actions import ledger
from supply.errors import LedgerRefusal
from supply.models import Document
from supply.selectors.documents import consequences_of, movements_of, said, why_not_reversible
from supply.views.posted import refusal_text


def documents_of(request: HttpRequest) -> QuerySet[Document]:
    """The documents this person may see, with what a page shows of them."""
    related = ("place", "place__delegation", "place__unit", "posted_by", "reverses", "reversal")
    return Document.objects.visible_to(person_of(request)).select_related(*related)


def local_path(request: HttpRequest, fallback: str) -> str:
    """Where to go afterwards, as the page asked; never to another site."""
    path = request.POST.get("regreso") or request.GET.get("regreso") or ""
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return fallback


class DocumentDetail(LoginRequiredMixin, DetailView):
    """One document as it was posted, its movements, and the way to take it back."""

    template_name = "supply/document_detail.html"
    context_object_name = "document"

    def get_queryset(self) -> QuerySet[Document]:
        return documents_of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        may = has_permission(person_of(self.request), Permission.REVERSE_DOCUMENT, place=document.place)
        here = reverse("supply:stock-place", args=[document.place.code])
        return super().get_context_data(
            movements=movements_of(document),
            said=said(document),
            may_reverse=may and document.reverses_id is None and not hasattr(document, "reversal"),
            transfer=getattr(document, "transfer", None) or getattr(document, "accepted_transfer", None),
            crumbs=[
                (_("Existencias"), reverse("supply:stock")),
                (str(document.place), here),
                (str(document), ""),
            ],
            **kwargs,
        )


class DocumentReverse(LoginRequiredMixin, View):
    """GET says what taking the document back does; POST does it, once however often it is sent."""

    def load(self, request: HttpRequest, pk: int) -> Document:
        document = get_object_or_404(documents_of(request), pk=pk)
        if not has_permission(person_of(request), Permission.REVERSE_DOCUMENT, place=document.place):
            raise PermissionDenied(_("Su nombramiento no permite revertir documentos de este lugar."))
        return document

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, self.load(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.load(request, pk)
        back = local_path(request, reverse("supply:document", args=[pk]))
        note = request.POST.get("note", "").strip()[:240]
        try:
            # A document is taken back once at most: its own number is the key.
            posting = ledger.reverse(document=document, key=f"reverso-{pk}", by=person_of(request), note=note)
        except LedgerRefusal as refusal:
            messages.error(request, refusal_text(refusal))
            return HttpResponseRedirect(reverse("supply:document", args=[pk]))
        link = reverse("supply:document", args=[posting.document.pk])
        if posting.replayed:
            toast(
                request,
                _("Ya estaba revertido: no se repitió."),
                level=messages.WARNING,
                link=link,
                link_label=_("Ver reverso"),
            )
        else:
            text = _("%(document)s revertido. %(said)s") % {"document": document, "said": said(posting.document)}
            toast(request, text, link=link, link_label=_("Ver reverso"))
        return HttpResponseRedirect(back)

    def show(self, request: HttpRequest, document: Document) -> HttpResponse:
        consequences = consequences_of(document)
        context = {
            "document": document,
            "said": said(document),
            "consequences": consequences,
            "why_not": why_not_reversible(document, consequences),
            "back": local_path(request, reverse("supply:document", args=[document.pk])),
            "crumbs": [
                (_("Existencias"), reverse("supply:stock")),
                (str(document.place), reverse("supply:stock-place", args=[document.place.code])),
                (str(document), reverse("supply:document", args=[document.pk])),
                (_("Revertir"), ""),
            ],
        }
        return render(request, "supply/document_reverse.html", context)
