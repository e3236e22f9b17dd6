"""How long a regimen takes to become dated sessions, and a plan to be begun with all that follows from it.

    bin/bench expansion

`expansion_longest_regimen` is pure: every session of the longest regimen on record, of any length of treatment, for a
child whose age decides between lines. `begin_plan` is the action, as the page calls it: half a year of sessions, doses
and pieces written, and what they need declared.
"""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.bench import say, seconds, setup, throwaway_database

ROUNDS = 15


def main() -> None:
    setup()
    with throwaway_database():
        run()


def run() -> None:
    from django.core.management import call_command
    from django.db import transaction

    for command in ("load_delegations", "load_units", "load_catalogue", "load_regimens", "load_guards"):
        call_command(command, verbosity=0)

    from delegations.models import Unit
    from pediatric_platform.actions.plans import begin_plan
    from pediatric_platform.expansion import expand
    from pediatric_platform.models import Child, Growth, Regimen, RegimenState
    from pediatric_platform.pieces import _cover
    from pediatric_platform.selectors.regimens import shapes_of

    Regimen.objects.filter(state=RegimenState.DRAFT).update(
        state=RegimenState.APPROVED, approved_body="Medición", approved_on=date(2026, 1, 1)
    )
    shapes = shapes_of(list(Regimen.objects.values_list("pk", flat=True)))
    born, today = date(2019, 5, 17), date.today()  # noqa: DTZ011
    longest = max(shapes.values(), key=lambda shape: len(expand(shape, today, born=born)))
    taken = [seconds(lambda: expand(longest, today, born=born)) for _ in range(ROUNDS)]
    say("expansion_longest_regimen", statistics.median(taken) * 1000, "ms")
    say("expansion_longest_regimen_sessions", len(expand(longest, today, born=born)), "sessions")

    def pieces() -> None:
        _cover.cache_clear()
        _cover(18_000_000, ((50_000, 1), (500_000, 2), (1_000_000, 3)))

    say("pieces_of_18_grams", statistics.median(seconds(pieces) for _ in range(ROUNDS)) * 1000, "ms")

    unit = Unit.objects.order_by("pk")[0]
    regimen = Regimen.objects.select_related("protocol__diagnosis").get(pk=longest.id)
    child = Child(
        folio="N-222222", given_names="Nina", first_surname="De Medir", birth_date=born, sex="M",
        without_curp="Medición", unit=unit, diagnosis=regimen.protocol.diagnosis, risk=regimen.protocol.risk,
    )  # fmt: skip
    child.save()
    growth = Growth.objects.create(
        child=child, measured_on=today - timedelta(days=1), weight_kg=Decimal(20), height_cm=Decimal("115.2")
    )
    growth.refresh_from_db()
    written: list[int] = []

    def begin() -> None:
        with transaction.atomic():
            plan = begin_plan(
                child=child, regimen=regimen, started_on=today, growth=growth, deviation_reason="Medición", by=None
            )
            written.append(plan.sessions.count())
            transaction.set_rollback(True)

    begin()
    say("begin_plan", statistics.median(seconds(begin) for _ in range(ROUNDS)) * 1000, "ms")
    say("begin_plan_sessions", written[0], "sessions")


if __name__ == "__main__":
    main()
