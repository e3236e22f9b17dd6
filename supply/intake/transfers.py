"""Transfers in a file: what went out names who receives it; what came in names the transfer, or who sent it.

Nothing enters a place that did not leave another: what came in is the acceptance of a transfer on its way, or of one
that the same file sends. So the transit nets to zero, whoever loads their week first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from delegations.cells import heading_key
from delegations.models import PlaceKind
from delegations.tabular import Reading
from supply.intake.documents import Planned, Verb, in_lines
from supply.intake.motives import BY_CODE
from supply.intake.names import pieces_text
from supply.intake.rows import Moved
from supply.intake.sheets import PLACE_KINDS
from supply.intake.world import LotKey, World
from supply.reasons import Reason

_NUMBER = re.compile(r"(?:traspaso\s*)?(?:n[uú]m(?:ero)?\.?\s*|#\s*)?(\d{1,18})", re.IGNORECASE)
_END = re.compile(r"([A-Za-z0-9]{2,11})\s*(?:[/|,]\s*(\S.*))?")


@dataclass(frozen=True)
class _Candidate:
    """A transfer that rows may accept: stored, or sent by this file."""

    day: dt.date
    sent: dict[LotKey, int]
    transfer_id: int | None = None
    planned: Planned | None = None


def number_in(reference: str) -> int | None:
    """The transfer's number when the reference is one."""
    found = _NUMBER.fullmatch(reference.strip())
    return int(found[1]) if found else None


def end_in(reference: str) -> tuple[str, str] | None:
    """(owner's code, kind of place) when the reference is `CLUES/lugar`; a delegation's code alone is its warehouse."""
    found = _END.fullmatch(reference.strip())
    if found is None or found[1].isdigit():
        return None
    kind = heading_key(found[2]) if found[2] else PlaceKind.WAREHOUSE.value
    return (found[1].upper(), kind) if kind in PLACE_KINDS else None


