"""What the pages of the registry read: the list, and one child's page in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from delegations import audit_words
from delegations.models import AuditEvent, AuditKind, Person
from pediatric_platform.models import (
    Allergy,
    Child,
    Growth,
    Plan,
    RegimenLine,
    Session,
    SessionMove,
    Stay,
)
from pediatric_platform.selectors.sessions import standing

SHOWN_EVENTS = 25
SHOWN_READS = 20
SHOWN_MEASURES = 24
# Sealed, and opened for one child's page alone.
SEALED = ("curp", "nss", "agregado")


def listed(person: Person) -> QuerySet[Child]:
    """The children whom the person treats, with the day of the last measure and of the next session."""
    measures = Growth.objects.filter(child=OuterRef("pk")).order_by().values("child")
    sessions = (
        standing(Session.objects.all())
        .filter(plan__child=OuterRef("pk"), on__gte=timezone.localdate())
        .order_by()
        .values("plan__child")
    )
    regimen = Plan.objects.active().filter(child=OuterRef("pk")).values("regimen__protocol__name")[:1]
    return (
        Child.objects.visible_to(person)
        .defer(*SEALED)
        .select_related("unit__delegation", "diagnosis")
        .annotate(
            measured_on=Subquery(measures.annotate(last=Max("measured_on")).values("last")),
            next_on=Subquery(sessions.annotate(first=Min("on")).values("first")),
            regimen_name=Subquery(regimen),
        )
    )


def one_of(person: Person) -> QuerySet[Child]:
    """Where a page finds its child: those whom the person treats."""
    return Child.objects.visible_to(person).select_related("unit__delegation", "diagnosis", "registered_by")


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a child's history, as `_components/timeline.html` shows it."""

    at: datetime
    text: str
    by: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ChildPage:
    """Everything about a child that is the registry's own."""

    child: Child
    growth: Sequence[Growth]  # oldest first
    allergies: Sequence[Allergy]
    refuted: Sequence[Allergy]
    conflicts: frozenset[str]  # substances named by the plan under way
    stays: Sequence[Stay]
    happenings: Sequence[Happening]

    @property
    def last(self) -> Growth | None:
        return self.growth[-1] if self.growth else None

    @property
    def needs_measure(self) -> bool:
        """Whether the last measure is too old to size a dose by."""
        return self.last is None or (timezone.localdate() - self.last.measured_on).days > 60


def child_page(child: Child) -> ChildPage:
    """The registry's part of a child's page: eight statements, whatever happened to the child."""
    allergies = list(Allergy.objects.filter(child=child).select_related("written_by").order_by("-noted_on", "pk"))
    standing = [allergy for allergy in allergies if allergy.refuted_at is None]
    return ChildPage(
        child=child,
        growth=measures_of(child),
        allergies=standing,
        refuted=[allergy for allergy in allergies if allergy.refuted_at is not None],
        conflicts=conflicts_of(child, standing),
        stays=list(Stay.objects.filter(child=child).select_related("unit").order_by("-since")),
        happenings=happenings_of(child),
    )


def measures_of(child: Child) -> list[Growth]:
    """The last measures of a child, the oldest first; of two on a day the later one holds."""
    rows = Growth.objects.filter(child=child).select_related("written_by").order_by("-measured_on", "-pk")
    held: dict[date, Growth] = {}
    for row in rows[: 2 * SHOWN_MEASURES]:
        held.setdefault(row.measured_on, row)
    return list(held.values())[:SHOWN_MEASURES][::-1]


def conflicts_of(child: Child, allergies: Sequence[Allergy]) -> frozenset[str]:
    """Substances a child reacts to that the plan under way gives all the same."""
    inns = {allergy.inn.casefold(): allergy.substance for allergy in allergies if allergy.inn}
    if not inns:
        return frozenset()
    given = RegimenLine.objects.filter(phase__regimen__in=Plan.objects.active().filter(child=child).values("regimen"))
    return frozenset(
        inns[inn.casefold()] for inn in given.values_list("inn", flat=True).distinct() if inn.casefold() in inns
    )


def happenings_of(child: Child) -> list[Happening]:
    """What was done to the child and its plans, and each session that was moved, the newest first."""
    plans = [str(pk) for pk in Plan.objects.filter(child=child).values_list("pk", flat=True)]
    events = AuditEvent.objects.filter(
        Q(target_model=Child._meta.label_lower, target_id=str(child.pk))
        | Q(target_model=Plan._meta.label_lower, target_id__in=plans),
        kind=AuditKind.WRITE,
    ).order_by("-at", "-pk")[:SHOWN_EVENTS]
    moves = SessionMove.objects.filter(session__plan__child=child).select_related("by").order_by("-at")[:SHOWN_EVENTS]
    found = [Happening(event.at, audit_words.title_of(event.type), audit_words.who_of(event)) for event in events]
    found += [
        Happening(
            move.at,
            f"{move.moved_from:%d/%m/%Y} → {move.moved_to:%d/%m/%Y}: {move.get_reason_display()}",
            move.by.full_name if move.by else "",
            move.note,
            "bad" if move.reason == "missing_drug" else "",
        )
        for move in moves
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN_EVENTS]


def readers_of(child: Child) -> list[AuditEvent]:
    """Who opened the child's record lately, and who saw its identifiers."""
    reads = AuditEvent.objects.about(child).filter(kind=AuditKind.READ)
    return list(reads.order_by("-at", "-pk")[:SHOWN_READS])
