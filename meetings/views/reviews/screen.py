"""The screen of one delegation or hospital: frozen figures for the room, and beside them the desk of the secretary."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.models import Person
from delegations.navigation import address
from meetings.models import Meeting, MeetingState, Minutes, Review, Verdict
from meetings.review_rights import may_review
from meetings.selectors.reviews import Stop, agreed_in, chairs_of, stops_of, version_of
from meetings.templatetags.reviews import review_standing
from meetings.views.reviews.base import OfReview, fresh
from meetings.views.reviews.figures import moment, six, trend_of, why_unknown

CASES, SUPPLIERS, TRANSFERS, AGREEMENTS, CHAIRS = 3, 2, 2, 5, 4
# A wall does not scroll.
ON_WALL = (2, 1, 1, 3, 4)


class ReviewScreen(OfReview, View):
    """`?parte=1` is the screen without its frame: what the script puts in place when one goes on."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        stops = stops_of(self.meeting, self.person)
        keeps = may_review(self.person)
        context = placed(self.review, stops) | told(self.review) | {"keeps": keeps, "wall": False}
        if keeps:
            context |= desk(self.review, self.meeting, self.person)
        if "parte" in request.GET:
            return fresh(render(request, "meetings/_review.html", context))
        context |= {
            "stops": [[one.code, one.name, one.state] for one in stops],
            "base": self.list_address(),
            "crumbs": self.crumbs(self.review.delegation or self.review.unit),
            "drives": drives(self.meeting, self.person.pk),
            "keyboard": keyboard(),
        }
        return fresh(render(request, "meetings/review.html", context))


class ReviewLive(OfReview, View):
    """What somebody else changed on it since version `v`, or nothing (204)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        version = version_of(self.review)
        if request.GET.get("v") == version:
            return fresh(HttpResponse(status=204))
        return fresh(JsonResponse(state_of(self.review, self.meeting, self.person) | {"version": version}))


def state_of(review: Review, meeting: Meeting, person: Person) -> dict[str, Any]:
    """The review as the desk's script takes it."""
    agreed = {"agreed": agreed_in(review, person), "meeting": meeting}
    return {
        "edition": review.edition,
        "comment": review.comment,
        "verdict": review.verdict,
        "state": review.state,
        "standing": review_standing(review),
        "by": str(review.reviewed_by or ""),
        "seconds": review.seconds,
        "agreements": render_to_string("meetings/_review_agreed.html", agreed),
        "chairs": render_to_string("meetings/_review_chairs.html", {"chairs": chairs_of(review)[:CHAIRS]}),
    }


def placed(review: Review, stops: list[Stop]) -> dict[str, Any]:
    """Where it stands among those that the person sees."""
    codes = [one.code for one in stops]
    turn = codes.index(review.code)
    return {
        "turn": turn + 1,
        "total": len(stops),
        "done": sum(one.is_done for one in stops),
        "next": codes[turn + 1] if turn + 1 < len(codes) else "",
        "previous": codes[turn - 1] if turn else "",
    }


def told(review: Review, *, wall: bool = False) -> dict[str, Any]:
    """What was frozen, with as many lines as fit, and how many more there are."""
    most_cases, most_suppliers, most_transfers, most_agreements, most_chairs = (
        ON_WALL if wall else (CASES, SUPPLIERS, TRANSFERS, AGREEMENTS, CHAIRS)
    )
    data = review.snapshot.data if review.snapshot is not None else {}
    meeting = review.meeting
    cases, transfers, agreed = data.get("cases", {}), data.get("transfers", {}), data.get("agreements", {})
    owing = [one for one in data.get("orders", {}).get("lines", []) if one["late"]]
    promised = [*agreed.get("last", []), *agreed.get("older", [])]
    chairs = chairs_of(review)
    snapshot = address("meetings:snapshot", review.snapshot_id) if review.snapshot_id else ""
    return {
        "review": review,
        "meeting": meeting,
        "place": review.delegation or review.unit,
        "data": data,
        "figures": six(data),
        "unknown": why_unknown(data) if data.get("abasto") else "",
        "trend": trend_of(data),
        "taken_at": review.snapshot.taken_at if review.snapshot is not None else None,
        "data_as_of": moment(data.get("reporting", {}).get("data_as_of")),
        "snapshot_href": snapshot,
        "week": review.snapshot.week if review.snapshot is not None else None,
        "cases": cases.get("lines", [])[:most_cases],
        "more_cases": max(0, cases.get("standing", 0) - len(cases.get("lines", [])[:most_cases])),
        "suppliers": owing[:most_suppliers],
        "more_orders": max(
            0, data.get("orders", {}).get("late", 0) - sum(one["late"] for one in owing[:most_suppliers])
        ),
        "transfers": transfers.get("lines", [])[:most_transfers],
        "more_transfers": max(0, transfers.get("late", 0) - len(transfers.get("lines", [])[:most_transfers])),
        "promised": promised[:most_agreements],
        "more_promised": max(0, len(promised) - most_agreements),
        "promised_from": agreed,
        "chairs": chairs[:most_chairs],
        "more_chairs": max(0, len(chairs) - most_chairs),
        "limit": seconds_each(meeting),
        "running": meeting.state == MeetingState.RUNNING,
    }


def desk(review: Review, meeting: Meeting, person: Person) -> dict[str, Any]:
    """What the secretary writes with."""
    new = address("meetings:agreement-new", meeting.pk)
    closed = ""
    if meeting.state == MeetingState.PLANNED:
        closed = _("La sesión no ha comenzado: puede recorrer las pantallas, pero aún no se anota.")
    elif meeting.state == MeetingState.CANCELLED:
        closed = _("La sesión se canceló.")
    elif Minutes.objects.filter(meeting=meeting).signed().exists():
        closed = _("La minuta ya está firmada: lo anotado no cambia.")
    return {
        "verdicts": [(str(turn), one) for turn, one in enumerate(Verdict, start=1)],
        "agreed": agreed_in(review, person),
        "agreement_href": f"{new}?{urlencode({'revision': review.pk})}" if new and not closed else "",
        "closed": closed,
        "version": version_of(review),
    }


def seconds_each(meeting: Meeting) -> int:
    """The time that each may take: the meeting's, shared out alike."""
    count = Review.objects.filter(meeting=meeting).count()
    return meeting.minutes * 60 // count if count else 0


def drives(meeting: Meeting, person: int) -> bool:
    """Whether the wall follows this person unless they say otherwise: the secretary, or whoever where none is named."""
    return meeting.state == MeetingState.RUNNING and meeting.secretary_id in (None, person)


def keyboard() -> list[tuple[tuple[str, ...], str]]:
    """What each key does; the script has the same."""
    return [
        (("→", "←"), _("Siguiente y anterior; también con el control de presentaciones.")),
        (("g",), _("Ir a una delegación u hospital por código, CLUES o nombre.")),
        (("1", "2", "3"), _("En orden, en vigilancia, grave.")),
        (("n", "s", "0"), _("Nadie de ahí, no se revisa, por revisar.")),
        (("c",), _("Escribir el comentario; Esc para salir. Se guarda solo.")),
        (("a",), _("Acuerdo nuevo, sin dejar la pantalla.")),
        (("t",), _("Contar o detener el tiempo.")),
        (("p",), _("Que la pantalla de la sala siga a esta, o que no.")),
        (("?",), _("Estas teclas.")),
    ]
