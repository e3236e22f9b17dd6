"""One press on a matter: up, down, off, back, yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.presses import answered
from delegations.views.network.refusals import said
from meetings.actions.agenda import accept_item, drop_item, move_item, put_back
from meetings.views.agenda.base import OfItem


class Press(OfItem, View):
    http_method_names = ("post", "options")


class ItemMove(Press):
    """Up or down, to the top or to the end; the button pressed keeps the focus."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        to = request.POST.get("to", "")
        try:
            move_item(item=self.item, to=to, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        part = {"up": "subir", "down": "bajar"}.get(to, "asunto")
        return HttpResponseRedirect(self.at(part))


class ItemDrop(Press):
    """Off the agenda, with a way back; or a proposal that is not taken."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            drop_item(item=self.item, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        else:
            undo = reverse("meetings:agenda-put-back", args=[self.meeting.pk, self.item.pk])
            toast(request, _("Quedó fuera del orden del día: %(title)s.") % {"title": self.item.title}, undo=undo)
        return HttpResponseRedirect(self.here())


class ItemPutBack(Press):
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        done = _("Volvió al orden del día: %(title)s.") % {"title": self.item.title}
        return answered(request, lambda: put_back(item=self.item, by=self.person), done, self.at())


class ItemAccept(Press):
    """A proposal comes onto the agenda."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        done = _("Entró al orden del día: %(title)s.") % {"title": self.item.title}
        return answered(request, lambda: accept_item(item=self.item, by=self.person), done, self.at())
