"""What the pages of one minutes ask first."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.listing import Crumb
from meetings.minutes_rights import must_keep
from meetings.models import Minutes
from meetings.views.base import ForStaff


class OfMinutes(ForStaff):
    """Minutes that the person may read whole; for others they are not there (404)."""

    minutes: Minutes

    def allow(self) -> None:
        seen = Minutes.objects.visible_to(self.person).select_related(
            "meeting__series", "meeting__chair", "meeting__secretary", "signed_by", "drafted_by"
        )
        self.minutes = get_object_or_404(seen, folio=self.kwargs["folio"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this with it; the action asks again."""

    def here(self) -> str:
        return self.minutes.get_absolute_url()

    def edited(self) -> Any:
        return self.minutes

    def subject(self) -> str:
        return f"{self.minutes.meeting} · {self.minutes.folio}"

    def crumbs(self, title: object = "") -> list[Crumb]:
        way: list[Crumb] = [(_("Minutas"), reverse("meetings:minutes-list"))]
        if not title:
            return [*way, (self.minutes.folio, "")]
        return [*way, (self.minutes.folio, self.here()), (str(title), "")]


class KeepsMinutes(OfMinutes):
    """What only whoever keeps minutes does."""

    def permit(self) -> None:
        must_keep(self.person)
