"""Posts the documents of an uploaded week through the ledger, in an order that no day objects to."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from delegations.models import Person, Place
from supply.actions.closing import keep_open
from supply.actions.ledger import IssueLine, ReadyDocument, ReadyLine, accept, dispatch, post_batch, reverse
from supply.actions.lots import ensure_lots
from supply.intake.documents import Planned, Verb
from supply.intake.replacing import Changes, posting_order
from supply.intake.world import LotKey
from supply.models import DocumentKind, Lot, Source, Transfer
from supply.reasons import Reason, sign
from supply.selectors.week_world import key_prefix
from supply.weeks import IsoWeek

_KINDS = {
    Verb.RECEIVE: DocumentKind.RECEIPT,
    Verb.DISPENSE: DocumentKind.DISPENSING,
    Verb.ADJUST: DocumentKind.ADJUSTMENT,
    Verb.COUNT: DocumentKind.COUNT,
}


class PlanPosting:
    """Posts one plan; `documents` counts what was posted by verb, `movements` their lines."""

    def __init__(self, week: IsoWeek, by: Person | None, taken_keys: set[tuple[int, str]]) -> None:
        self.week, self.by, self.keys = week, by, taken_keys
        self.documents: dict[str, int] = {}
        self.movements = 0
        self._lots: dict[LotKey, Lot] = {}
        self._places: dict[int, Place] = {}
        self._sent: dict[tuple[int, str], Transfer] = {}

    def post(self, changes: Changes) -> None:
        """Additions, then what is taken back, then the rest: no day goes below zero on the way to one that does not."""
        wanted = {line[0] for document in changes.to_post for line in document.lines}
        self._lots = ensure_lots(sorted(wanted)) if wanted else {}
        ends = {place_id for item in changes.to_post for place_id in (item.place_id, item.to_place_id) if place_id}
        ends |= {standing.place_id for standing in changes.to_reverse}
        keep_open(ends)
        self._places = Place.objects.select_related("unit", "delegation").in_bulk(ends)
        adding, rest = posting_order(changes.to_post)
        self._post_ready(adding)
        for standing in changes.to_reverse:
            standing.place = self._places[standing.place_id]
            reverse(
                document=standing,
                key=f"{key_prefix(self.week)}reverso:{standing.pk}",
                by=self.by,
                note=_("Reemplazado por otra carga de la semana."),
                source=Source.UPLOAD,
            )
        for document in rest:
            if document.verb == Verb.DISPATCH:
                self._dispatch(document)
            elif document.verb == Verb.ACCEPT:
                self._accept(document)
        self._post_ready(item for item in rest if item.verb in _KINDS)

    def _post_ready(self, planned: Iterable[Planned]) -> None:
        """Whatever needs no lot picked and no transfer kept, all at once."""
        ready = [self._ready(document) for document in planned]
        self.movements += post_batch(documents=ready, by=self.by, source=Source.UPLOAD)

    def _ready(self, planned: Planned) -> ReadyDocument:
        lines = [ReadyLine(self._lots[lot].pk, sign(reason) * pieces, reason) for lot, pieces, reason in planned.lines]
        self._note(planned, 0)
        return ReadyDocument(
            kind=_KINDS[planned.verb],
            place=self._places[planned.place_id],
            key=self._key(planned),
            print=planned.digest,
            occurred_on=planned.day,
            lines=lines,
            reference=planned.reference,
        )

    def _dispatch(self, planned: Planned) -> None:
        lines = [
            IssueLine(self._lots[lot].drug_id, pieces, self._lots[lot].pk) for lot, pieces, _reason in planned.lines
        ]
        posting = dispatch(
            place=self._places[planned.place_id],
            to_place=self._places[planned.to_place_id or 0],
            lines=lines,
            key=self._key(planned),
            by=self.by,
            occurred_on=planned.day,
            source=Source.UPLOAD,
        )
        assert posting.transfer is not None
        self._sent[planned.place_id, planned.digest] = posting.transfer
        self._note(planned, posting.lines)

    def _accept(self, planned: Planned) -> None:
        """Accept the stored transfer, or the one this week sends; what did not arrive is a shortfall."""
        if planned.sent_in is not None:
            transfer = self._sent[planned.sent_in.place_id, planned.sent_in.digest]
        else:
            transfers = Transfer.objects.select_related("to_place__unit", "to_place__delegation")
            transfer = transfers.get(pk=planned.transfer_id or 0)
        arrived = {self._lots[lot].pk: pieces for lot, pieces, _reason in planned.lines}
        received = {}
        for line in transfer.lines.all():
            pieces = arrived.get(line.lot_id, 0)
            received[line.pk] = (pieces, "" if pieces == line.sent else str(Reason.TRANSIT_LOSS))
        posting = accept(
            transfer=transfer,
            received=received,
            key=self._key(planned),
            by=self.by,
            occurred_on=planned.day,
            source=Source.UPLOAD,
        )
        self._note(planned, posting.lines)

    def _note(self, planned: Planned, movements: int) -> None:
        verb = str(planned.verb)
        self.documents[verb] = self.documents.get(verb, 0) + 1
        self.movements += movements

    def _key(self, planned: Planned) -> str:
        """The document's key: week and content; a number more when that content was posted and taken back before."""
        key = base = key_prefix(self.week) + planned.digest
        number = 2
        while (planned.place_id, key) in self.keys:
            key, number = f"{base}:{number}", number + 1
        return key
