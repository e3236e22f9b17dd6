"""One of the processes of the ledger's benchmark: posts one-line documents on a few hot lots. No benchmark by itself.

Prints when it began and when it ended; start-up does not count.
"""

from __future__ import annotations

import os
import random
import sys
import time

from benchmarks.bench import setup


def main(kind: str, posts: int, place_id: int, seed: int) -> None:
    setup()
    import psycopg2

    from benchmarks.ledger import HOT_LOTS, raw_post
    from delegations.models import Place
    from supply.actions.ledger import IssueLine, LotLine, dispense, receive
    from supply.models import Lot

    chance = random.Random(seed)
    place = Place.objects.select_related("unit", "delegation").get(pk=place_id)
    lots = list(Lot.objects.order_by("pk")[:HOT_LOTS])
    raw = psycopg2.connect(os.environ["DATABASE_URL"])
    start = time.time()
    for number in range(posts):
        lot, key, pieces = chance.choice(lots), f"{kind}-{seed}-{number}", chance.randint(1, 3)
        if kind == "raw":
            change = pieces if number % 4 == 0 else -pieces
            raw_post(raw, place, [lot.pk], [change], key, "receipt" if change > 0 else "dispensing")
        elif number % 4 == 0:
            arrival = LotLine(lot.drug_id, lot.number, lot.expires_on, pieces)
            receive(place=place, lines=[arrival], key=key, by=None)
        else:
            dispense(place=place, lines=[IssueLine(lot.drug_id, pieces, lot.pk)], key=key, by=None)
    print(start, time.time())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
