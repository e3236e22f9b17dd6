"""What one press does to a posting: confirm one's contact, ask for it, invite again, receive a post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.actions import network
from delegations.actions.contacts import ask_to_confirm
from delegations.actions.invitations import send_invitation
from delegations.errors import NotAllowed, Refusal
from delegations.models import Handover, Person, Posting
from delegations.toasts import toast
from delegations.views.network.acts import PostingAct
from delegations.views.network.refusals import said
from delegations.views.network.rights import NetworkPage, may_manage, posting_or_404


class PostingConfirm(NetworkPage, View):
    """«Mi contacto es correcto», in one press; only the holder knows."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        posting = posting_or_404(self.person, pk)
        if posting.person_id != self.person.pk:
            raise PermissionDenied(_("El contacto lo confirma quien ocupa el puesto."))
        return answered(
            request,
            lambda: network.confirm_contact(posting=posting, by=self.person),
            _("Gracias: su contacto queda confirmado."),
            back_to(request, posting),
        )


class PostingAsk(NetworkPage, View):
    """Whoever manages a post asks its holder, by mail, to confirm the contact."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        posting = managed_or_refused(self.person, pk)
        if ask_to_confirm(postings=[posting], by=self.person):
            toast(request, _("Se le pidió a %(who)s que confirme su contacto.") % {"who": posting.person.full_name})
        else:
            text = _("No se le pidió a %(who)s: ya se le había pedido hace un momento, o el puesto no tiene contacto.")
            toast(request, text % {"who": posting.person.full_name}, level=messages.WARNING)
        return HttpResponseRedirect(back_to(request, posting))


class PostingInvite(NetworkPage, View):
    """Whoever manages a post mails the invitation again; the earlier link stops working."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        posting = managed_or_refused(self.person, pk)
        return answered(
            request,
            lambda: send_invitation(person=posting.person, posting=posting, by=self.person),
            _("Se envió otra invitación a %(who)s; la anterior ya no sirve.") % {"who": posting.person.full_name},
            back_to(request, posting),
        )


class HandoverAcknowledge(NetworkPage, View):
    """Whoever receives a post says that the hand-over is as written."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mine = Posting.objects.visible_to(self.person)
        handover = get_object_or_404(Handover.objects.filter(to_posting__in=mine).select_related("to_posting"), pk=pk)
        if handover.to_posting.person_id != self.person.pk:
            raise PermissionDenied(_("La entrega la recibe quien ocupa ahora el puesto."))
        return answered(
            request,
            lambda: network.acknowledge(handover=handover, by=self.person),
            _("Queda asentado que recibió el puesto de conformidad."),
            reverse("delegations:posting", args=[handover.to_posting_id]),
        )


def managed_or_refused(person: Person, pk: int) -> Posting:
    """A posting the person sees and manages."""
    posting = posting_or_404(person, pk)
    if not may_manage(person, posting):
        raise PermissionDenied(str(PostingAct.no_right))
    return posting


def back_to(request: HttpRequest, posting: Posting) -> str:
    """The page the button was on (`regreso`), else the posting."""
    asked = request.POST.get("regreso", "")
    if asked.startswith("/red/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse("delegations:posting", args=[posting.pk])


def answered(request: HttpRequest, act: Callable[[], Any], done: str, where: str) -> HttpResponse:
    """Do it, say so or say why not, and go to `where`."""
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        toast(request, said(refusal), level=messages.ERROR)
    else:
        toast(request, done)
    return HttpResponseRedirect(where)
