from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.fever import close_episode, note_temperature, say_why_late, stamp, take_back
from pediatric_platform.actions.fever.rights import may_stamp
from pediatric_platform.forms.fever import CloseForm, LateForm, MeasureForm, StampForm
from pediatric_platform.golden_hour import STAMPS
from pediatric_platform.models import RUNNING, Stamp
from pediatric_platform.selectors.fever.episode import antibiotics_of, file_of
from pediatric_platform.selectors.fever_kit import kit_of
from pediatric_platform.views.editing import number_in
from pediatric_platform.views.fever.base import OneEpisode, key_of, milliseconds


class EpisodePage(OneEpisode, View):
    """The page, as a reader opens it and as a refusal brings it back with what was typed."""

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        episode, now = self.episode, timezone.now()
        stamps, sees_board = may_stamp(self.person, episode.unit), self.sees_board()
        late = episode.deadline_at is not None and (episode.antibiotic_at or now) > episode.deadline_at
        context = {
            "file": file_of(episode, self.person, now),
            "episode": episode,
            "unit": episode.unit,
            "zone": episode.unit.time_zone,
            "kit": kit_of([episode.unit_id])[episode.unit_id],
            "may_stamp": stamps,
            "is_late": late,
            "is_running": episode.state in RUNNING,
            "key": uuid.uuid4().hex,
            "now": milliseconds(now),
            "measure": MeasureForm(prefix="medida"),
            "late": LateForm(prefix="tardanza", initial={"reason": episode.late_reason, "note": episode.late_note}),
            "close": CloseForm(prefix="cierre"),
            "sees_board": sees_board,
            "crumbs": self.crumbs(board=sees_board),
        }
        response = render(self.request, "pediatric_platform/fever_episode.html", context | more, status=status)
        patch_cache_control(response, no_store=True)
        return response


class FeverEpisodeDetail(EpisodePage):
    """One episode: its clock, each stamp by one tap, the kit beside it, and everything that was ever set."""

    stamps = False

    def get(self, request: HttpRequest, folio: str) -> HttpResponse:
        audit.record_read(by=self.person, what="fever.read", target=self.episode)
        return self.show()


class EpisodeAct(EpisodePage):
    """A form about the episode: `act` does it and says what was done."""

    http_method_names = ["post", "options"]
    where = ""

    def form(self) -> Any:
        raise NotImplementedError

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def edition(self) -> int | None:
        return number_in(self.request, "edition")

    def post(self, request: HttpRequest, folio: str) -> HttpResponseBase:
        form = self.form()
        if form.is_valid():
            try:
                text = self.act(form)
            except NotAllowed:
                raise
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                return self.done(text)
        self.allow()  # the episode as it stands now
        return self.show(**{self.where: form, "wrong": self.where, "refused": form})

    def done(self, text: str) -> HttpResponseBase:
        toast(self.request, text)
        return HttpResponseRedirect(self.here())


class FeverStamp(EpisodeAct):
    """Another hour than now, or a correction with its reason."""

    where = "stamp_form"

    def form(self) -> StampForm:
        return StampForm(self.request.POST, unit=self.episode.unit, antibiotics=antibiotics_of(self.episode.unit))

    def act(self, form: StampForm) -> str:
        name = self.request.POST.get("stamp", "")
        facts = form.cleaned_data
        done = stamp(
            episode=self.episode,
            stamp=name,
            key=key_of(self.request, f"{self.episode.folio} {name} {facts['at']} {facts['reason']}"),
            by=self.person,
            at=facts["at"],
            reason=facts["reason"],
            antibiotic=facts["antibiotic"] if name == "antibiotic" else None,
        )
        at = getattr(done, f"{name}_at")
        return _("«%(stamp)s» a las %(at)s.") % {
            "stamp": _label(name),
            "at": at.astimezone(self.episode.unit.zone).strftime("%H:%M"),
        }

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(status, wrong_stamp=self.request.POST.get("stamp", ""), **more)


class FeverTakeBack(EpisodeAct):
    """It did not happen. The board's own undo says so by itself: it was tapped by mistake."""

    where = "take_back_form"

    def form(self) -> StampForm:
        return StampForm(self.request.POST, unit=self.episode.unit, antibiotics=[])

    def act(self, form: StampForm) -> str:
        name = self.request.POST.get("stamp", "")
        reason = form.cleaned_data["reason"] or (_("Se tocó por error") if self.request.POST.get("error") else "")
        take_back(
            episode=self.episode,
            stamp=name,
            reason=reason,
            key=key_of(self.request, f"{self.episode.folio} {name} quitar"),
            by=self.person,
        )
        return _("Se quitó «%(stamp)s».") % {"stamp": _label(name)}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        if self.request.POST.get("error"):
            return JsonResponse({"text": said_in(more["refused"])}, status=409)
        return super().show(status, wrong_stamp=self.request.POST.get("stamp", ""), **more)

    def done(self, text: str) -> HttpResponseBase:
        return JsonResponse({"text": text}) if self.request.POST.get("error") else super().done(text)


class FeverMeasure(EpisodeAct):
    """Temperature and neutrophils."""

    where = "measure"

    def form(self) -> MeasureForm:
        return MeasureForm(self.request.POST, prefix="medida")

    def act(self, form: MeasureForm) -> str:
        note_temperature(episode=self.episode, edition=self.edition(), by=self.person, **form.cleaned_data)
        return _("Quedó anotado.")


class FeverWhyLate(EpisodeAct):
    """Why the antibiotic took longer than the limit."""

    where = "late"

    def form(self) -> LateForm:
        return LateForm(self.request.POST, prefix="tardanza")

    def act(self, form: LateForm) -> str:
        say_why_late(episode=self.episode, edition=self.edition(), by=self.person, **form.cleaned_data)
        return _("Quedó anotado por qué tardó.")


class FeverClose(EpisodeAct):
    """It ends without antibiotic."""

    where = "close"

    def form(self) -> CloseForm:
        return CloseForm(self.request.POST, prefix="cierre")

    def act(self, form: CloseForm) -> str:
        close_episode(episode=self.episode, edition=self.edition(), by=self.person, **form.cleaned_data)
        return _("Episodio cerrado sin antibiótico.")


def said_in(form: Any) -> str:
    """Everything that is wrong, as one text."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _label(name: str) -> str:
    return str(Stamp(name).label) if name in STAMPS else ""
