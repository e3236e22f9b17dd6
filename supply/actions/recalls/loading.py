"""A whole list of lots, all or nothing; a second load opens nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from supply.actions.recalls.opening import NamedLot, open_recall
from supply.actions.recalls.stopping import hold_drugs
from supply.lot_numbers import lot_keys
from supply.models import Drug, Recall, RecallState
from supply.recall_rights import must_recall
from supply.selectors.recalls.matching import named_already


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """Lots of one product of one notice, as a list gives them."""

    kind: str
    product: str
    source: str
    lots: Sequence[NamedLot]
    drugs: Sequence[Drug] = ()
    maker: str = ""
    text: str = ""
    issued_on: date | None = None


@dataclass
class Loaded:
    """What a list did, or would do: `skipped` are the numbers that a recall in force names already."""

    opened: list[Recall] = field(default_factory=list)
    watched: list[Recall] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def recalls(self) -> list[Recall]:
        return [*self.opened, *self.watched]


def load_recalls(
    products: Sequence[ListedProduct], *, hours: int = 24, by: Person | None, dry_run: bool = False
) -> Loaded:
    """A recall for each product and drug of the catalogue that it may be. `dry_run` does it all and keeps nothing."""
    must_recall(by)
    loaded = Loaded()
    with transaction.atomic():
        # All at once and in the order of all who hold several: those who receive some meanwhile wait.
        hold_drugs({drug.pk for product in products for drug in product.drugs})
        for product in products:
            for drug in product.drugs or [None]:  # type: ignore[list-item]
                _load(product, drug, hours, by, loaded)
        for recall in loaded.recalls:
            # Read before a rehearsal is taken back.
            recall.numbers = [lot.number for lot in recall.lots.all()]  # type: ignore[attr-defined]
            recall.places = recall.holdings.count()  # type: ignore[attr-defined]
        if dry_run:
            transaction.set_rollback(True)
    return loaded


def _load(product: ListedProduct, drug: Drug | None, hours: int, by: Person | None, loaded: Loaded) -> None:
    numbers = [lot.number for lot in product.lots]
    taken = {number for number, _recall in named_already(drug, numbers, kind=product.kind)} or _watched_already(
        product, drug
    )
    lots = [lot for lot in product.lots if lot.number not in taken]
    loaded.skipped += [lot.number for lot in product.lots if lot.number in taken]
    if not lots:
        return
    issued_on = product.issued_on if product.issued_on is None or product.issued_on <= timezone.localdate() else None
    recall = open_recall(
        kind=product.kind,
        product=product.product,
        source=product.source,
        lots=lots,
        drug=drug,
        maker=product.maker,
        text=product.text,
        issued_on=issued_on,
        hours=hours,
        by=by,
    )
    (loaded.watched if recall.state == RecallState.WATCHED else loaded.opened).append(recall)


def _watched_already(product: ListedProduct, drug: Drug | None) -> set[str]:
    """Of a product that the catalogue has not: the numbers that a recall in force of the same name has."""
    if drug is not None:
        return set()
    rows = Recall.objects.in_force().filter(drug__isnull=True, product__iexact=product.product).prefetch_related("lots")
    taken = {key for recall in rows for lot in recall.lots.all() for key in lot_keys(lot.number)}
    return {lot.number for lot in product.lots if not taken.isdisjoint(lot_keys(lot.number))}
