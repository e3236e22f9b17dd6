"""A series: when its meetings are, and what they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from delegations.upsert import Upserted
from meetings.actions.meetings.planning import plan_meetings, unplan_meetings, weeks_ahead
from meetings.errors.series import CodeTaken, FactWrong
from meetings.meeting_rights import must_manage
from meetings.models import Member, ParticipantKind, RestRule, Series
from pediatric_platform.errors.editing import check_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """What a series is. The weekday is that of `anchor_on`, the day of its first meeting."""

    name: str
    anchor_on: date
    starts_at: time
    minutes: int = 120
    every_weeks: int = 1
    time_zone: str = "America/Mexico_City"
    rest_rule: str = RestRule.NEXT
    purpose: str = ""
    place: str = ""
    video_link: str = ""
    has_reviews: bool = False
    with_families: bool = False
    quorum: int = 50


_NAMES = tuple(field.name for field in fields(SeriesFacts))
# A change of one of these moves what is planned and not called yet to other days.
_DAYS = ("anchor_on", "every_weeks")


@transaction.atomic
def make_series(*, facts: SeriesFacts, code: str = "", by: Person | None) -> Series:
    """A series, and its meetings of the next weeks. Whom to call is said next."""
    must_manage(by)
    series = Series()
    _write(series, facts)
    series.code = code or _unused_code(series.name)
    try:
        with transaction.atomic():
            series.save(force_insert=True)
    except IntegrityError as error:
        raise CodeTaken from error
    audit.record(type="meeting_series.made", by=by, target=series, after=_told(series))
    plan_meetings(series=series, until=weeks_ahead(series), by=by)
    return series


@transaction.atomic
def change_series(*, series: Series, facts: SeriesFacts, edition: int | None = None, by: Person | None) -> Series:
    """Another day, hour or place. Meetings that were called stay as they are; those that were not take it over."""
    must_manage(by)
    series = Series.objects.select_for_update().get(pk=series.pk)
    check_edition(series, edition)
    before, days = _told(series), [getattr(series, name) for name in _DAYS]
    _write(series, facts)
    if _told(series) == before:
        return series
    series.edition += 1
    series.save()
    audit.record(type="meeting_series.changed", by=by, target=series, before=before, after=_told(series))
    if series.is_active:
        if days != [getattr(series, name) for name in _DAYS]:
            unplan_meetings(series=series, by=by)
        plan_meetings(series=series, until=weeks_ahead(series), by=by)
    return series


@transaction.atomic
def retire_series(*, series: Series, is_active: bool = False, edition: int | None = None, by: Person | None) -> Series:
    """No more meetings are planned, and those that nobody was called to are taken off; or in use again."""
    must_manage(by)
    series = Series.objects.select_for_update().get(pk=series.pk)
    check_edition(series, edition)
    if series.is_active == is_active:
        return series
    series.is_active = is_active
    series.edition += 1
    series.save(update_fields=["is_active", "edition"])
    kind = "meeting_series.resumed" if is_active else "meeting_series.retired"
    audit.record(type=kind, by=by, target=series)
    if is_active:
        plan_meetings(series=series, until=weeks_ahead(series), by=by)
    else:
        unplan_meetings(series=series, by=by)
    return series


@transaction.atomic
def load_series(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """The series of a file that are not there yet. What people have changed since stays as they left it."""
    known = set(Series.objects.values_list("code", flat=True))
    done = Upserted()
    for row in rows:
        told = dict(row)
        code, roles, simulated = told.pop("code"), told.pop("roles"), told.pop("is_simulated", False)
        if code in known:
            done.unchanged += 1
            continue
        series = make_series(facts=SeriesFacts(**told), code=code, by=by)
        members = [
            Member(series=series, kind=ParticipantKind.INSTITUTE, role=role, since=series.anchor_on) for role in roles
        ]
        Member.objects.bulk_create(members)
        if simulated:
            Series.objects.filter(pk=series.pk).update(is_simulated=True)
        done.created.append(code)
    return done


def _write(series: Series, facts: SeriesFacts) -> None:
    """Check what was told and put it on the row."""
    if not facts.name.strip():
        raise FactWrong("name", _("Falta el nombre de la serie."), _("Escriba cómo la llaman quienes se reúnen."))
    if facts.time_zone not in available_timezones():
        raise FactWrong("time_zone", _("Esa zona horaria no existe."), _("Por ejemplo: America/Mexico_City."))
    if not 5 <= facts.minutes <= 1440:
        raise FactWrong("minutes", _("La duración va de 5 a 1440 minutos."), _("Por ejemplo: 120."))
    if not 1 <= facts.every_weeks <= 52:
        raise FactWrong("every_weeks", _("Se repite cada 1 a 52 semanas."), _("Cada semana es 1."))
    if not 0 <= facts.quorum <= 100:
        raise FactWrong("quorum", _("El quórum es un porcentaje, de 0 a 100."), _("Por ejemplo: 50."))
    if facts.rest_rule not in RestRule.values:
        raise FactWrong("rest_rule", _("Esa regla no existe."), _("Elija una de la lista."))
    for name, value in asdict(facts).items():
        setattr(series, name, " ".join(value.split()) if isinstance(value, str) and name != "purpose" else value)
    series.weekday = facts.anchor_on.isoweekday()


def _unused_code(name: str) -> str:
    stem = slugify(name)[:34].strip("-") or "serie"
    code, number = stem, 1
    while Series.objects.filter(code=code).exists():
        number += 1
        code = f"{stem}-{number}"
    return code


def _told(series: Series) -> dict[str, Any]:
    """What the trail keeps: the link of the video stays out of it."""
    told = {name: getattr(series, name) for name in _NAMES if name != "video_link"}
    return told | {"anchor_on": series.anchor_on.isoformat(), "starts_at": f"{series.starts_at:%H:%M}"}
