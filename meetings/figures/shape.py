"""What stands in `Snapshot.data`, by kind of snapshot. Plain JSON values only: counts, codes, folios, moments.

One shape serves a delegation and a hospital (`PlaceFigures`); the country has a list of delegations besides
(`CountryFigures`); the directory is its own (`NetworkFigures`). Days and moments are ISO texts: days as "2026-11-16",
moments with their zone. Shares are per cent with one decimal, divided again from the counts beside them; None is
"nobody knows" and never zero. No child's name, no relative's, no words of theirs: folios.

A key is only ever added; what means something else gets another name, and `form` counts such changes.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

FORM = 1


class Header(TypedDict):
    """How every kind of snapshot begins."""

    form: int
    kind: Literal["country", "delegation", "unit", "network"]
    code: str  # the delegation's code, the unit's CLUES; "" for the country and the directory
    name: str
    week: str | None  # Monday of the closed week looked at; None where no week was ever added up
    taken_at: str


class Reporting(TypedDict):
    """Who reported behind the week's figures. `rate` = signed of expected."""

    expected: int
    signed: int
    on_time: int
    validated: int
    rate: float | None
    data_as_of: str | None  # the oldest moment at which any report of the sum was drafted or signed
    unsigned: list[str]  # CLUES of those that did not sign; "" is the delegation's own warehouse


class Abasto(TypedDict):
    """The week's pairs (unit, drug) in one kind of place. `level`: per cent neither at zero nor critical."""

    level: float | None
    pairs: int
    out: int
    critical: int
    low: int
    category: str | None  # whose colour the level wears
    before: float | None  # the level of the week before
    change: float | None  # points against it
    usable: int
    usable_before: int | None
    presented: int
    denied: int
    denied_before: int | None
    expiring_90: int


class TrendPoint(TypedDict):
    """A week of the trend, oldest first, twelve of them; a week that nobody added up has `level` None."""

    week: str
    level: float | None
    pairs: int
    unsafe: int
    usable: int
    denied: int
    expected: int
    signed: int


class Pair(TypedDict):
    """A unit and a drug that stand worst: at zero or critical in the week."""

    delegation: str
    clues: str
    unit: str
    drug_code: str
    drug: str
    category: str
    usable: int
    days_out: int
    denied: int
    coverage: float | None  # days


class ZeroDrug(TypedDict):
    """A drug with some pair at zero: `out` of `pairs` units that must carry it have none."""

    drug_code: str
    drug: str
    out: int
    pairs: int
    denied: int


class Reach(TypedDict):
    """Children with a session within a horizon, each once, as the worst of their days stands."""

    children: int
    covered: int
    incoming: int
    uncovered: int
    unknown: int


class Uncovered(TypedDict):
    """Counts of children, as of `computed_at` (when the frozen answer was computed)."""

    within_7: Reach
    within_14: Reach
    within_28: Reach
    computed_at: str | None
    units: int
    stale_units: int  # whose data are too old to say


class CaseLine(TypedDict):
    folio: str
    clues: str
    unit: str
    drug: str
    level: int  # 1 unit, 2 delegation, 3 central office, 4 session
    severity: int  # 1 vital … 4 low
    state: str
    needed_on: str | None
    deadline_at: str | None
    overdue: bool


class Cases(TypedDict):
    """Cases that stand (neither confirmed nor closed). `lines`: the worst ones; `overdue_folios`: every one overdue."""

    standing: int
    unit: int
    delegation: int
    central: int
    session: int
    vital: int
    overdue: int
    overdue_folios: list[str]
    to_confirm: int  # claimed as solved, by nobody confirmed
    lines: list[CaseLine]


class Unmet(TypedDict):
    """Demand not met in the closed week, each need once: `denied` tallied at the counter, `noted` by staff."""

    counted: int
    denied: int
    noted: int
    units: int
    first: str
    last: str


class LateTransfer(TypedDict):
    id: int
    origin: str
    destination: str
    expected_on: str
    days: int
    pieces: int


class Transfers(TypedDict):
    """Towards this place (of the country: all). `late`: on their way past the day they were expected.

    `orders_kept` is False of what was frozen before supply orders were kept here, and is shown so; since, they stand
    under `orders`.
    """

    in_transit: int
    late: int
    undated: int  # on their way with no day promised: nobody can say whether they are late
    short_in_week: int  # received in the closed week with less than was sent
    lines: list[LateTransfer]
    orders_kept: bool


