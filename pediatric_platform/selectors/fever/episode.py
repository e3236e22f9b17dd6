"""One episode: each stamp with who set it and what it said before, the clocks, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from delegations.models import Person, Unit
from pediatric_platform.clinical import may_see_relatives
from pediatric_platform.golden_hour import CORRECTABLE, STAMPS, Clock, clock_of, next_of, taken
from pediatric_platform.models import (
    Child,
    FeverEpisode,
    FeverStamp,
    FeverState,
    Guardian,
    KitItem,
    KitRole,
    Stamp,
)
from supply.models import Drug

# Late and nobody said why: asked for this long.
ASKED_WHY = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class StampLine:
    """One of the eight moments: when, who wrote it and how long after."""

    name: str
    label: str
    at: datetime | None
    by: str
    noted_later: int | None  # minutes, where it was written down later than a tap takes
    offline: bool
    corrected: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the history, as `_components/timeline.html` shows it."""

    at: datetime
    text: str
    by: str
    note: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeFile:
    """What its page shows."""

    episode: FeverEpisode
    clock: Clock
    lines: Sequence[StampLine]
    events: Sequence[Happening]
    since_arrival: int | None
    since_order: int | None
    names_child: bool
    relatives: Sequence[Guardian]
    antibiotics: Sequence[Drug]
    may_change: bool  # still within the limits of corrections


def file_of(episode: FeverEpisode, person: Person, now: datetime) -> EpisodeFile:
    """A fixed number of statements, however many stamps."""
    history = list(episode.stamps.select_related("by").order_by("noted_at", "id"))
    names = Child.objects.visible_to(person).filter(pk=episode.child_id).exists()
    return EpisodeFile(
        episode=episode,
        clock=clock_of(
            arrived_at=episode.arrived_at,
            deadline_at=episode.deadline_at,
            antibiotic_at=episode.antibiotic_at,
            expected_since=episode.prealert_at or episode.opened_at,
            now=now,
        ),
        lines=_lines(episode, history),
        events=_events(episode, history),
        since_arrival=taken(episode.arrived_at, episode.antibiotic_at),
        since_order=taken(episode.ordered_at, episode.antibiotic_at),
        names_child=names,
        relatives=_relatives(episode, person) if names else (),
        antibiotics=antibiotics_of(episode.unit),
        may_change=episode.state != FeverState.CLOSED
        and (episode.antibiotic_at is None or now - episode.antibiotic_at <= CORRECTABLE),
    )


def antibiotics_of(unit: Unit) -> list[Drug]:
    """Those of the hospital's kit, first choice first."""
    items = KitItem.objects.active().filter(unit=unit).exclude(role=KitRole.SUPPLY).select_related("drug")
    return [item.drug for item in items.order_by("position", "pk") if item.drug is not None]


def unexplained_at(unit: Unit, now: datetime) -> Sequence[FeverEpisode]:
    """Treated after the limit, lately, and nobody said why."""
    rows = FeverEpisode.objects.filter(
        unit=unit, state=FeverState.TREATED, late_reason="", arrived_at__gte=now - ASKED_WHY
    ).only("folio", "arrived_at", "antibiotic_at", "deadline_at")
    return [row for row in rows.order_by("arrived_at") if _is_late(row)]


def _is_late(row: FeverEpisode) -> bool:
    return row.antibiotic_at is not None and row.deadline_at is not None and row.antibiotic_at > row.deadline_at


def _relatives(episode: FeverEpisode, person: Person) -> Sequence[Guardian]:
    if not may_see_relatives(person, episode.child.unit):
        return ()
    return list(
        Guardian.objects.filter(child=episode.child_id, ended_at__isnull=True)
        .exclude(phone="")
        .select_related("person")
    )


def _lines(episode: FeverEpisode, history: Sequence[FeverStamp]) -> list[StampLine]:
    times = {name: getattr(episode, f"{name}_at") for name in STAMPS}
    following = next_of(times) if episode.state != FeverState.CLOSED else ""
    return [_line(name, times[name], [one for one in history if one.stamp == name], following) for name in STAMPS]


def _line(name: str, at: datetime | None, history: Sequence[FeverStamp], following: str) -> StampLine:
    last = history[-1] if history and at is not None else None
    return StampLine(
        name=name,
        label=str(Stamp(name).label),
        at=at,
        by=last.by.full_name if last and last.by else "",
        noted_later=_later(last),
        offline=bool(last and last.offline),
        corrected=any(one.was for one in history),
        is_next=name == following,
    )


def _later(row: FeverStamp | None) -> int | None:
    minutes = taken(row.at, row.noted_at) if row else None
    return minutes if minutes and minutes > 1 else None


def _events(episode: FeverEpisode, history: Sequence[FeverStamp]) -> list[Happening]:
    zone = episode.unit.zone

    def hour(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%d/%m %H:%M}" if at else ""

    told = []
    for one in reversed(history):
        label = Stamp(one.stamp).label
        if one.at is None:
            text = _("Quitó «%(stamp)s», que decía %(was)s") % {"stamp": label, "was": hour(one.was)}
        elif one.was is not None:
            text = _("Corrigió «%(stamp)s»: %(was)s por %(at)s") % {
                "stamp": label,
                "was": hour(one.was),
                "at": hour(one.at),
            }
        else:
            text = _("«%(stamp)s» a las %(at)s") % {"stamp": label, "at": hour(one.at)}
        note = one.reason or (_("Llegó después: no había red") if one.offline else "")
        by = one.by.full_name if one.by else ""
        told.append(Happening(one.noted_at, text, by, note, "bad" if one.was else ""))
    return told
