"""The one writer of the ledger: what a pharmacy does with pieces, one verb each."""

from supply.actions.ledger.accept import accept
from supply.actions.ledger.adjust import adjust
from supply.actions.ledger.batch import ReadyDocument, ReadyLine, post_batch
from supply.actions.ledger.count import count
from supply.actions.ledger.dispatch import dispatch
from supply.actions.ledger.dispense import dispense
from supply.actions.ledger.lend import lend
from supply.actions.ledger.lines import AdjustLine, CountLine, IssueLine, LotLine
from supply.actions.ledger.posting import Posting
from supply.actions.ledger.receive import receive
from supply.actions.ledger.reverse import reverse

__all__ = [
    "AdjustLine",
    "CountLine",
    "IssueLine",
    "LotLine",
    "Posting",
    "ReadyDocument",
    "ReadyLine",
    "accept",
    "adjust",
    "count",
    "dispatch",
    "dispense",
    "lend",
    "post_batch",
    "receive",
    "reverse",
]
