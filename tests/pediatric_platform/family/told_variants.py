"""Everything that may be said of a session, each with its name: for the tests of words and of how they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pediatric_platform.family.sentences import Facts, Solver, Told, told

ZONE = ZoneInfo("America/Mexico_City")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=ZONE)  # a Sunday
TUESDAY = date(2026, 11, 24)
ROSA = Solver("Rosa Titular", "33 1000 0000")


@dataclass(frozen=True)
class Reply:
    """An answer of coverage, as far as it is read."""

    status: str = "covered"
    needed_on: date = TUESDAY
    expected_on: date | None = None
    certainty: str = ""
    uncovered_since: datetime | None = None
    data_at: datetime | None = field(default=NOW - timedelta(hours=5))

    def is_known(self, now: datetime) -> bool:
        return self.status != "unknown" and self.data_at is not None and now - self.data_at <= timedelta(days=3)


def say(facts: Facts | None = None, answer: Reply | None = None, **more: object) -> Told:
    given = {"missing": ("vincristina",), "coming": ("vincristina",), "solver": ROSA, "now": NOW, **more}
    return told(facts or Facts(on=TUESDAY), answer, **given)  # type: ignore[arg-type]


def short(hours_ago: float, **more: object) -> Reply:
    return Reply("uncovered", uncovered_since=NOW - timedelta(hours=hours_ago), **more)  # type: ignore[arg-type]


def coming(day: date, certainty: str) -> Reply:
    return Reply("incoming", expected_on=day, certainty=certainty)


def every_variant() -> Iterator[tuple[str, Told]]:
    far = TUESDAY + timedelta(days=60)
    monday = TUESDAY - timedelta(days=1)
    yield "complete", say(answer=Reply())
    yield "coming, dated", say(answer=coming(monday, "dated"))
    yield "coming, estimated", say(answer=coming(monday, "estimated"))
    yield "coming, late", say(answer=coming(monday, "late"))
    yield "coming, ordered", say(answer=coming(monday, "ordered"))
    yield "coming, ordered, unnamed", say(answer=coming(monday, "ordered"), coming=())
    yield "missing", say(answer=short(2))
    yield "missing two", say(answer=short(2), missing=("vincristina", "metotrexato"))
    yield "missing, no time left", say(Facts(on=NOW.date()), short(1, needed_on=NOW.date()))
    yield "missing, deadline over", say(answer=short(90))
    yield "missing, without telephone", say(answer=short(2), solver=Solver("Rosa Titular"))
    yield "missing, nobody", say(answer=short(2), solver=Solver())
    yield "stale", say(answer=Reply(data_at=NOW - timedelta(days=4, hours=2)))
    yield "never told", say(answer=Reply(data_at=None))
    yield "not computed", say(answer=Reply("unknown"))
    yield "no list", say()
    yield "ready", say(Facts(on=TUESDAY, ready=True))
    yield "held back", say(Facts(on=TUESDAY, held=True), Reply())
    yield "far", say(Facts(on=far))
    yield "given", say(Facts(on=TUESDAY, state="given", given_on=monday))
    yield "cancelled", say(Facts(on=TUESDAY, state="cancelled"))
    yield "paused", say(Facts(on=TUESDAY, paused=True))
    yield "unrecorded", say(Facts(on=NOW.date() - timedelta(days=2)))
    for reason in ("cytopenia", "fever", "missing_drug", "family", "other"):
        facts = Facts(on=TUESDAY, moved_from=NOW.date() - timedelta(days=2), moved_reason=reason)
        yield f"moved: {reason}", say(facts, Reply())
    yield "brought forward", say(Facts(on=TUESDAY, moved_from=far, moved_reason="other"), Reply())
