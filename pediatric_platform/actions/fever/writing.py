"""What the verbs share: an episode under lock, a stamp and its history written together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.fever import BadKey, FutureStamp, ImpossibleTemperature, OutOfOrder, TooLongAgo
from pediatric_platform.folios import FEVER, new_folio
from pediatric_platform.golden_hour import AHEAD, STAMPS, clash_of, earliest
from pediatric_platform.models import Child, FeverEpisode, FeverStamp
from pediatric_platform.selectors.fever_rules import rule_values

# What a thermometer shows; the table refuses the rest too.
COLDEST, HOTTEST = Decimal(34), Decimal(43)
LONGEST_KEY = 52
TRIES = 5


def locked(episode: FeverEpisode, edition: int | None = None) -> FeverEpisode:
    """The episode as it is, held until the end of the transaction; whoever stamps at the same time waits here."""
    row = (
        FeverEpisode.objects.select_for_update(of=("self",))
        .select_related("unit__delegation", "child__unit")
        .get(pk=episode.pk)
    )
    check_edition(row, edition)
    return row


def locked_child(child: Child) -> Child:
    """Two who open an episode for the same child wait for each other here."""
    return Child.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=child.pk)


def running_of(child: Child) -> FeverEpisode | None:
    found = FeverEpisode.objects.running().filter(child=child).values_list("pk", flat=True).first()
    return None if found is None else locked(FeverEpisode(pk=found))


def clean_key(key: str) -> str:
    if not key or len(key) > LONGEST_KEY:
        raise BadKey
    return key


def clean_temperature(temperature: Decimal | None) -> Decimal | None:
    if temperature is not None and not COLDEST <= temperature <= HOTTEST:
        raise ImpossibleTemperature
    return temperature


def clean_moment(stamp: str, at: datetime | None, now: datetime) -> datetime:
    """The moment of a stamp: now where none is given; never ahead, nor farther back than it may be set."""
    if at is None:
        return now
    if at > now + AHEAD:
        raise FutureStamp
    if at < earliest(stamp, now):
        raise TooLongAgo(int((now - earliest(stamp, now)) / timedelta(hours=1)))
    return min(at, now)


def times_of(episode: FeverEpisode) -> Mapping[str, datetime | None]:
    """Each stamp's moment, by its name."""
    return {name: getattr(episode, f"{name}_at") for name in STAMPS}


def check_order(episode: FeverEpisode, stamp: str, at: datetime) -> None:
    """OutOfOrder where the stamp would come before what it follows."""
    times = times_of(episode)
    if clash := clash_of(times, stamp, at):
        before, after = clash
        other = times[after if stamp == before else before]
        assert other is not None
        raise OutOfOrder(before, after, stamp=stamp, other_at=other, zone=episode.unit.zone)


def target() -> timedelta:
    """From arrival to antibiotic, as the rules say."""
    return timedelta(minutes=float(rule_values()["target_minutes"]))


def add_stamp(
    episode: FeverEpisode,
    stamp: str,
    at: datetime | None,
    *,
    key: str,
    by: Person | None,
    was: datetime | None = None,
    reason: str = "",
    offline: bool = False,
) -> FeverStamp:
    """A line of the history; the episode's own column is the caller's."""
    return FeverStamp.objects.create(
        episode=episode,
        stamp=stamp,
        at=at,
        was=was,
        reason=reason,
        noted_at=timezone.now(),
        by=by,
        offline=offline,
        key=key,
    )


def new_episode(*, child: Child, unit: Unit, **facts: object) -> FeverEpisode:
    """A row under a folio that nobody has."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return FeverEpisode.objects.create(folio=new_folio(FEVER), child=child, unit=unit, **facts)
        except IntegrityError as error:
            if "folio" not in str(error) or attempt == TRIES - 1:
                raise
    raise AssertionError  # pragma: no cover


def replay_of(key: str) -> FeverEpisode | None:
    """The episode that a tap with this key has touched already."""
    found = FeverStamp.objects.filter(key=key).select_related("episode__unit", "episode__child").first()
    return None if found is None else found.episode


def said(at: datetime | None) -> str | None:
    """A moment in the trail."""
    return None if at is None else at.isoformat(timespec="seconds")
