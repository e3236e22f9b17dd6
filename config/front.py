"""The first page of those who do not see the country: their own board, a choice of them, or a plain page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Notification, Person, Posting, Unit, UnitKind
from delegations.navigation import address
from delegations.notify.inbox import inbox_line
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from delegations.selectors.answering import central_office_posting, who_answers
from pediatric_platform.models import Guardian

CHOSEN = "board"
COUNTRY = "pais"
NOTICES_SHOWN = 5


@dataclass(frozen=True)
class Board:
    """A board that a person's postings open: its key in the address, its name and where it is."""

    key: str
    name: str
    kind: str
    href: str


def sees_the_country(person: Person) -> bool:
    """Whether a posting over the whole country lets this person open the national board."""
    return scope_of(person).allows_everywhere(Permission.VIEW_NATIONAL_BOARD)


def boards_of(person: Person) -> list[Board]:
    """Every board the person answers to, the widest first."""
    scope = scope_of(person)
    found = [Board(COUNTRY, _("Tablero nacional"), _("El país"), "/")] if sees_the_country(person) else []
    delegations = Delegation.objects.filter(pk__in=scope.whole_delegation_ids).order_by("name")
    found += [
        Board(f"delegacion-{row.code}", row.name, _("Delegación"), address("supply:board-delegation", row.code))
        for row in (delegations if scope.whole_delegation_ids else ())
    ]
    units = Unit.objects.filter(pk__in=scope.unit_ids).order_by("name")
    found += [
        Board(f"unidad-{row.clues}", row.name, _("Unidad"), address("supply:board-unit", row.clues))
        for row in (units if scope.unit_ids else ())
    ]
    return found


def front_door(request: HttpRequest) -> HttpResponseBase:
    """What this is, for whoever has not signed in."""
    return render(request, "home_front.html")


def choice(request: HttpRequest, boards: list[Board]) -> HttpResponseBase:
    """The boards to choose from."""
    return render(request, "home_choice.html", {"boards": boards, "chosen": request.session.get(CHOSEN, "")})


def own_home(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Of those who do not see the country: their board, the one they chose last, or what a family has to know."""
    boards = boards_of(person)
    if len(boards) == 1:
        return redirect(boards[0].href)
    if boards:
        chosen = [board for board in boards if board.key == request.session.get(CHOSEN)]
        return redirect(chosen[0].href) if chosen else choice(request, boards)
    # A relative whose child is registered, with consent or asked for it, has a page about the child.
    if Guardian.objects.current().filter(person=person).exists():
        return redirect("pediatric:family")
    hospitals = family_hospitals(person)
    if hospitals:
        return render(request, "home_family.html", family_context(person, hospitals))
    return render(request, "home_without_board.html", without_board_context(person))


def family_hospitals(person: Person) -> list[Unit]:
    """The hospitals where a relative's child is treated."""
    ids = [grant.unit_id for grant in scope_of(person).grants if grant.role == Role.FAMILY and grant.unit_id]
    return list(Unit.objects.filter(pk__in=ids).select_related("delegation").order_by("name")) if ids else []


def family_context(person: Person, hospitals: list[Unit]) -> dict[str, Any]:
    """Who answers at each hospital today, and what the family was told; no figures of stock."""
    told = Notification.objects.visible_to(person).unread()[:NOTICES_SHOWN]
    answers_to_central = any(unit.kind == UnitKind.UMAE for unit in hospitals)
    return {
        "hospitals": [(unit, who_answers(unit, unit.today())) for unit in hospitals],
        # To which a UMAE answers; any other hospital has its delegation above it.
        "central": central_office_posting(timezone.localdate()) if answers_to_central else None,
        "notices": [(notice, inbox_line(notice)) for notice in told],
        "help_slug": "pagina-de-la-familia",
    }


def without_board_context(person: Person) -> dict[str, Any]:
    """Whom somebody without a posting in force asks: who appointed them last, else central office."""
    last = (
        Posting.objects.filter(person=person)
        .exclude(role=Role.FAMILY)
        .select_related("unit", "delegation")
        .order_by("-ends_on", "-starts_on")
        .first()
    )
    return {"last": last, "central": central_office_posting(timezone.localdate())}
