"""Posts documents whose keys and contents every twin shares; prints how many had been posted already."""

from __future__ import annotations

import sys

import django

django.setup()

from delegations.models import Place  # noqa: E402
from supply.actions.ledger import IssueLine, dispense  # noqa: E402


def main(posts: int, place_id: int, drug_id: int) -> None:
    place = Place.objects.select_related("unit", "delegation").get(pk=place_id)
    replayed = 0
    for number in range(posts):
        lines = [IssueLine(drug_id, 1)]
        replayed += dispense(place=place, lines=lines, key=f"same-{number}", by=None).replayed
    sys.stdout.write(f"{replayed}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
