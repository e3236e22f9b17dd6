"""Takes one piece at a time until there is none; prints how many it got."""

from __future__ import annotations

import sys

import django

django.setup()

from delegations.models import Place  # noqa: E402
from supply.actions.ledger import IssueLine, dispense  # noqa: E402
from supply.errors import NotEnoughStock  # noqa: E402


def main(seed: int, tries: int, place_id: int, drug_id: int) -> None:
    place = Place.objects.select_related("unit", "delegation").get(pk=place_id)
    got = 0
    for number in range(tries):
        try:
            dispense(place=place, lines=[IssueLine(drug_id, 1)], key=f"{seed}-{number}", by=None)
            got += 1
        except NotEnoughStock:
            continue
    sys.stdout.write(f"{got}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