class SupplierLine(TypedDict):
    """A supplier that owes this place something: `late` orders lacking `pieces`, the oldest for so many `days`.

    `fill_rate`: per cent of `packs` of the `due` orders that came (`received`).
    """

    supplier: str
    late: int
    pieces: int
    days: int
    due: int
    packs: int
    received: int
    fill_rate: float | None


class Orders(TypedDict):
    """Supply orders towards this place (of the country: all) as of the day.

    `late` of the `awaited` are past their deadline, and `pieces` of them have not come. `fill_rate`: of the `packs` of
    the `due` orders, whose deadline was from `first` to `last`. `lines`: the worst of so many `suppliers`.
    """

    awaited: int
    late: int
    pieces: int
    due: int
    packs: int
    received: int
    fill_rate: float | None
    first: str
    last: str
    suppliers: int
    lines: list[SupplierLine]


class RecallLine(TypedDict):
    id: int
    folio: str
    clues: str
    place: str
    drug: str
    pieces: int
    deadline_at: str


class Recalls(TypedDict):
    """Holdings of recalled lots whose people have not answered; `overdue`: past their clock."""

    waiting: int
    overdue: int
    lines: list[RecallLine]


class GapLine(TypedDict):
    code: str  # delegation's code or CLUES
    place: str
    kind: str  # GapKind
    label: str
    holding: str
    since: str | None


class Gaps(TypedDict):
    """Posts of the supply network: two a place. `worst` names places, never people."""

    places: int
    posts: int
    filled: int
    no_titular: int
    no_substitute: int
    contact: int  # no contact, bounced or unconfirmed
    other: int
    lines: list[GapLine]


class RolloutLine(TypedDict):
    clues: str
    unit: str
    standing: str  # blocked, late
    milestone: str  # MilestoneKind
    blocked_by: str
    since: str | None


class Rollout(TypedDict):
    """The electronic record: hospitals in scope and where it stands still."""

    sites: int
    done: int
    blocked: int
    late: int
    lines: list[RolloutLine]


class Fever(TypedDict):
    """Children with fever treated in the 13 weeks up to that day: minutes from the door to the antibiotic."""

    n: int
    within: int
    share: float | None
    median: float | None
    first: str
    last: str


class AgreementLine(TypedDict):
    """`held`: True kept, False broken, None while nobody can say. `text` is the agreement's, without names."""

    folio: str
    text: str
    meeting: int  # id
    number: int  # of that meeting
    owner: str  # the post, not the person; of somebody from outside, what was written
    due_on: str
    state: str
    held: bool | None
    is_late: bool
    carried: int


class Agreements(TypedDict):
    """About this place: agreed in the last meeting of the series that was held, and older ones still pending."""

    last_number: int | None
    last_on: str | None
    last: list[AgreementLine]
    older: list[AgreementLine]
    pending: int
    broken: int


class PlaceFigures(Header):
    """Snapshot.data of a delegation or a hospital. `abasto` by kind of place: "conjunto" is always there."""

    delegation: str  # code of the delegation where it stands
    reporting: Reporting
    abasto: dict[str, Abasto]
    trend: list[TrendPoint]
    worst: list[Pair]  # three
    zero_drugs: list[ZeroDrug]
    zero_total: int
    uncovered: Uncovered
    cases: Cases
    unmet: Unmet
    transfers: Transfers
    orders: NotRequired[Orders]  # lacking in what was frozen before they were kept, as the next
    recalls: NotRequired[Recalls]
    gaps: Gaps
    rollout: Rollout
    fever: Fever
    agreements: Agreements


class PlaceRow(TypedDict):
    """A line of the country's list."""

    code: str
    name: str
    level: float | None
    change: float | None
    pairs: int
    unsafe: int
    expected: int
    signed: int
    uncovered_7: int
    cases: int
    severity: int  # meetings.figures.severity of that place's own figures


class CountryFigures(PlaceFigures):
    """Snapshot.data of the country: the same figures over everything, and a line for each delegation and UMAE."""

    delegations: list[PlaceRow]
    umae: list[PlaceRow]


class NetworkContact(TypedDict):
    """A holder as the public directory names them: office telephone and mail only."""

    name: str
    holding: str
    phone: str
    email: str
    since: str


class NetworkEntry(TypedDict):
    delegation: str
    delegation_name: str
    clues: str  # "" is the delegation itself
    name: str
    kind: str
    city: str
    contacts: list[NetworkContact]  # who answers first


class NetworkFigures(Header):
    """Snapshot.data of the directory as of a day."""

    day: str
    places: int
    posts: int
    filled: int
    complete: int
    entries: list[NetworkEntry]
