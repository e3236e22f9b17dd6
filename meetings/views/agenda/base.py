"""What the pages of an agenda ask first."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.listing import Crumb
from meetings.agenda_rights import must_keep
from meetings.models import AgendaItem
from meetings.views.base import OfMeeting


class OfAgenda(OfMeeting):
    """A page of the agenda of one meeting; each sees of the data the places of their scope."""

    def here(self) -> str:
        return reverse("meetings:agenda", args=[self.meeting.pk])

    def crumbs(self, title: object = "") -> list[Crumb]:
        way = super().crumbs(_("Orden del día"))
        way[1] = (way[1][0], self.meeting.get_absolute_url())
        if title:
            way[-1] = (way[-1][0], self.here())
            way.append((str(title), ""))
        return way


class Kept(OfAgenda):
    """An act of whoever keeps the agenda."""

    def permit(self) -> None:
        super().permit()
        must_keep(self.person)


class OfItem(Kept):
    """An act on one matter: of another meeting it is not there (404)."""

    item: AgendaItem

    def permit(self) -> None:
        super().permit()
        self.item = get_object_or_404(AgendaItem.objects.filter(meeting=self.meeting), pk=self.kwargs["item"])
        self.item.meeting = self.meeting

    def at(self, part: str = "asunto") -> str:
        """The page, at that matter: what was pressed keeps the focus."""
        return f"{self.here()}#{part}-{self.item.pk}"
