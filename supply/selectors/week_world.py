"""Everything stored that bears on an uploaded week, in a fixed number of queries whatever its rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, Sum

from delegations.models import Delegation, Person, Place, Unit
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.intake.motives import BY_CODE
from supply.intake.opening import Opened
from supply.intake.sheets import MOVEMENTS_NAME, PRESCRIPTIONS_NAME
from supply.intake.transfers import end_in
from supply.intake.world import LotFacts, LotKey, OpenTransfer, Owner, Pack, PlaceFacts, World
from supply.models import (
    Assortment,
    Document,
    DocumentKind,
    Lot,
    PrescriptionTally,
    Presentation,
    Source,
    Transfer,
    TransferLine,
    TransferState,
    WeeklyReport,
)
from supply.models.weekly_report import SIGNED_STATES
from supply.selectors.week_ledger import closures_of, note_levels, note_starts
from supply.weeks import IsoWeek


@dataclass
class EarlierUploads:
    """Documents that earlier uploads of the same week posted at the file's places."""

    standing: list[Document] = field(default_factory=list)
    """Not reversed."""
    keys: set[tuple[int, str]] = field(default_factory=set)
    """(place, key) of all of them, reversed ones included."""


def key_prefix(week: IsoWeek) -> str:
    """What the idempotency keys of a week's upload start with."""
    return f"semana:{week}:"


def load_world(opened: Opened, week: IsoWeek, by: Person | None, now: dt.datetime) -> tuple[World, EarlierUploads]:
    """The facts for one file, and what it may replace. `by` None is the system: it may load for everybody."""
    loader = _Loader(opened, week, by, now)
    loader.load()
    return loader.world, loader.earlier


