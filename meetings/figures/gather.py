"""Everything that a meeting freezes, of every place at once, in some thirty queries whatever the number of places."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.figures.abasto import abasto_of, reporting_of, trend_of, weeks_of
from meetings.figures.agreements import agreements_about
from meetings.figures.cases import standing_cases
from meetings.figures.children import uncovered
from meetings.figures.drugs import ZERO_KEPT, worst_pairs, zero_drugs
from meetings.figures.fever import fever
from meetings.figures.network import directory_on, network_gaps
from meetings.figures.orders import orders_towards
from meetings.figures.places import COUNTRY, NETWORK, Places, closed_week, places_on
from meetings.figures.recalls import recalls_unanswered
from meetings.figures.rollout import rollout
from meetings.figures.severity import severity
from meetings.figures.shape import FORM, CountryFigures, Header, NetworkFigures, PlaceFigures, PlaceRow
from meetings.figures.transfers import transfers_towards
from meetings.figures.unmet import unmet_demand
from meetings.models import Meeting
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek

Kind = Literal["country", "delegation", "unit", "network"]


class Gathered(dict[str, PlaceFigures | CountryFigures | NetworkFigures]):
    """By key: "country", "network", delegations' codes, CLUES of UMAE. `places` tells whose each is."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places


def week_of(meeting: Meeting, now: datetime) -> IsoWeek | None:
    """The closed week that the meeting looks at: its own, once it has one."""
    return IsoWeek.of(meeting.week) if meeting.week else closed_week(now)


def gather(meeting: Meeting, now: datetime) -> Gathered:
    """In Spanish, whoever asks: what is frozen is read by everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        return _gather(meeting, now)


def _gather(meeting: Meeting, now: datetime) -> Gathered:
    today = timezone.localdate(now)
    week = week_of(meeting, now)
    places = places_on(today)
    found = Gathered(places)
    figures = _of_places(places, meeting, week, today, now)
    found.update(figures)
    found[COUNTRY] = CountryFigures(
        **figures[COUNTRY],
        delegations=[_row(figures[row.code]) for row in places.delegations.values()],
        umae=[_row(figures[row.code]) for row in places.umae.values()],
    )
    entries, counts = directory_on(today)
    header = _header("network", "", _("Directorio de la red"), None, now)
    found[NETWORK] = NetworkFigures(**header, day=today.isoformat(), **counts, entries=entries)  # type: ignore[typeddict-item]
    return found


def _of_places(
    places: Places, meeting: Meeting, week: IsoWeek | None, today: date, now: datetime
) -> dict[str, PlaceFigures]:
    sums = weeks_of(places, week)
    worst, zero = worst_pairs(places, week), zero_drugs(places, week)
    children, cases, unmet = uncovered(places, today, now), standing_cases(places, now), unmet_demand(places, week)
    transfers, gaps = transfers_towards(places, week, today), network_gaps(places, today)
    orders, recalled = orders_towards(places, today), recalls_unanswered(places, now)
    sites, waits = rollout(places, today), fever(places, today)
    agreed = agreements_about(places, meeting, today)
    headers: list[tuple[Header, str]] = [(_header("country", "", _("País"), week, now), "")]
    headers += [(_header("delegation", *row[1:3], week, now), row.code) for row in places.delegations.values()]
    headers += [(_header("unit", *row[1:3], week, now), row.delegation) for row in places.umae.values()]
    found: dict[str, PlaceFigures] = {}
    for header, delegation in headers:
        key = header["code"] or COUNTRY
        found[key] = PlaceFigures(
            **header,
            delegation=delegation,
            reporting=reporting_of(sums, key, week),
            abasto=abasto_of(sums, key, week),
            trend=trend_of(sums, key, week),
            worst=worst.get(key, []),
            zero_drugs=zero.get(key, [])[:ZERO_KEPT],
            zero_total=len(zero.get(key, [])),
            uncovered=children[key],
            cases=cases[key],
            unmet=unmet[key],
            transfers=transfers[key],
            orders=orders[key],
            recalls=recalled[key],
            gaps=gaps[key],
            rollout=sites[key],
            fever=waits[key],
            agreements=agreed[key],
        )
    return found


def _header(kind: Kind, code: str, name: str, week: IsoWeek | None, now: datetime) -> Header:
    return {
        "form": FORM,
        "kind": kind,
        "code": code,
        "name": name,
        "week": week.monday.isoformat() if week else None,
        "taken_at": now.isoformat(),
    }


def _row(figures: PlaceFigures) -> PlaceRow:
    whole = figures["abasto"][LineKind.WHOLE]
    return {
        "code": figures["code"],
        "name": figures["name"],
        "level": whole["level"],
        "change": whole["change"],
        "pairs": whole["pairs"],
        "unsafe": whole["out"] + whole["critical"],
        "expected": figures["reporting"]["expected"],
        "signed": figures["reporting"]["signed"],
        "uncovered_7": figures["uncovered"]["within_7"]["uncovered"],
        "cases": figures["cases"]["standing"],
        "severity": severity(figures),
    }
