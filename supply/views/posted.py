"""What a ledger page says after it asked the ledger: what was done with its way back, or why not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.toasts import toast
from supply.actions.ledger import Posting
from supply.errors import KeyReused, LedgerRefusal
from supply.selectors.documents import said


def refusal_text(refusal: LedgerRefusal) -> str:
    """What went wrong and what to do, as one text for a reader."""
    if isinstance(refusal, KeyReused):
        return _(
            "Este mismo formulario ya se había asentado con otro contenido. Si esto es un documento nuevo, "
            "vuelva a enviarlo; si no, revise el anterior y reviértalo."
        )
    return f"{refusal.message} {refusal.remedy}".strip()


def tell(request: HttpRequest, posting: Posting, person: Person) -> None:
    """Say what the document did, with «Deshacer» for whoever may; a document sent twice says that it is one."""
    document = posting.document
    link = reverse("supply:document", args=[document.pk])
    label = _("Ver documento %d") % document.pk
    if posting.replayed:
        text = _("Este documento ya estaba asentado: no se repitió. %s") % said(document)
        toast(request, text, level=messages.WARNING, link=link, link_label=label)
        return
    may = has_permission(person, Permission.REVERSE_DOCUMENT, place=document.place)
    undo = reverse("supply:document-reverse", args=[document.pk]) if may and posting.lines else ""
    toast(request, said(document), undo=undo, link=link, link_label=label)
