"""The list of what to do today: every source read, what is put off taken out, ranked by harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from supply.models import WorkSnooze
from supply.worklist import Desk, WorkItem, WorkSource, source_of, sources


@dataclass(frozen=True)
class Line:
    """A thing to do, and its place on somebody's list. `put_off`: until when and why this desk put it off; `elsewhere`:
    that others did."""

    item: WorkItem
    source: WorkSource
    put_off: WorkSnooze | None = None
    elsewhere: Sequence[WorkSnooze] = ()
    place: int = 0


@dataclass(frozen=True)
class Worklist:
    """`lines` by harm; `put_off` those hidden until their day; `cut` the kinds of which there is more than is shown."""

    desk: Desk
    lines: Sequence[Line]
    put_off: Sequence[Line]
    cut: Sequence[WorkSource]
    counts: Mapping[str, int] = field(default_factory=dict)


def snooze_key(desk: Desk, key: str) -> str:
    """Under which a line is put off at a desk."""
    return f"{key}@{desk.post}"


def read_worklist(desk: Desk, kind: str = "") -> Worklist:
    """All that the desk has to do today, or one kind of it."""
    snoozes: dict[str, list[WorkSnooze]] = {}
    standing = WorkSnooze.objects.visible_to(desk.person).filter(until__gt=desk.today).select_related("by")
    for snooze in standing:
        snoozes.setdefault(snooze.key.rpartition("@")[0], []).append(snooze)
    lines: list[tuple[WorkItem, WorkSource, Sequence[WorkSnooze]]] = []
    hidden: list[Line] = []
    cut: list[WorkSource] = []
    counts: dict[str, int] = {}
    for source in sources():
        if kind and source.name != kind:
            continue
        items = source.read(desk)
        if len(items) > desk.limit:
            cut.append(source)
        before = len(lines)
        for item in items[: desk.limit]:
            told = snoozes.get(item.key, ())
            mine = next((one for one in told if one.key == snooze_key(desk, item.key)), None)
            if mine is None:
                lines.append((item, source, told))
            else:
                hidden.append(Line(item, source, mine))
        counts[source.name] = len(lines) - before
    lines.sort(key=lambda line: _by_harm(line[0]))
    ranked = [Line(item, source, None, told, place) for place, (item, source, told) in enumerate(lines, start=1)]
    return Worklist(desk, ranked, sorted(hidden, key=lambda line: _by_harm(line.item)), cut, counts)


def find_item(desk: Desk, key: str) -> WorkItem | None:
    """The line of that key, if the desk has it: of its source alone, however far down."""
    source = source_of(key)
    if source is None:
        return None
    found = source.read(replace(desk, limit=_ALL))
    return next((item for item in found if item.key == key), None)


_ALL = 100_000


def _by_harm(item: WorkItem) -> tuple[int, float, str]:
    return (item.rank, -item.urgency, item.key)
