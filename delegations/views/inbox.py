"""A person's own notices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView, View

from delegations.actions.inbox import read
from delegations.models import Notification
from delegations.notify.inbox import unread_count
from delegations.notify.kinds import UnknownKind
from delegations.notify.wording import body_of
from delegations.selectors.notices import inbox_of, label_of, lines_of
from delegations.signed_in import person_of

ALL = "todos"


class Inbox(LoginRequiredMixin, ListView):
    """What the person was told: what is unread first, everything on the other tab."""

    template_name = "delegations/inbox.html"
    paginate_by = 30
    page_kwarg = "pagina"

    def shows_all(self) -> bool:
        """Everything when asked for, and when nothing is unread."""
        return self.request.GET.get("ver") == ALL

    def get_queryset(self) -> QuerySet[Notification]:
        return inbox_of(person_of(self.request), unread=not self.shows_all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        here, unread = reverse("delegations:inbox"), unread_count(person_of(self.request))
        tabs = [
            (_("Sin leer"), here, not self.shows_all(), unread),
            (_("Todos"), f"{here}?ver={ALL}", self.shows_all(), None),
        ]
        return context | {
            "title": _("Avisos"),
            "lines": lines_of(context["page_obj"].object_list),
            "tabs": tabs,
            "unread": unread,
            "shows_all": self.shows_all(),
        }


class NotificationOpen(LoginRequiredMixin, View):
    """Opens a notice: it counts as read, and leads to its page, which looks after its own scope. POST only marks it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = self._notice(pk)
        read(notices=[notice.pk], by=person_of(request))
        if notice.path.startswith("/") and url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None):
            return redirect(notice.path)
        try:
            text = body_of(notice)
        except UnknownKind:
            text = ""
        (line,) = lines_of([notice])
        crumbs = [(_("Avisos"), reverse("delegations:inbox")), (label_of(notice.kind), "")]
        return render(
            request,
            "delegations/notification.html",
            {"notice": notice, "line": line, "text": text, "crumbs": crumbs},
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        read(notices=[self._notice(pk).pk], by=person_of(request))
        return redirect("delegations:inbox")

    def _notice(self, pk: int) -> Notification:
        mine = Notification.objects.visible_to(person_of(self.request)).select_related("person")
        return get_object_or_404(mine, pk=pk)


class InboxReadAll(LoginRequiredMixin, View):
    """Marks everything as read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        marked = read(by=person_of(request))
        said = ngettext("Se marcó %(n)d aviso como leído.", "Se marcaron %(n)d avisos como leídos.", marked)
        messages.success(request, said % {"n": marked})
        return redirect("delegations:inbox")
