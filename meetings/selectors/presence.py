"""Who is on a meeting's list and who is there: the rows, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Max, QuerySet, Value, When

from meetings.models import THERE, Attendance, Meeting, ParticipantKind, Presence
from meetings.quorum import Quorum, quorum


@dataclass(slots=True)
class KindCount:
    """Participants of one kind."""

    kind: str
    label: str
    people: int = 0
    there: int = 0


@dataclass(slots=True)
class PresenceCounts:
    """How many are on the list, by what is noted of them; the quorum; when something was noted last."""

    people: int
    by_presence: dict[str, int]
    kinds: list[KindCount]
    quorum: Quorum
    noted_at: datetime | None = field(default=None)

    @property
    def present(self) -> int:
        return self.by_presence[Presence.PRESENT]

    @property
    def represented(self) -> int:
        return self.by_presence[Presence.REPRESENTED]

    @property
    def excused(self) -> int:
        return self.by_presence[Presence.EXCUSED]

    @property
    def absent(self) -> int:
        return self.by_presence[Presence.ABSENT]

    @property
    def expected(self) -> int:
        return self.by_presence[Presence.EXPECTED]

    @property
    def there(self) -> int:
        return self.present + self.represented

    @property
    def version(self) -> str:
        """Changes with whatever a screen shows of it."""
        at = self.noted_at.timestamp() if self.noted_at else 0
        return f"{self.people}-{self.there}-{self.quorum.there}-{self.quorum.needed}-{self.excused}-{at:.3f}"


def counts_of(meeting: Meeting) -> PresenceCounts:
    """One statement, whatever the length of the list."""
    groups = (
        Attendance.objects.filter(meeting=meeting)
        .order_by()
        .values("kind", "presence", "is_required")
        .annotate(n=Count("pk"), last=Max("noted_at"))
    )
    by_presence = dict.fromkeys(Presence.values, 0)
    kinds = {kind.value: KindCount(kind.value, str(kind.label)) for kind in ParticipantKind}
    required = there = 0
    noted_at: datetime | None = None
    for group in groups:
        count, is_there = group["n"], group["presence"] in THERE
        by_presence[group["presence"]] += count
        kinds[group["kind"]].people += count
        kinds[group["kind"]].there += count if is_there else 0
        required += count if group["is_required"] else 0
        there += count if group["is_required"] and is_there else 0
        noted_at = max(filter(None, (noted_at, group["last"])), default=None)
    return PresenceCounts(
        people=sum(by_presence.values()),
        by_presence=by_presence,
        kinds=[row for row in kinds.values() if row.people],
        quorum=quorum(required=required, there=there, share=meeting.series.quorum),
        noted_at=noted_at,
    )


def in_order(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """With what a line of the list shows, and `rank`: the institute first, then as the kinds are declared."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ParticipantKind.values)]
    return rows.select_related("delegation", "unit__delegation", "person", "noted_by").annotate(
        rank=Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    )
