from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.purchasing.writing import change, held, must_say, plain, reason_given, tidy, trace_change
from supply.models import Contract, ContractLine, Presentation, Supplier, Tender
from supply.purchasing_rights import must_manage
from supply.refusals.purchasing import AlreadyThere, BadPenalty, BadPeriod, BelowWhatIsOrdered, FactMissing
from supply.selectors.purchasing.balances import committed_packs

HUNDRED = Decimal(100)


@transaction.atomic
def register_contract(
    *,
    number: str,
    supplier: Supplier,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    tender: Tender | None = None,
    penalty_percent: Decimal | None = None,
    penalty_cap_percent: Decimal | None = None,
    least_shelf_days: int | None = None,
    note: str = "",
    is_simulated: bool = False,
) -> Contract:
    """What a supplier has to deliver until when, and what it owes when late; its claves are added apart."""
    must_manage(by)
    values = _values(
        number, supplier, tender, starts_on, ends_on, penalty_percent, penalty_cap_percent, least_shelf_days, note
    )
    if Contract.objects.filter(number=values["number"]).exists():
        raise AlreadyThere("number", _("Ya hay un contrato con ese número."))
    contract = Contract.objects.create(**values, is_simulated=is_simulated)
    audit.record(type="contract.registered", by=by, target=contract, after={k: plain(v) for k, v in values.items()})
    return contract


@transaction.atomic
def change_contract(
    *,
    contract: Contract,
    number: str,
    supplier: Supplier,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    tender: Tender | None = None,
    penalty_percent: Decimal | None = None,
    penalty_cap_percent: Decimal | None = None,
    least_shelf_days: int | None = None,
    note: str = "",
    edition: int | None = None,
) -> Contract:
    """Put right or amended. Whose it is cannot change once something was ordered under it."""
    must_manage(by)
    contract = held(contract, edition)
    values = _values(
        number, supplier, tender, starts_on, ends_on, penalty_percent, penalty_cap_percent, least_shelf_days, note
    )
    if Contract.objects.filter(number=values["number"]).exclude(pk=contract.pk).exists():
        raise AlreadyThere("number", _("Ya hay un contrato con ese número."))
    if contract.supplier_id != supplier.pk and contract.lines.filter(orders__isnull=False).exists():
        raise FactMissing(
            "supplier",
            _("Ya hay órdenes de este contrato con ese proveedor."),
            _("Registre otro contrato; las órdenes y sus entregas son de quien las surtió."),
        )
    trace_change("contract.changed", contract, by, change(contract, values))
    return contract


@transaction.atomic
def set_contract_line(
    *,
    contract: Contract,
    presentation: Presentation,
    max_packs: int,
    price: Decimal,
    by: Person | None,
    min_packs: int = 0,
    note: str = "",
) -> ContractLine:
    """A clave of the contract, as it stands: added, or amended (`note` says by which agreement).

    What was ordered keeps the price it was ordered at.
    """
    must_manage(by)
    contract = held(contract)
    if max_packs < 1:
        raise FactMissing("max_packs", _("Falta el máximo de envases."), _("Escriba el máximo que dice el contrato."))
    if min_packs > max_packs:
        raise FactMissing("min_packs", _("El mínimo es mayor que el máximo."), _("Revise los dos datos."))
    if price <= 0:
        raise FactMissing("price", _("Falta el precio."), _("Escriba el precio por envase, sin IVA."))
    values: dict[str, Any] = {"min_packs": min_packs, "max_packs": max_packs, "price": price}
    line = ContractLine.objects.select_for_update().filter(contract=contract, presentation=presentation).first()
    if line is None:
        line = ContractLine.objects.create(contract=contract, presentation=presentation, **values)
        after = {"clave": presentation.clave, **{name: plain(value) for name, value in values.items()}}
        audit.record(type="contract.line_added", by=by, target=contract, after=after)
        return line
    committed = committed_packs([line.pk]).get(line.pk, 0)
    if max_packs < line.max_packs and max_packs < committed:
        raise BelowWhatIsOrdered(committed)
    changed = change(line, values)
    before = {"clave": presentation.clave, **{name: plain(pair[0]) for name, pair in changed.items()}}
    after = {"clave": presentation.clave, **{name: plain(pair[1]) for name, pair in changed.items()}}
    audit.record(type="contract.line_changed", by=by, target=contract, before=before, after=after | {"note": note})
    return line


@transaction.atomic
def end_contract(
    *, contract: Contract, on: date, reason: str, by: Person | None, edition: int | None = None
) -> Contract:
    """Rescinded or ended before its time: nothing more is ordered under it; what was ordered goes on."""
    must_manage(by)
    contract = held(contract, edition)
    reason = reason_given(reason)
    if not contract.starts_on <= on <= contract.ends_on:
        raise BadPeriod(
            _("Esa fecha queda fuera de la vigencia del contrato."),
            field="on",
            remedy=_("Escriba el día en que dejó de valer."),
        )
    note = tidy(f"{contract.note} {reason}", 400)
    trace_change("contract.ended", contract, by, change(contract, {"ended_early_on": on, "note": note}))
    return contract


def _values(
    number: str,
    supplier: Supplier,
    tender: Tender | None,
    starts_on: date,
    ends_on: date,
    penalty_percent: Decimal | None,
    penalty_cap_percent: Decimal | None,
    least_shelf_days: int | None,
    note: str,
) -> dict[str, Any]:
    if ends_on < starts_on:
        raise BadPeriod(_("El contrato termina antes de empezar."), field="ends_on", remedy=_("Revise las dos fechas."))
    _check_penalty(penalty_percent, penalty_cap_percent)
    return {
        "number": must_say(number, "number", 60, _("Falta el número de contrato.")).upper(),
        "supplier": supplier,
        "tender": tender,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "penalty_percent": penalty_percent,
        "penalty_cap_percent": penalty_cap_percent,
        "least_shelf_days": least_shelf_days,
        "note": tidy(note, 400),
    }


def _check_penalty(percent: Decimal | None, cap: Decimal | None) -> None:
    if percent is None:
        if cap is not None:
            raise BadPenalty("penalty_percent")
        return
    if not 0 < percent <= HUNDRED:
        raise BadPenalty("penalty_percent")
    if cap is not None and not percent <= cap <= HUNDRED:
        raise BadPenalty("penalty_cap_percent")
