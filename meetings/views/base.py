"""What the pages of one meeting ask first, and their forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.acting import Asking
from delegations.views.listing import Crumb
from meetings.meeting_rights import may_follow
from meetings.models import Meeting
from pediatric_platform.views.editing import EditForm


class ForStaff(Asking):
    """For the institute's staff; each sees the meetings of their scope."""

    def allow(self) -> None:
        if not may_follow(self.person):
            raise PermissionDenied(_("Estas páginas son del personal del instituto."))


class OfMeeting(ForStaff):
    """A page of one meeting (`pk` in the address): for who does not see it, it is not there (404)."""

    meeting: Meeting

    def allow(self) -> None:
        seen = Meeting.objects.visible_to(self.person).select_related("series", "chair", "secretary")
        self.meeting = get_object_or_404(seen, pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this with it; the action asks again."""
        super().allow()

    def here(self) -> str:
        return self.meeting.get_absolute_url()

    def edited(self) -> Any:
        return self.meeting

    def crumbs(self, title: object = "") -> list[Crumb]:
        """The way here; with a title, of a page below the meeting's own."""
        way: list[Crumb] = [(_("Sesiones"), reverse("meetings:meeting-list"))]
        if not title:
            return [*way, (str(self.meeting), "")]
        return [*way, (str(self.meeting), self.here()), (str(title), "")]


class MeetingForm(EditForm):
    """A form of this floor: its title, what it is about, what will happen."""

    template_name = "meetings/form.html"

    def subject(self) -> str:
        """Below the title: what it is about."""
        return ""

    def crumbs(self, title: object = "") -> list[Crumb]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.subject(), crumbs=self.crumbs(self.title), **kwargs)
