"""Posts the documents of an uploaded week through the ledger's actions, in an order that no day objects to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person, Place
from supply.actions.ledger import (
    AdjustLine,
    CountLine,
    IssueLine,
    LotLine,
    Posting,
    accept,
    adjust,
    count,
    dispatch,
    dispense,
    receive,
    reverse,
)
from supply.actions.lots import ensure_lots
from supply.intake.documents import Planned, Verb
from supply.intake.replacing import Changes, posting_order
from supply.intake.world import LotKey
from supply.models import Lot, Source, Transfer
from supply.reasons import Reason
from supply.selectors.week_world import key_prefix
from supply.weeks import IsoWeek


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
        self._lots = ensure_lots([line[0] for document in changes.to_post for line in document.lines])
        ends = {place_id for item in changes.to_post for place_id in (item.place_id, item.to_place_id) if place_id}
        self._places = Place.objects.select_related("unit", "delegation").in_bulk(ends)
        adding, rest = posting_order(changes.to_post)
        for document in adding:
            self._post_one(document)
        for standing in changes.to_reverse:
            reverse(
                document=standing,
                key=f"{key_prefix(self.week)}reverso:{standing.pk}",
                by=self.by,
                note=_("Reemplazado por otra carga de la semana."),
                source=Source.UPLOAD,
            )
        for document in rest:
            self._post_one(document)

    def _post_one(self, planned: Planned) -> None:
        posting = self._call(planned)
        verb = str(planned.verb)
        self.documents[verb] = self.documents.get(verb, 0) + 1
        self.movements += posting.lines
        if posting.transfer is not None and planned.verb == Verb.DISPATCH:
            self._sent[planned.place_id, planned.digest] = posting.transfer

    def _call(self, planned: Planned) -> Posting:
        """The ledger's action for the document."""
        place = self._places[planned.place_id]
        key, by, day, reference = self._key(planned), self.by, planned.day, planned.reference
        source = Source.UPLOAD
        lots = [(self._lots[lot], pieces, reason) for lot, pieces, reason in planned.lines]
        match planned.verb:
            case Verb.RECEIVE:
                arrivals = [LotLine(lot.drug_id, lot.number, lot.expires_on, pieces) for lot, pieces, _r in lots]
                return receive(
                    place=place, lines=arrivals, key=key, by=by, occurred_on=day, reason=planned.reason,
                    reference=reference, source=source,
                )  # fmt: skip
            case Verb.DISPENSE:
                issues = [IssueLine(lot.drug_id, pieces, lot.pk) for lot, pieces, _r in lots]
                return dispense(
                    place=place, lines=issues, key=key, by=by, occurred_on=day, reason=planned.reason, source=source
                )
            case Verb.ADJUST:
                changes = [AdjustLine(lot.pk, pieces, Reason(reason)) for lot, pieces, reason in lots]
                return adjust(place=place, lines=changes, key=key, by=by, occurred_on=day, source=source)
            case Verb.DISPATCH:
                issues = [IssueLine(lot.drug_id, pieces, lot.pk) for lot, pieces, _r in lots]
                to_place = self._places[planned.to_place_id or 0]
                return dispatch(
                    place=place, to_place=to_place, lines=issues, key=key, by=by, occurred_on=day, source=source
                )
            case Verb.ACCEPT:
                transfer, received = self._arrival(planned)
                return accept(transfer=transfer, received=received, key=key, by=by, occurred_on=day, source=source)
            case Verb.COUNT:
                counted = [CountLine(lot.pk, pieces) for lot, pieces, _r in lots]
                return count(place=place, lines=counted, key=key, by=by, occurred_on=day, source=source)

    def _arrival(self, planned: Planned) -> tuple[Transfer, dict[int, tuple[int, str]]]:
        """The transfer that a document accepts, and what arrived of each of its lines."""
        if planned.sent_in is not None:
            transfer = self._sent[planned.sent_in.place_id, planned.sent_in.digest]
        else:
            transfer = Transfer.objects.select_related("to_place__unit", "to_place__delegation").get(
                pk=planned.transfer_id or 0
            )
        arrived = {self._lots[lot].pk: pieces for lot, pieces, _reason in planned.lines}
        received = {}
        for line in transfer.lines.all():
            pieces = arrived.get(line.lot_id, 0)
            received[line.pk] = (pieces, "" if pieces == line.sent else str(Reason.TRANSIT_LOSS))
        return transfer, received

    def _key(self, planned: Planned) -> str:
        """The document's key: week and content; a number more when that content was posted and taken back before."""
        key = base = key_prefix(self.week) + planned.digest
        number = 2
        while (planned.place_id, key) in self.keys:
            key, number = f"{base}:{number}", number + 1
        return key
