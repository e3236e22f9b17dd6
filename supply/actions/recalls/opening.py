"""Lots are recalled: stopped everywhere at once, and everybody who holds some is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.recalls.stopping import freeze, held_preventively, hold_drugs, stop_lots
from supply.lot_numbers import lot_keys
from supply.models import Drug, Recall, RecallHolding, RecallKind, RecallLot, RecallState, Step
from supply.recall_notices import tell_holders
from supply.recall_rights import must_recall
from supply.refusals.recalls import AlreadyRecalled, BadClock, NoLotNamed, NotIssuedYet, TooManyLots, WordsMissing
from supply.selectors.recalls.matching import lots_of, named_already

LEAST_HOURS, MOST_HOURS = 1, 24 * 30
# Of one notice. None is left out in silence: whoever has more opens another.
MOST_LOTS = 5_000


@dataclass(frozen=True, slots=True)
class NamedLot:
    """A lot as the notice prints it."""

    number: str
    expires_on: date | None = None


@transaction.atomic
def open_recall(
    *,
    kind: str,
    product: str,
    source: str,
    lots: Sequence[NamedLot],
    drug: Drug | None,
    maker: str = "",
    text: str = "",
    issued_on: date | None = None,
    hours: int = 24,
    is_simulated: bool = False,
    by: Person | None,
    now: datetime | None = None,
) -> Recall:
    """Stop every lot of the drug that answers to these numbers, whatever its expiry: a falsified one prints any date.

    Lots that never came here are watched: if one comes, it is stopped when it is received.
    """
    must_recall(by)
    now = now or timezone.now()
    product, source = _needed(product, source)
    numbers = _numbers(lots)
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise BadClock(LEAST_HOURS, MOST_HOURS)
    if issued_on is not None and issued_on > timezone.localdate(now):
        raise NotIssuedYet
    if drug is not None:
        # Two that open at once for one drug wait for each other: the second sees what the first named. So do those who
        # make or release a lot of it.
        hold_drugs([drug.pk])
    for number, other in named_already(drug, [lot.number for lot in numbers], kind=kind)[:1]:
        raise AlreadyRecalled(number, other.folio)
    recall = Recall.objects.create(
        kind=RecallKind(kind),
        drug=drug,
        product=product,
        maker=_tidy(maker, 160),
        source=source,
        text=text.strip(),
        issued_on=issued_on,
        hours=hours,
        state=RecallState.OPEN,
        opened_by=by,
        opened_at=now,
        is_simulated=is_simulated,
    )
    RecallLot.objects.bulk_create(RecallLot(recall=recall, number=n.number, expires_on=n.expires_on) for n in numbers)
    meant = lots_of(recall)
    stopped = stop_lots(recall, meant, by=by, also=held_preventively(recall))
    frozen = freeze([(recall.pk, lot_id) for lot_id in meant], now=now)
    if not meant:
        recall.state = RecallState.WATCHED
        recall.save(update_fields=["state"])
    Step.objects.create(recall=recall, what=str(recall.state), by=by, at=now)
    audit.record(
        type="recall.opened",
        by=by,
        target=recall,
        after={
            "kind": kind,
            "drug": drug.code if drug else None,
            "lots": [lot.number for lot in numbers],
            "stopped": len(stopped),
            "holdings": len(frozen),
        },
    )
    tell_holders(RecallHolding.objects.filter(pk__in=frozen))
    return recall


def _needed(product: str, source: str) -> tuple[str, str]:
    product, source = _tidy(product, 200), _tidy(source, 240)
    if not product:
        raise WordsMissing(
            "product", _("Falta el producto."), _("Escríbalo como lo nombra el aviso, con su presentación.")
        )
    if not source:
        raise WordsMissing(
            "source",
            _("Falta la fuente."),
            _("Escriba quién lo avisó y dónde consta: número de alerta, oficio, fecha."),
        )
    return product, source


def _numbers(lots: Sequence[NamedLot]) -> list[NamedLot]:
    """Each number once; refuses what is none."""
    if not lots:
        raise NoLotNamed
    if len(lots) > MOST_LOTS:
        raise TooManyLots(len(lots), MOST_LOTS)
    found: dict[tuple[frozenset[str], date | None], NamedLot] = {}
    for line, lot in enumerate(lots):
        keys = lot_keys(lot.number)
        if not keys:
            raise NoLotNamed(lot.number or "—", line=line)
        found.setdefault((keys, lot.expires_on), NamedLot(_tidy(lot.number, 60), lot.expires_on))
    return list(found.values())


def _tidy(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]