class _Loader:
    def __init__(self, opened: Opened, week: IsoWeek, by: Person | None, now: dt.datetime) -> None:
        self.rows = {name: reading.rows for name, reading in opened.readings.items()}
        self.world = World(now=now, week=week)
        self.earlier = EarlierUploads()
        self.by = by

    def load(self) -> None:
        codes = {row["clues"] for rows in self.rows.values() for row in rows}
        self._owners(codes)
        self._places()
        self._ends()
        self._packs()
        place_ids = [place.pk for place in self.world.places.values()]
        self._earlier(place_ids)
        replaced = [document.pk for document in self.earlier.standing]
        note_starts(self.world, place_ids, key_prefix(self.world.week))
        note_levels(self.world, place_ids, replaced)
        self._lots()
        self._transfers(place_ids)
        self._tallies()

    def _owners(self, codes: set[str]) -> None:
        scope = scope_of(self.by) if self.by is not None else None
        signed = set(
            WeeklyReport.objects.of_week(self.world.week)
            .filter(state__in=SIGNED_STATES)
            .filter(Q(unit__clues__in=codes) | Q(unit__isnull=True, delegation__code__in=codes))
            .values_list("delegation_id", "unit_id")
        )
        found: list[tuple[str, str, int, int | None, str]] = [
            *Unit.objects.filter(clues__in=codes).values_list("clues", "name", "delegation_id", "pk", "time_zone"),
            *(
                (code, name, pk, None, zone)
                for code, name, pk, zone in Delegation.objects.filter(code__in=codes).values_list(
                    "code", "name", "pk", "time_zone"
                )
            ),
        ]
        for code, name, delegation_id, unit_id, zone in found:
            permitted = scope is None or scope.allows(
                Permission.IMPORT_WEEK, delegation_id=delegation_id, unit_id=unit_id
            )
            is_signed = (delegation_id, unit_id) in signed
            self.world.owners[code] = Owner(code, name, delegation_id, unit_id, zone, permitted, is_signed)

    def _places(self) -> None:
        """The places themselves; their first days are filled in once it is known what the file replaces."""
        owners = [owner for owner in self.world.owners.values() if owner.permitted]
        units = {owner.unit_id: owner for owner in owners if owner.unit_id is not None}
        delegations = {owner.delegation_id: owner for owner in owners if owner.unit_id is None}
        rows = list(
            Place.objects.active()
            .stock_keeping()
            .filter(Q(unit_id__in=units) | Q(unit__isnull=True, delegation_id__in=delegations))
            .values_list("pk", "delegation_id", "unit_id", "kind", "name")
        )
        closed = closures_of([row[0] for row in rows])
        for pk, delegation_id, unit_id, kind, name in rows:
            owner = delegations[delegation_id] if unit_id is None else units[unit_id]
            self.world.places[owner.code, kind] = PlaceFacts(pk, owner, kind, name, delegation_id, closed.get(pk), None)

    def _ends(self) -> None:
        wanted = {
            end
            for row in self.rows.get(MOVEMENTS_NAME, [])
            if BY_CODE[row["motivo"]].is_transfer and (end := end_in(row["referencia"])) is not None
        }
        codes = {code for code, _kind in wanted}
        places = (
            Place.objects.active()
            .stock_keeping()
            .filter(Q(unit__clues__in=codes) | Q(unit__isnull=True, delegation__code__in=codes))
            .values_list("unit__clues", "delegation__code", "kind", "pk", "name")
        )
        for clues, code, kind, pk, name in places:
            self.world.ends[clues or code, kind] = (pk, name)

    def _packs(self) -> None:
        claves = {row["clave"] for rows in self.rows.values() for row in rows}
        for clave, drug_id, pieces, name in Presentation.objects.filter(clave__in=claves).values_list(
            "clave", "drug_id", "pieces_per_pack", "drug__generic_name"
        ):
            self.world.packs[clave] = Pack(drug_id, pieces, name)
        units = [owner.unit_id for owner in self.world.owners.values() if owner.unit_id and owner.permitted]
        for unit_id, drug_id in (
            Assortment.objects.in_force(self.world.week.sunday)
            .filter(unit_id__in=units)
            .values_list("unit_id", "drug_id")
        ):
            self.world.assortment.setdefault(unit_id, set()).add(drug_id)

    def _earlier(self, place_ids: list[int]) -> None:
        documents = Document.objects.filter(
            place_id__in=place_ids, source=Source.UPLOAD, idempotency_key__startswith=key_prefix(self.world.week)
        ).exclude(kind=DocumentKind.REVERSAL)
        self.earlier.keys = set(documents.values_list("place_id", "idempotency_key"))
        self.earlier.standing = list(documents.filter(reversal__isnull=True).order_by("pk"))

    def _lots(self) -> None:
        named: set[tuple[int, str]] = set()
        for name, rows in self.rows.items():
            if name == PRESCRIPTIONS_NAME:
                continue
            for row in rows:
                pack = self.world.packs.get(row["clave"])
                if pack is not None and row["lote"]:
                    named.add((pack.drug_id, row["lote"]))
        drugs = sorted({drug_id for drug_id, _number in named})
        numbers = sorted({number for _drug, number in named})
        found = Lot.objects.filter(drug_id__in=drugs, number__in=numbers)
        for pk, drug_id, number, expires_on, state in found.values_list(
            "pk", "drug_id", "number", "expires_on", "state"
        ):
            self.world.lots[drug_id, number, expires_on] = LotFacts(pk, state)
            self.world.expiries.setdefault((drug_id, number), set()).add(expires_on)

    def _transfers(self, place_ids: list[int]) -> None:
        """What is on its way to the file's places, and what an upload that is being replaced had accepted."""
        replaced = [document.pk for document in self.earlier.standing]
        waiting = (
            Transfer.objects.filter(to_place_id__in=place_ids)
            .filter(Q(state=TransferState.IN_TRANSIT) | Q(acceptance_id__in=replaced))
            .exclude(dispatch_id__in=replaced)
        )
        lines: dict[int, dict[LotKey, tuple[int, int]]] = defaultdict(dict)
        for pk, transfer_id, drug_id, number, expires_on, sent in TransferLine.objects.filter(
            transfer__in=waiting
        ).values_list("pk", "transfer_id", "lot__drug_id", "lot__number", "lot__expires_on", "sent"):
            lines[transfer_id][drug_id, number, expires_on] = (pk, sent)
        for pk, from_id, to_id, day in waiting.values_list("pk", "from_place_id", "to_place_id", "dispatched_on"):
            self.world.transfers[pk] = OpenTransfer(pk, from_id, to_id, day, lines[pk])

    def _tallies(self) -> None:
        if not self.rows.get(PRESCRIPTIONS_NAME):
            return
        week = self.world.week
        units = [owner.unit_id for owner in self.world.owners.values() if owner.unit_id and owner.permitted]
        tallies = PrescriptionTally.objects.filter(unit_id__in=units).order_by()
        before = (
            tallies.filter(day__gte=week.monday, day__lt=week.sunday)
            .values_list("unit_id", "drug_id")
            .annotate(Sum("filled"), Sum("partly_filled"), Sum("denied"))
        )
        for unit_id, drug_id, filled, partly, denied in before:
            self.world.tallied[unit_id, drug_id] = (filled, partly, denied)
        on_sunday = tallies.filter(day=week.sunday)
        for unit_id, drug_id, *outcome in on_sunday.values_list(
            "unit_id", "drug_id", "filled", "partly_filled", "denied"
        ):
            filled, partly, denied = outcome
            self.world.tallied_on_sunday[unit_id, drug_id] = (filled, partly, denied)
