"""Cases as lists show them: who has each, what it waits for, and which are late. One statement a page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.fields import SmallIntegerField
from django.db.models.functions import Coalesce

from delegations.models import Person
from delegations.roles import Permission
from pediatric_platform.clinical import units_of
from pediatric_platform.models import STANDING, UNSOLVED, Case, CaseEvent, CaseEventKind, CaseFollower, Level

BEGUN_ANEW = (CaseEventKind.REOPENED, CaseEventKind.DISPUTED)
# What a list needs of each case, joined.
JOINED = ("unit__delegation", "drug", "owner__person", "owner__unit", "owner__delegation")


def overdue(now: datetime) -> Q:
    """Still unsolved, and a limit was let pass: a level lost it to the next, or nobody called the family in time.

    Reads `has_climbed` (see `with_lateness`): the sweep gives a case that climbs a new limit within the minute, so its
    own deadline alone would hardly ever be found in the past.
    """
    return Q(state__in=UNSOLVED) & (
        Q(deadline_at__lt=now) | Q(level=Level.SESSION) | Q(has_climbed=True) | Q(contact_by__lt=now)
    )


def with_lateness(rows: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    """Each with `has_climbed` (a level let its time pass, since the case was last begun anew) and `is_overdue`."""
    begun_anew = CaseEvent.objects.filter(case=OuterRef("case"), kind__in=BEGUN_ANEW, at__gt=OuterRef("at"))
    climbed = CaseEvent.objects.filter(~Exists(begun_anew), case=OuterRef("pk"), kind=CaseEventKind.ESCALATED)
    return rows.annotate(has_climbed=Exists(climbed)).annotate(
        is_overdue=ExpressionWrapper(overdue(now), output_field=BooleanField())
    )


def listed(person: Person, now: datetime) -> QuerySet[Case]:
    """The cases that the person sees, with `is_overdue`, `is_mine`, `children`, `rank` (0: mine and late) and
    `reads_words` (as `case_rights.may_read_story`)."""
    rows = with_lateness(Case.objects.visible_to(person), now).select_related(*JOINED)
    touched = CaseFollower.objects.current().filter(case=OuterRef("pk"), child__isnull=False).order_by()
    return rows.annotate(
        reads_words=ExpressionWrapper(
            Q(unit__in=units_of(person, Permission.WORK_CASE).order_by().values("pk")), output_field=BooleanField()
        ),
        is_mine=ExpressionWrapper(Q(owner__person=person, state__in=STANDING), output_field=BooleanField()),
        children=Coalesce(Subquery(touched.values("case").values(n=Count("child", distinct=True))), 0),
    ).annotate(rank=_rank())


def _rank() -> Choose:
    """What is mine and late first, then what is mine, what is late, what stands, and what has ended."""
    return Choose(
        When(is_mine=True, is_overdue=True, then=Value(0)),
        When(is_mine=True, state__in=UNSOLVED, then=Value(1)),
        When(is_overdue=True, then=Value(2)),
        When(state__in=UNSOLVED, then=Value(3)),
        When(state__in=STANDING, then=Value(4)),
        default=Value(5),
        output_field=SmallIntegerField(),
    )