class Transfers:
    """Turns the transfer rows of a file into dispatches and acceptances; what cannot be is noted as a fault."""

    def __init__(self, world: World, reading: Reading) -> None:
        self.world, self.reading = world, reading
        self.sent: list[Planned] = []
        self.accepted: list[Planned] = []

    def plan(self, moved: list[Moved]) -> None:
        """Fill `sent` and `accepted` from the rows whose motive is a transfer."""
        self._send([row for row in moved if row.motive.reason == Reason.TRANSFER_OUT])
        self._accept([row for row in moved if row.motive.reason == Reason.TRANSFER_IN])

    def _send(self, rows: list[Moved]) -> None:
        groups: dict[tuple[dt.date, int, int], list[Moved]] = defaultdict(list)
        for row in rows:
            end = end_in(row.reference)
            to_place = self.world.ends.get(end) if end else None
            if to_place is None:
                self._refuse(
                    row,
                    _("No se reconoce a qué lugar se envió."),
                    BY_CODE["traspaso_salida"].meaning,
                )
            elif to_place[0] == row.place.pk:
                self._refuse(
                    row, _("El traspaso va al mismo lugar del que sale."), _("Escriba el lugar que lo recibe.")
                )
            else:
                groups[row.day, row.place.pk, to_place[0]].append(row)
        for (day, place_id, to_place_id), group in sorted(groups.items(), key=lambda item: item[0]):
            lines = in_lines((row.lot, row.pieces, "") for row in group)
            self.sent.append(Planned(Verb.DISPATCH, place_id, day, lines, to_place_id=to_place_id))

    def _accept(self, rows: list[Moved]) -> None:
        by_number: dict[tuple[int, int], list[Moved]] = defaultdict(list)
        by_origin: dict[tuple[dt.date, int, int], list[Moved]] = defaultdict(list)
        for row in rows:
            number, end = number_in(row.reference), end_in(row.reference)
            origin = self.world.ends.get(end) if end else None
            if number is not None:
                by_number[row.place.pk, number].append(row)
            elif origin is not None:
                by_origin[row.day, row.place.pk, origin[0]].append(row)
            else:
                self._refuse(row, _("No se reconoce de dónde viene el traspaso."), BY_CODE["traspaso_entrada"].meaning)
        used: set[int] = set()
        for (place_id, number), group in sorted(by_number.items()):
            self._accept_number(place_id, number, group, used)
        dispatched: set[int] = set()
        for (day, place_id, origin_id), group in sorted(by_origin.items(), key=lambda item: item[0]):
            self._accept_from(day, place_id, origin_id, group, used, dispatched)

    def _accept_number(self, place_id: int, number: int, group: list[Moved], used: set[int]) -> None:
        transfer = self.world.transfers.get(number)
        first = group[0]
        if transfer is None or transfer.to_place_id != place_id:
            self._refuse(
                first,
                _("No hay un traspaso %(number)d en camino a %(place)s.")
                % {"number": number, "place": first.place.name},
                _("Vea el número en «Traspasos por recibir», o escriba quién lo envió: CLUES/lugar."),
            )
            return
        later = next((row for row in group if row.day != first.day), None)
        if later is not None:
            self.reading.refuse(
                later.row,
                "fecha",
                _("El traspaso %(number)d llega en dos fechas.") % {"number": number},
                _("Un traspaso se recibe una vez: ponga una sola fecha."),
                later.day.isoformat(),
            )
            return
        if first.day < transfer.dispatched_on:
            self.reading.refuse(
                first.row,
                "fecha",
                _("El traspaso salió el %(day)s.") % {"day": transfer.dispatched_on.isoformat()},
                _("No pudo llegar antes: revise la fecha."),
                first.day.isoformat(),
            )
            return
        used.add(number)
        sent = {lot: pieces for lot, (_line, pieces) in transfer.lines.items()}
        if self._fits(group, sent, first):
            self._add(first, group, _Candidate(transfer.dispatched_on, sent, transfer_id=number))

    def _accept_from(
        self, day: dt.date, place_id: int, origin_id: int, group: list[Moved], used: set[int], dispatched: set[int]
    ) -> None:
        """Rows that say who sent them accept the oldest transfer from there that holds their lots."""
        stored = [
            _Candidate(item.dispatched_on, {lot: pieces for lot, (_line, pieces) in item.lines.items()}, item.pk)
            for item in self.world.transfers.values()
            if item.from_place_id == origin_id and item.to_place_id == place_id and item.pk not in used
        ]
        planned = [
            _Candidate(item.day, {lot: pieces for lot, pieces, _reason in item.lines}, planned=item)
            for item in self.sent
            if item.place_id == origin_id and item.to_place_id == place_id and id(item) not in dispatched
        ]
        wanted = _totals(group)
        for candidate in sorted(planned + stored, key=lambda item: item.day):
            if candidate.day <= day and all(pieces <= candidate.sent.get(lot, 0) for lot, pieces in wanted.items()):
                used.update({candidate.transfer_id} if candidate.transfer_id else ())
                dispatched.update({id(candidate.planned)} if candidate.planned else ())
                self._add(group[0], group, candidate)
                return
        self._refuse(
            group[0],
            _("No hay un traspaso en camino desde ahí con esos lotes y piezas."),
            _("Quien lo envió debe asentar antes su «traspaso_salida»; si ya lo hizo, revise lote, piezas y fecha."),
        )

    def _fits(self, group: list[Moved], sent: dict[LotKey, int], first: Moved) -> bool:
        wanted = _totals(group)
        fits = True
        for row in group:
            if row.lot not in sent:
                self.reading.refuse(
                    row.row,
                    "lote",
                    _("El traspaso no trae ese lote."),
                    _("Revise lote y caducidad; lo que llegó de más va como «sobrante»."),
                    row.lot[1],
                )
                fits = False
            elif wanted.get(row.lot, 0) > sent[row.lot]:
                self.reading.refuse(
                    row.row,
                    "piezas",
                    _("Llegaron más piezas de las enviadas (%(sent)d).") % {"sent": sent[row.lot]},
                    _("Acepte lo enviado; lo que llegó de más va como «sobrante»."),
                    row.pieces,
                )
                wanted.pop(row.lot)
                fits = False
        return fits

    def _add(self, first: Moved, group: list[Moved], candidate: _Candidate) -> None:
        wanted = _totals(group)
        short = sum(pieces - wanted.get(lot, 0) for lot, pieces in candidate.sent.items())
        if short:
            self.reading.warn(
                first.row,
                "piezas",
                _("Del traspaso faltan %(pieces)s: se asientan como faltante de traspaso.")
                % {"pieces": pieces_text(short)},
                _("Si llegaron todas, corrija las filas."),
            )
        lines = in_lines((lot, wanted.get(lot, 0), "") for lot in candidate.sent)
        self.accepted.append(
            Planned(
                Verb.ACCEPT,
                first.place.pk,
                first.day,
                lines,
                transfer_id=candidate.transfer_id,
                sent_in=candidate.planned,
            )
        )

    def _refuse(self, row: Moved, problem: str, remedy: object) -> None:
        self.reading.refuse(row.row, "referencia", problem, str(remedy), row.reference)


def _totals(group: list[Moved]) -> dict[LotKey, int]:
    pieces: dict[LotKey, int] = defaultdict(int)
    for row in group:
        pieces[row.lot] += row.pieces
    return pieces
