"""A file of supply orders: read, held against what is on record, written; all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.errors import Refusal
from delegations.models import Person
from delegations.tabular import Fault, Reading
from supply.actions.order_changes import orders_changed
from supply.actions.purchasing.imported_deliveries import receive_all
from supply.actions.purchasing.orders import change_order, end_order
from supply.actions.purchasing.writing import told
from supply.models import Source, SupplyOrder
from supply.purchasing.grouping import ReadOrder, group_orders
from supply.purchasing.standing import OPEN
from supply.purchasing_rights import must_manage
from supply.selectors.purchasing.balances import committed_packs
from supply.selectors.purchasing.order_checks import check_orders
from supply.selectors.purchasing.order_world import OrderWorld, load_order_world


@dataclass
class ImportedOrders:
    """What a file did, or would do (`dry_run`), or why it did nothing (`faults`)."""

    dry_run: bool
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    orders: int = 0
    issued: int = 0
    changed: int = 0
    ended: int = 0
    deliveries: int = 0
    linked: int = 0
    """Deliveries whose pieces the ledger had already."""
    packs: int = 0
    """Packs that entered with them."""
    over: int = 0

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def already_there(self) -> bool:
        """The file says nothing that is not stored yet."""
        return self.ok and not (self.issued or self.changed or self.ended or self.deliveries)


def import_orders(
    *,
    reading: Reading,
    by: Person | None,
    dry_run: bool = False,
    source: str = Source.UPLOAD,
    today: date | None = None,
) -> ImportedOrders:
    """Orders by their number: new ones are issued, known ones are brought up to the file; deliveries enter the ledger.

    A file loaded before has no further effect. With any fault nothing is stored; `dry_run` goes the whole way and takes
    it back.
    """
    must_manage(by)
    outcome = ImportedOrders(dry_run, rows=len(reading.rows))
    with transaction.atomic():
        _Import(reading, by, source, today or timezone.localdate(), outcome).run()
        outcome.faults, outcome.warnings = reading.faults, reading.warnings
        if dry_run or not outcome.ok:
            transaction.set_rollback(True)
    return outcome


class _Import:
    def __init__(self, reading: Reading, by: Person | None, source: str, today: date, outcome: ImportedOrders) -> None:
        self.reading, self.by, self.source, self.today, self.outcome = reading, by, source, today, outcome

    def run(self) -> None:
        read = group_orders(self.reading)
        self.outcome.orders = len(read)
        world = load_order_world(read)
        good = check_orders(self.reading, read, world, self.today)
        if not self.reading.ok:
            return
        self._issue([order for order in good if order.number not in world.orders], world)
        for order in good:
            self._bring_up(order, world.orders[order.number])
        self._warn_of_maxima(good, world)
        receive_all(self.reading, good, world, by=self.by, source=self.source, outcome=self.outcome)
        self._end([order for order in good if order.is_cancelled], world)
        if self.reading.ok and not self.outcome.already_there:
            counted = ("orders", "issued", "changed", "ended", "deliveries", "linked", "packs", "over")
            after = {name: getattr(self.outcome, name) for name in counted}
            audit.record(type="orders.imported", by=self.by, after=after)

    def _issue(self, read: list[ReadOrder], world: OrderWorld) -> None:
        """All new ones in one statement."""
        made = SupplyOrder.objects.bulk_create(
            SupplyOrder(
                number=order.number,
                line=world.lines[world.contracts[order.contract].pk, order.clave],
                place=world.places[order.clues],
                packs=order.packs,
                price=order.price,
                issued_on=_issued_on(order, self.today),
                deadline_on=order.due_on,
            )
            for order in read
        )
        told(made, "issued", by=self.by, note=_("Archivo de órdenes"))
        orders_changed(made)
        world.orders.update({order.number: order for order in made})
        self.outcome.issued = len(made)

    def _bring_up(self, read: ReadOrder, order: SupplyOrder) -> None:
        """Packs and deadline as the file has them, where the order still is open."""
        if (order.packs, order.deadline_on) == (read.packs, read.due_on):
            return
        if order.state != OPEN:
            self.reading.warn(
                read.row,
                "orden de suministro",
                _("La orden ya no está abierta: sus envases y su fecha límite no cambian."),
                _("Si el archivo tiene razón, avise a quien lleva las órdenes."),
            )
            return
        try:
            change_order(
                order=order,
                packs=read.packs,
                deadline_on=read.due_on,
                reason=_("Así venía en el archivo de órdenes."),
                by=self.by,
            )
        except Refusal as refusal:
            column = "piezas emitidas" if refusal.field == "packs" else "fecha limite"
            self.reading.refuse(read.row, column, refusal.message, refusal.remedy)
        else:
            self.outcome.changed += 1

    def _end(self, read: list[ReadOrder], world: OrderWorld) -> None:
        """Cancelled in the file: after its deliveries, so that what had come stays."""
        for order in read:
            stored = SupplyOrder.objects.get(pk=world.orders[order.number].pk)
            if stored.state == OPEN:
                end_order(order=stored, reason=_("Cancelada en el archivo de órdenes."), by=self.by)
                self.outcome.ended += 1

    def _warn_of_maxima(self, read: list[ReadOrder], world: OrderWorld) -> None:
        """What was ordered beyond a contract's maximum has happened: it is told, not refused."""
        lines = {world.orders[order.number].line_id: (order, world.orders[order.number].line) for order in read}
        committed = committed_packs(lines)
        for pk, (order, line) in lines.items():
            over = committed.get(pk, 0) - line.max_packs
            if over > 0:
                self.reading.warn(
                    order.row,
                    "piezas emitidas",
                    _("Las órdenes de esta clave pasan del máximo del contrato por %(over)d envases.") % {"over": over},
                    _("Registre el convenio que amplía el máximo, o revise las órdenes."),
                )


def _issued_on(order: ReadOrder, today: date) -> date:
    """The file's own day; without one, no later than anything that is known of the order."""
    return order.issued_on or min([today, order.due_on, *(arrival.on for arrival in order.arrivals)])
