"""Every row of the week against what is on record: each fault in its own sentence, with what to do about it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from delegations.models import PlaceKind
from delegations.tabular import Reading, Row
from supply.intake.motives import BY_CODE
from supply.intake.names import Names
from supply.intake.opening import Opened
from supply.intake.prescriptions import check_prescriptions
from supply.intake.rows import Counted, Moved, WeekRows
from supply.intake.sheets import MOVEMENTS_NAME, PRESCRIPTIONS_NAME, STOCK_NAME
from supply.intake.world import LotKey, Pack, World
from supply.models import LotState
from supply.reasons import DISPENSED, Reason

_LEAVES_FOR_USE = (*DISPENSED, Reason.TRANSFER_OUT)


def check_rows(opened: Opened, world: World) -> tuple[WeekRows, Names]:
    """The rows that could be made out; faults and warnings are noted in their sheets' readings."""
    rows, names, lots = WeekRows(), Names(world), _LotWatch(world)
    if STOCK_NAME in opened.readings:
        _check_stock(opened.readings[STOCK_NAME], rows, names, lots)
    if MOVEMENTS_NAME in opened.readings:
        _check_movements(opened.readings[MOVEMENTS_NAME], rows, names, lots)
    if PRESCRIPTIONS_NAME in opened.readings:
        check_prescriptions(opened.readings[PRESCRIPTIONS_NAME], rows, names)
    if STOCK_NAME in opened.readings and opened.readings[STOCK_NAME].ok:
        _warn_of_places_left_out(opened.readings[STOCK_NAME], rows, world)
    return rows, names


