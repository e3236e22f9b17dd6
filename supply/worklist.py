"""What to do today: lines that every area puts on one ranked list, by harm and not by module.

An area describes what of it waits in a module of supply/work_sources/ and adds it to SOURCES there:

    def read(desk: Desk) -> list[WorkItem]:
        found = desk.rows(
            "SELECT … WHERE r.state = 'sent' AND {within} ORDER BY … LIMIT %(rows)s",
            within=desk.of(Permission.APPROVE_SUPPLY, unit="p.unit_id", delegation="p.delegation_id"),
        )
        return [
            WorkItem(
                key=f"requisitions:{row.id}",         # the source's name and what is stable: putting off holds on to it
                rank=Rank.REST,
                urgency=-row.sent_at.timestamp(),     # within its rank the greatest stands first
                tell=partial(_told, desk, row),       # its words, asked for only where the line is shown
            )
            for row in found
        ]

    def _told(desk: Desk, row: Any) -> Told:
        return Told(
            tone="critical",                      # a category's code: its mark and hue
            title=_("Decidir la requisición RQ-000012"),
            why=_("Pide 40 piezas de 3 claves; la unidad tiene para 2 días"),   # a sentence with its figures
            href=address("supply:requisition", row.id), action=_("Decidir"),
            where=row.place, unit_id=…, delegation_id=…, drug_id=…, due=row.needed_on, as_of=row.sent_at,
        )

    SOURCE = WorkSource("requisitions", _("Requisiciones por decidir"), read, all_of="supply:requisition-list")

`desk.of` is the condition that narrows a statement to where the person holds a permission and to what the page was
asked for. A source reads with one statement, worst first, and stops at `desk.limit + 1` rows: the list then says that
there are more and leads to `all_of`. Upper floors register from their AppConfig.ready as well. A line that is put off
(`WorkSnooze`) is hidden from that desk until its day; what becomes worse must change its key, so that it comes back.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import Scope, scope_of

# Of one source and desk: nobody does more in a day, and the rest is a press away.
LIMIT = 50


class Rank(IntEnum):
    """Order of harm. The days are how long a line may be put off; none: it is answered, not put off."""

    DOSE = 1  # a dated dose that nothing covers
    RECALL = 2  # a lot that must be put aside, with a clock
    RUNNING_OUT = 3
    EXPIRING = 4
    REST = 5

    @property
    def longest_days(self) -> int:
        return {Rank.DOSE: 1, Rank.RECALL: 0, Rank.RUNNING_OUT: 14}.get(self, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line says, in whole sentences of the reader's language. `due` is by when, `as_of` of when its figures are.

    `href` is where the button leads, `press` what it posts there (None: it is a link); `page` where one reads more
    about it. `where` and `drug` name what the ids stand for.
    """

    tone: str
    title: str
    why: str
    href: str
    action: str
    page: str = ""
    due: datetime | date | None = None
    as_of: datetime | date | None = None
    where: str = ""
    drug: str = ""
    unit_id: int | None = None
    delegation_id: int | None = None
    drug_id: int | None = None
    press: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One thing to do: what it is ranked by, and how to put it into words."""

    key: str
    rank: Rank
    urgency: float
    tell: Callable[[], Told] = field(repr=False, compare=False)

    @cached_property
    def told(self) -> Told:
        return self.tell()


@dataclass(frozen=True)
class Desk:
    """Whose list it is, at what moment, and what of it was asked for; sources narrow their statements with `of`.

    `units` and `drugs` are the only ones asked for; None: any.
    """

    person: Person
    now: datetime
    delegation_id: int | None = None
    units: frozenset[int] | None = None
    drugs: frozenset[int] | None = None
    limit: int = LIMIT

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.person)

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def level(self) -> str:
        """How far the person looks: what one level puts off stays on the lists of the others."""
        if self.scope.is_national:
            return "country"
        return "delegation" if self.scope.whole_delegation_ids else "unit"

    @cached_property
    def post(self) -> str:
        """Whose desk it is: titular and substitute of a post put off, and find again, the same lines."""
        if self.scope.is_national:
            return "country"
        ids = self.scope.whole_delegation_ids or self.scope.unit_ids
        return f"{self.level}-{'-'.join(str(pk) for pk in sorted(ids))}"[:60]

    def may(self, permission: Permission) -> bool:
        """Whether the person holds it anywhere: where not, a source needs no statement."""
        return self.scope.allows(permission)

    def of(
        self, permission: Permission = Permission.VIEW_STOCK, *, unit: str = "", delegation: str = "", drug: str = ""
    ) -> str:
        """The condition of a statement: where a posting of the person grants the permission, and what was asked for.

        `unit`, `delegation` and `drug` are columns, or conditions with `{}` where the ids go.
        """
        return f"{self.where(permission, unit=unit, delegation=delegation)} AND " + self.asked(
            unit=unit, delegation=delegation, drug=drug
        )

    def asked(self, *, unit: str = "", delegation: str = "", drug: str = "") -> str:
        """The condition alone: the delegation, units and drugs that the page was asked for."""
        asked = (
            (delegation, None if self.delegation_id is None else [self.delegation_id]),
            (unit, self.units),
            (drug, self.drugs),
        )
        return " AND ".join(_among(column, ids) for column, ids in asked if ids is not None) or "TRUE"

    def where(self, permission: Permission, *, unit: str = "", delegation: str = "") -> str:
        """The condition alone: places over which a posting grants the permission."""
        grants = [grant for grant in self.scope.grants if permission in grant.permissions]
        if any(grant.is_national for grant in grants):
            return "TRUE"
        delegations = [grant.delegation_id for grant in grants if grant.delegation_id is not None]
        units = [grant.unit_id for grant in grants if grant.unit_id is not None]
        return f"({_among(delegation, delegations)} OR {_among(unit, units)})"

    def rows(self, statement: str, told: Mapping[str, Any] | None = None, **parts: str) -> list[Any]:
        """What a statement finds, as named tuples.

        It has `{parts}` put in, conditions and columns of ours; it may say %(today)s, %(now)s, %(person)s, %(rows)s
        (its limit) and what else it is told.

        Written out, a statement costs a tenth of having it put together each time; a worklist asks a dozen of them.
        """
        always: dict[str, Any] = {
            "today": self.today,
            "now": self.now,
            "person": self.person.pk,
            "rows": self.limit + 1,
        }
        with connection.cursor() as cursor:
            cursor.execute(statement.format(**parts), always | dict(told or {}))
            row = _row_type(tuple(column[0] for column in cursor.description))
            return [row._make(found) for found in cursor.fetchall()]


def _among(column: str, ids: Iterable[int]) -> str:
    """Whether the column is one of the ids: numbers of rows of ours, never what somebody typed."""
    listed = ", ".join(str(int(pk)) for pk in sorted(ids))
    if not column or not listed:
        return "FALSE"
    within = f"IN ({listed})"
    return column.format(within) if "{}" in column else f"{column} {within}"


@cache
def _row_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


Read = Callable[[Desk], Sequence[WorkItem]]


@dataclass(frozen=True)
class WorkSource:
    """A kind of work. `all_of` is the URL name of the page with all of it."""

    name: str
    label: str | Promise
    read: Read
    all_of: str = ""


_sources: dict[str, WorkSource] = {}


def register(source: WorkSource) -> None:
    """Make a kind known; the same name again must be the same kind."""
    if _sources.setdefault(source.name, source) != source:
        raise ValueError(f"Work {source.name!r} is registered twice, differently.")


def source_of(key: str) -> WorkSource | None:
    """The kind that a line's key belongs to."""
    return _sources.get(key.partition(":")[0])


def sources() -> tuple[WorkSource, ...]:
    """All kinds known, in the order in which they registered."""
    return tuple(_sources.values())
