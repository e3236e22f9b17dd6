"""One of several processes that post to the same shelves at once; run as `python -m …poster SEED POSTS PLACE…`.

Prints how many documents were posted and how many refused for lack of stock; any other outcome ends it with a trace.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta

import django

django.setup()

from delegations.models import Place  # noqa: E402
from supply.actions.ledger import IssueLine, LotLine, accept, dispatch, dispense, receive, reverse  # noqa: E402
from supply.errors import NotEnoughStock  # noqa: E402
from supply.models import Drug  # noqa: E402

EXPIRY = date(2030, 1, 1)


def main(seed: int, posts: int, place_ids: list[int]) -> None:
    chance = random.Random(seed)
    places = list(Place.objects.select_related("unit", "delegation").filter(pk__in=place_ids).order_by("pk"))
    drugs = list(Drug.objects.order_by("pk"))
    posted = refused = 0
    for number in range(posts):
        place, other = chance.sample(places, 2)
        picked = chance.sample(drugs, k=min(3, len(drugs)))
        key = f"{seed}-{number}"
        day = place.today() - timedelta(days=chance.choice([0, 0, 0, 1, 3]))
        verb = chance.random()
        try:
            if verb < 0.35:
                lines = [LotLine(drug.pk, f"L{chance.randint(0, 1)}", EXPIRY, chance.randint(1, 6)) for drug in picked]
                receive(place=place, lines=lines, key=key, by=None, occurred_on=day)
            elif verb < 0.75:
                issue = [IssueLine(drug.pk, chance.randint(1, 4)) for drug in picked]
                posting = dispense(place=place, lines=issue, key=key, by=None, occurred_on=day)
                if verb < 0.40:
                    reverse(document=posting.document, key=f"{key}-r", by=None)
            else:
                issue = [IssueLine(drug.pk, chance.randint(1, 3)) for drug in picked]
                sent = dispatch(place=place, to_place=other, lines=issue, key=key, by=None)
                assert sent.transfer is not None
                accept(transfer=sent.transfer, key=f"{key}-a", by=None)
            posted += 1
        except NotEnoughStock:
            refused += 1
    sys.stdout.write(f"{posted} {refused}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), [int(text) for text in sys.argv[3:]])
