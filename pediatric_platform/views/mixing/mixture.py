from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from delegations import audit
from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import Mixture
from pediatric_platform.papers.label import qr, warning
from pediatric_platform.selectors.mixing.one import MixtureFile, file_of, mixtures_for
from pediatric_platform.selectors.mixing.rules import allergies_to
from pediatric_platform.views.children.base import Clinical
from pediatric_platform.views.mixing.base import OneMixture, crumbs_of, day_url
from pediatric_platform.views.mixing.steps import steps_for

STAGES = ("requested", "validated", "prepared", "dispatched", "received", "administered")


class MixtureDetail(OneMixture, View):
    """One mixture: whose, what, its vials, every step with who took it, and the next one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        audit.record_read(by=self.person, what="mixture.read", target=self.mixture)
        return show_mixture(request, self.mixture)


class MixtureScan(Clinical, View):
    """What the code on the label opens, on a telephone: whose it is, whether it may be used, and one large button."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs = kwargs

    def allow(self) -> None:
        self.mixture = get_object_or_404(mixtures_for(self.person), label=self.kwargs["label"])

    def get(self, request: HttpRequest, label: Any) -> HttpResponse:
        audit.record_read(by=self.person, what="mixture.scanned", target=self.mixture)
        return render(request, "pediatric_platform/mixture_scan.html", page_of(request, self.mixture))


def show_mixture(request: HttpRequest, mixture: Mixture, **more: Any) -> HttpResponse:
    """The page as the mixture is now; `more`: a refusal, and what was typed."""
    context = page_of(request, mixture) | more
    return render(request, "pediatric_platform/mixture_detail.html", context)


def page_of(request: HttpRequest, mixture: Mixture) -> dict[str, Any]:
    """What the page and the scanned page share."""
    file = file_of(mixture)
    person = request.user
    if person.is_anonymous:
        raise Http404
    offered = steps_for(person, mixture, held=bool(file.holds))
    return {
        "file": file,
        "mixture": mixture,
        "order": mixture.order,
        "child": file.child,
        "amount": amount_text(mixture.amount, mixture.unit),
        "warning": warning(mixture.dose.inn),
        "allergies": allergies_to(file.child.pk, mixture.dose.inn, mixture.dose.name),
        "next": offered[0] if offered else None,
        "others": offered[1:],
        "stages": _stages(file),
        "events": _events(file),
        "qr": qr(str(mixture.label)),
        "day_url": day_url(mixture),
        "crumbs": crumbs_of(mixture),
    }


def _stages(file: MixtureFile) -> list[tuple[str, str]]:
    """The road of a mixture, for the stepper; one that ended badly shows where it got to."""
    labels = dict(Mixture._meta.get_field("state").flatchoices)
    state = file.mixture.state
    if state not in STAGES:
        reached = [stage for stage in STAGES if file.last(stage) is not None]
        return [(str(labels[stage]), "done") for stage in reached] + [(str(labels[state]), "now")]
    at = STAGES.index(state)
    last = at == len(STAGES) - 1
    return [
        (str(labels[stage]), "done" if index < at or last else "now" if index == at else "next")
        for index, stage in enumerate(STAGES)
    ]


def _events(file: MixtureFile) -> list[dict[str, Any]]:
    """Every step for the timeline, newest first."""
    tones = {"administered": "good", "rejected": "bad", "returned": "bad", "cancelled": "bad"}
    return [
        {
            "at": event.at,
            "text": event.get_after_display(),
            "by": event.by.full_name if event.by else "",
            "note": event.reason,
            "tone": tones.get(event.after, ""),
        }
        for event in reversed(file.events)
    ]