class _LotWatch:
    """Warns, once each, of lots whose expiry differs from the one on record or elsewhere in the file."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._expiries: dict[tuple[int, str], dict[dt.date, tuple[str, int]]] = {}

    def key(self, reading: Reading, row: Row, pack: Pack) -> LotKey:
        drug_id, number, expires_on = pack.drug_id, row["lote"], row["caducidad"]
        expiries = self._expiries.setdefault((drug_id, number), {})
        if expires_on not in expiries:
            others = {day for day in self.world.expiries.get((drug_id, number), ()) if day != expires_on} | set(
                expiries
            )
            if others and expires_on not in self.world.expiries.get((drug_id, number), ()):
                reading.warn(
                    row,
                    "caducidad",
                    _("El mismo lote figura con caducidad %(day)s.") % {"day": min(others).isoformat()},
                    _("Si es el mismo lote, escriba la misma fecha: con otra se cuenta como otro lote."),
                )
            expiries[expires_on] = (reading.sheet.name, row.number)
        return drug_id, number, expires_on


def _check_stock(reading: Reading, rows: WeekRows, names: Names, lots: _LotWatch) -> None:
    first: dict[tuple[int, LotKey], Row] = {}
    unfilled: list[Row] = []
    for row in reading.rows:
        number, expires_on, pieces = row["lote"], row["caducidad"], row["piezas"]
        if number is None and expires_on is None and pieces is None:
            unfilled.append(row)
            continue
        place = names.place(reading, row)
        pack = names.pack(reading, row, place.owner.unit_id if place else None)
        nothing_here = number is None and expires_on is None and pieces == 0
        complete = nothing_here or _is_complete(reading, row)
        if place is None:
            continue
        rows.places.setdefault(place.pk, (place, row.number))
        if pack is None or not complete or nothing_here:
            continue
        key = lots.key(reading, row, pack)
        earlier = first.setdefault((place.pk, key), row)
        if earlier is not row:
            _refuse_twice(reading, row, earlier)
            continue
        if expires_on < names.world.week.sunday and pieces:
            reading.warn(
                row,
                "caducidad",
                _("El lote ya caducó: no cuenta como utilizable."),
                _("Sepárelo y dé de baja las piezas."),
            )
        rows.counted.append(Counted(row.number, place, key, pieces, pack.pieces))
    if unfilled:
        reading.warn(
            unfilled[0],
            "lote",
            _("Filas sin lote, caducidad ni piezas: %(count)d. Se leyeron como claves sin existencia.")
            % {"count": len(unfilled)},
            _("Si hay piezas de esas claves, escriba cada lote con sus piezas."),
        )
    if unfilled and not rows.places and reading.ok:
        reading.refuse(
            unfilled[0],
            "piezas",
            _("La hoja no trae ningún conteo."),
            _("Escriba las piezas de cada lote; si no queda ninguna, ponga 0 en una fila del lugar."),
        )


def _is_complete(reading: Reading, row: Row) -> bool:
    """Lot, expiry and pieces are all there; what is not is noted."""
    before = len(reading.faults)
    if row["lote"] is None:
        reading.refuse(row, "lote", _("Falta el lote."), _("Escriba el lote como viene en la caja."))
    if row["caducidad"] is None:
        reading.refuse(row, "caducidad", _("Falta la caducidad."), _("Escriba la fecha que viene en la caja."))
    if row["piezas"] is None:
        reading.refuse(
            row, "piezas", _("Faltan las piezas."), _("Escriba las piezas contadas; 0 si ya no queda ninguna.")
        )
    return len(reading.faults) == before


def _refuse_twice(reading: Reading, row: Row, earlier: Row) -> None:
    if earlier["clave"] == row["clave"]:
        problem = _("El lote ya está contado en la fila %(row)d.") % {"row": earlier.number}
    else:
        problem = _("El lote ya está contado en la fila %(row)d con otra presentación (%(clave)s).") % {
            "row": earlier.number,
            "clave": earlier["clave"],
        }
    reading.refuse(row, "lote", problem, _("Deje una sola fila por lugar y lote, con la suma de las piezas."))


def _check_movements(reading: Reading, rows: WeekRows, names: Names, lots: _LotWatch) -> None:
    week = names.world.week
    first: dict[tuple[object, ...], int] = {}
    uncounted: set[int] = set()
    odd_packs: set[tuple[int, int]] = set()
    for row in reading.rows:
        place = names.place(reading, row)
        pack = names.pack(reading, row, place.owner.unit_id if place else None)
        motive, day = BY_CODE[row["motivo"]], row["fecha"]
        before = len(reading.faults)
        if not week.monday <= day <= week.sunday:
            reading.refuse(
                row,
                "fecha",
                _("La fecha no es de la semana %(week)s.") % {"week": week},
                _("Va del %(monday)s al %(sunday)s; lo de otra semana se carga con la suya.")
                % {"monday": week.monday.isoformat(), "sunday": week.sunday.isoformat()},
                value=day.isoformat(),
            )
        if motive.is_transfer and not row["referencia"]:
            reading.refuse(row, "referencia", _("Falta decir de dónde viene o a dónde va el traspaso."), motive.meaning)
        if place is not None and place.pk not in rows.places and place.pk not in uncounted:
            uncounted.add(place.pk)
            reading.refuse(
                row,
                "lugar",
                _("%(place)s tiene movimientos y no está en la hoja «existencias».") % {"place": place.name},
                _("Agregue su conteo de cierre; si no quedó nada, ponga una fila con 0 piezas."),
            )
        if motive.reason == Reason.OPENING and place is not None and not place.is_new:
            reading.refuse(
                row,
                "motivo",
                _("El lugar ya tiene movimientos: no lleva saldo inicial."),
                _("Use «sobrante» si se encontró de más, o «recepcion» si llegó."),
            )
        if place is None or pack is None:
            continue
        key = lots.key(reading, row, pack)
        _check_lot_may_move(reading, row, names.world, key)
        if len(reading.faults) > before:
            continue
        moved = Moved(row.number, place, day, motive, key, row["piezas"], row["referencia"])
        same = first.setdefault((place.pk, day, motive.code, key, moved.pieces, moved.reference), row.number)
        if same != row.number:
            reading.warn(row, "", _("Es idéntica a la fila %(row)d; se suman las dos.") % {"row": same})
        if motive.reason == Reason.RECEIPT and moved.pieces % pack.pieces and (place.pk, pack.drug_id) not in odd_packs:
            odd_packs.add((place.pk, pack.drug_id))
            reading.warn(
                row,
                "piezas",
                _("El envase de esta clave trae %(count)d piezas y lo recibido no es múltiplo.")
                % {"count": pack.pieces},
                _("Confirme que escribió piezas y no envases."),
            )
        rows.moved.append(moved)


def _check_lot_may_move(reading: Reading, row: Row, world: World, key: LotKey) -> None:
    """An expired or recalled lot is not received, given or sent; a lot still good is not written off as expired."""
    reason, day, expires_on = BY_CODE[row["motivo"]].reason, row["fecha"], key[2]
    lot = world.lots.get(key)
    state = lot.state if lot else LotState.USABLE
    if expires_on < day and (reason in _LEAVES_FOR_USE or reason == Reason.RECEIPT):
        reading.refuse(
            row,
            "caducidad",
            _("El lote había caducado el %(day)s.") % {"day": expires_on.isoformat()},
            _("Revise la fecha; si de verdad caducó, dé de baja las piezas con el motivo «caducidad»."),
        )
    elif state == LotState.RECALLED and (reason in _LEAVES_FOR_USE or reason == Reason.RECEIPT):
        reading.refuse(row, "lote", _("El lote está retirado."), _("Sepárelo y dé de baja las piezas con «retiro»."))
    elif state == LotState.QUARANTINED and reason in _LEAVES_FOR_USE:
        reading.refuse(row, "lote", _("El lote está en cuarentena."), _("Revise el lote, o pida que se libere."))
    elif reason == Reason.EXPIRY and expires_on >= day:
        reading.refuse(
            row,
            "caducidad",
            _("El lote aún no caducaba ese día."),
            _("Revise la fecha de caducidad, o use otro motivo de baja."),
        )


def _warn_of_places_left_out(reading: Reading, rows: WeekRows, world: World) -> None:
    owners = {place.owner.code for place, _row in rows.places.values()}
    for (code, kind), place in world.places.items():
        if code in owners and place.pk not in rows.places:
            reading.warn(
                0,
                "lugar",
                _("El archivo no trae existencias de %(place)s: su libro queda como está.") % {"place": place.name},
                _("Si ahí hay piezas, agréguelas."),
                value=PlaceKind(kind).value,
            )
