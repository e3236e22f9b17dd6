"""Which lots leave for the lines of a document: shared by dispensing and by sending away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from delegations.models import Place
from supply.actions.ledger.lines import IssueLine
from supply.actions.ledger.stock import LockedShelf, by_drug, lock_shelves
from supply.errors import LotBlocked, NotEnoughStock, UnknownLot
from supply.fefo import pick
from supply.models import Drug, Lot


def pick_lots(
    place: Place, lines: Sequence[IssueLine], day: date, *, blocked_lots_allowed: bool
) -> tuple[list[tuple[int, int]], list[str]]:
    """(lot, pieces) for every line, and the numbers of blocked lots that leave by permission.

    Refuses the whole document at the first line that cannot be given.
    """
    shelves = lock_shelves(
        place,
        day,
        drug_ids=[line.drug_id for line in lines if line.lot_id is None],
        lot_ids=[line.lot_id for line in lines if line.lot_id is not None],
    )
    by_lot = {shelf.lot_id: shelf for shelf in shelves}
    usable = by_drug(shelf for shelf in shelves if not shelf.blocked(day))
    taken: dict[int, int] = {}
    overridden: list[str] = []
    # Named lots first: what a line asks for by name is not given away to a line that would take any.
    order = sorted(range(len(lines)), key=lambda index: lines[index].lot_id is None)
    for index in order:
        line = lines[index]
        if line.lot_id is not None:
            shelf = _named_shelf(by_lot, line, index)
            why = shelf.blocked(day)
            if why and not blocked_lots_allowed:
                raise LotBlocked(number=shelf.number, why=why, line=index)
            if why:
                overridden.append(shelf.number)
            choice = [shelf]
        else:
            choice = usable.get(line.drug_id, [])
        picked = pick(choice, line.pieces)
        if not picked:
            raise NotEnoughStock(
                wanted=line.pieces,
                available=sum(shelf.available for shelf in choice),
                what=_name(choice, line),
                line=index,
            )
        for lot_id, pieces in picked:
            taken[lot_id] = taken.get(lot_id, 0) + pieces
    return sorted(taken.items()), overridden


def _named_shelf(by_lot: dict[int, LockedShelf], line: IssueLine, index: int) -> LockedShelf:
    named = line.lot_id or 0
    shelf = by_lot.get(named)
    if shelf is not None and shelf.drug_id == line.drug_id:
        return shelf
    lot = Lot.objects.filter(pk=named, drug_id=line.drug_id).select_related("drug").first()
    if lot is None:
        raise UnknownLot(index)
    raise NotEnoughStock(wanted=line.pieces, available=0, what=f"{lot.drug.label}, lote {lot.number}", line=index)


def _name(choice: Sequence[LockedShelf], line: IssueLine) -> str:
    if choice:
        return choice[0].drug_name
    return str(Drug.objects.filter(pk=line.drug_id).first() or line.drug_id)
