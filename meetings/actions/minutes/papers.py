"""The PDF of signed minutes, made by a worker and kept: once for each number of addenda."""

from __future__ import annotations

import logging
from hashlib import sha256

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from meetings.actions.minutes.opened import note
from meetings.errors.minutes import MinutesNotSigned
from meetings.models import Addendum, Minutes, MinutesPaper, PaperKind
from meetings.papers.minutes import families_pdf, minutes_pdf

logger = logging.getLogger(__name__)


def make_papers(*, minutes: Minutes) -> list[MinutesPaper]:
    """Those that are missing, as the minutes stand; repeated, or by two workers at once, there is one of each."""
    minutes = Minutes.objects.select_related("meeting__series").get(pk=minutes.pk)
    if not minutes.is_signed:
        raise MinutesNotSigned
    addenda = list(minutes.addenda.order_by("number"))
    have = set(MinutesPaper.objects.filter(minutes=minutes, addenda=len(addenda)).values_list("kind", flat=True))
    made = []
    for kind in kinds_of(minutes):
        if kind in have:
            continue
        pdf = minutes_pdf(minutes, addenda) if kind == PaperKind.WHOLE else families_pdf(minutes, addenda)
        made.append(_kept(minutes, kind, len(addenda), pdf))
    return made


def kinds_of(minutes: Minutes) -> list[PaperKind]:
    """Families get a part of their own where they sit at the table; the whole comes last: once it is there, all are."""
    return [PaperKind.FAMILIES, PaperKind.WHOLE] if minutes.meeting.series.with_families else [PaperKind.WHOLE]


def make_missing_papers(*, limit: int = 20) -> int:
    """Signed minutes whose PDF a lost message never asked for; how many papers were made."""
    last = Addendum.objects.filter(minutes=OuterRef("pk")).order_by("-number").values("number")[:1]
    newest = MinutesPaper.objects.filter(minutes=OuterRef("pk"), kind=PaperKind.WHOLE).order_by("-addenda")
    rows = (
        Minutes.objects.signed()
        .annotate(added=Coalesce(Subquery(last), 0), papered=Coalesce(Subquery(newest.values("addenda")[:1]), -1))
        .filter(papered__lt=F("added"))
        .defer("content", "sections")
        .order_by("signed_at")[:limit]
    )
    made = 0
    for minutes in rows:
        try:
            made += len(make_papers(minutes=minutes))
        except Exception:  # whatever keeps one from being set must not keep the others
            logger.exception("Minutes %s have no PDF yet", minutes.pk)
    return made


@transaction.atomic
def _kept(minutes: Minutes, kind: str, addenda: int, pdf: bytes) -> MinutesPaper:
    paper = MinutesPaper(minutes=minutes, kind=kind, addenda=addenda, content=pdf, sha256=sha256(pdf).hexdigest())
    made = MinutesPaper.objects.bulk_create([paper], ignore_conflicts=True)
    row = MinutesPaper.objects.get(minutes=minutes, kind=kind, addenda=addenda)
    if row.sha256 == made[0].sha256:
        note("minutes.paper_made", minutes, None, {"kind": kind, "addenda": addenda, "sha256": row.sha256})
    return row
