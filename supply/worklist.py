"""What to do today: lines that every area puts on one ranked list, by harm and not by module.

An area describes what of it waits in a module of supply/work_sources/ and adds it to SOURCES there:

    def read(desk: Desk) -> list[WorkItem]:
        rows = desk.of(Requisition.objects.waiting(), Permission.APPROVE_SUPPLY, delegation="place__delegation")
        return [
            WorkItem(
                key=f"requisitions:{row.pk}",         # the source's name and what is stable: putting off holds on to it
                rank=Rank.REST,
                urgency=-row.sent_at.timestamp(),     # within its rank the greatest stands first
                tone="critical",                      # a category's code: its mark and hue
                title=_("Decidir la requisición RQ-000012"),
                why=_("Pide 40 piezas de 3 claves; la unidad tiene para 2 días"),   # a sentence with its figures
                href=row.get_absolute_url(), action=_("Decidir"),
                where=row.place.name, unit_id=…, delegation_id=…, drug_id=…, due=row.needed_on, as_of=row.sent_at,
            )
            for row in rows.select_related("place")[: desk.limit + 1]
        ]

    SOURCE = WorkSource("requisitions", _("Requisiciones por decidir"), read, all_of="supply:requisition-list")

`desk.of` narrows a queryset to where the person holds a permission and to what the page was asked for. A source reads
with one or two statements, worst first, and stops at `desk.limit + 1` rows: the list then says that there are more and
leads to `all_of`. Upper floors register from their AppConfig.ready as well. A line that is put off (`WorkSnooze`) is
hidden from that desk until its day; what becomes worse must change its key, so that it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import Scope, scope_of

Row = TypeVar("Row", bound=Model)
# Of one source and desk: nobody does more in a day, and the rest is a press away.
LIMIT = 50
NOTHING = Q(pk__in=[])


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
class WorkItem:
    """One thing to do, in whole sentences of the reader's language. `due` is by when, `as_of` of when its figures are.

    `where` and `drug` name what the ids stand for. `press`: what the button posts to `href`; None: it is a link.
    """

    key: str
    rank: Rank
    urgency: float
    tone: str
    title: str
    why: str
    href: str
    action: str
    due: datetime | date | None = None
    as_of: datetime | date | None = None
    where: str = ""
    drug: str = ""
    unit_id: int | None = None
    delegation_id: int | None = None
    drug_id: int | None = None
    press: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Desk:
    """Whose list it is, at what moment, and what of it was asked for; sources narrow their rows with `of`.

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
        self,
        rows: QuerySet[Row],
        permission: Permission = Permission.VIEW_STOCK,
        *,
        unit: str = "",
        delegation: str = "",
        drug: str = "",
    ) -> QuerySet[Row]:
        """The rows where a posting of the person grants the permission, and of what the page was asked for.

        `unit`, `delegation` and `drug` are the paths to them from the row.
        """
        rows = rows.filter(self.where(permission, unit=unit, delegation=delegation))
        return rows.filter(self.asked(unit=unit, delegation=delegation, drug=drug))

    def asked(self, *, unit: str = "", delegation: str = "", drug: str = "") -> Q:
        """The condition alone: the delegation, units and drugs that the page was asked for."""
        condition = Q()
        if self.delegation_id is not None:
            condition &= Q(**{delegation: self.delegation_id}) if delegation else NOTHING
        if self.units is not None:
            condition &= Q(**{f"{unit}__in": self.units}) if unit else NOTHING
        if self.drugs is not None:
            condition &= Q(**{f"{drug}__in": self.drugs}) if drug else NOTHING
        return condition

    def where(self, permission: Permission, *, unit: str = "", delegation: str = "") -> Q:
        """The condition alone: places over which a posting grants the permission."""
        grants = [grant for grant in self.scope.grants if permission in grant.permissions]
        if any(grant.is_national for grant in grants):
            return Q()
        delegations = [grant.delegation_id for grant in grants if grant.delegation_id is not None]
        units = [grant.unit_id for grant in grants if grant.unit_id is not None]
        condition = NOTHING
        if delegation and delegations:
            condition |= Q(**{f"{delegation}__in": delegations})
        if unit and units:
            condition |= Q(**{f"{unit}__in": units})
        return condition


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
