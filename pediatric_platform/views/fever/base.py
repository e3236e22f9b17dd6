"""Whose golden hours a page shows: those of the hospitals where the person treats children."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Unit
from delegations.views.listing import Crumb
from pediatric_platform.actions.fever.rights import may_stamp
from pediatric_platform.clinical import units_of
from pediatric_platform.models import FeverEpisode
from pediatric_platform.views.children.base import Clinical


class OneHospital(Clinical):
    """A page of one emergency room: for whoever does not treat children there it is not there (404)."""

    unit: Unit
    stamps = False

    def allow(self) -> None:
        units = units_of(self.person).select_related("delegation")
        self.unit = get_object_or_404(units, clues=self.kwargs["clues"])
        must_be_allowed(self.stamps, may_stamp(self.person, self.unit))

    def board(self) -> str:
        return reverse("pediatric:fever-board", args=[self.unit.clues])


class OneEpisode(Clinical):
    """A page of one episode, for the hospital where the child goes and the one that treats it."""

    episode: FeverEpisode
    stamps = True

    def allow(self) -> None:
        rows = FeverEpisode.objects.visible_to(self.person).select_related(
            "unit__delegation", "child__unit", "antibiotic", "report__told_by", "opened_by"
        )
        self.episode = get_object_or_404(rows, folio=self.kwargs["folio"])
        must_be_allowed(self.stamps, may_stamp(self.person, self.episode.unit))

    def here(self) -> str:
        return reverse("pediatric:fever-episode", args=[self.episode.folio])

    def sees_board(self) -> bool:
        """Who treats the child elsewhere sees the episode, and not the emergency room of that hospital."""
        return units_of(self.person).filter(pk=self.episode.unit_id).exists()

    def crumbs(self, *, board: bool) -> list[Crumb]:
        there = reverse("pediatric:fever-board", args=[self.episode.unit.clues]) if board else ""
        return [
            (_("Hora dorada"), reverse("pediatric:fever")),
            (self.episode.unit.name, there),
            (self.episode.folio, ""),
        ]


def must_be_allowed(asked: bool, allowed: bool) -> None:
    """403 where the page writes and the person does not stamp there."""
    if asked and not allowed:
        raise PermissionDenied(
            _("Los sellos de la hora dorada los pone oncología, enfermería o farmacia del hospital que atiende.")
        )


def key_of(request: HttpRequest, what: str) -> str:
    """The tap's own key: what the form carries, told apart by what was tapped on it."""
    typed = request.POST.get("clave", "")
    return hashlib.sha256(f"{typed} {what}".encode()).hexdigest()[:48] if typed else ""


def milliseconds(moment: datetime | None = None) -> str:
    """Now, for countdowns: telephones do not know what time it is."""
    return str(int((moment or timezone.now()).timestamp() * 1000))
