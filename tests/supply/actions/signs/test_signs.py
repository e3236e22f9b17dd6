"""Signs found in the tables: one planted of each kind, nothing on clean tables, and what is answered stays."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent
from supply.actions.ledger import AdjustLine, IssueLine, LotLine, adjust, dispense, receive, reverse
from supply.actions.signs import find_signs, review_sign
from supply.models import ContractLine, Lot, SignKind, SignState, WarningSign
from supply.refusals.performance import AlreadySo, NoteNeeded, NotYoursToReview
from supply.sign_words import LOOK_AT, MAY_BE, about, how_unusual, sentence
from tests.factories.delegations import PlaceFactory
from tests.factories.purchasing import (
    BidFactory,
    ContractFactory,
    ContractLineFactory,
    DeliveryFactory,
    DeliveryLineFactory,
    SupplierFactory,
    SupplyOrderFactory,
    TenderFactory,
    TenderLineFactory,
)
from tests.factories.supply import LotFactory, PresentationFactory

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return sorted(WarningSign.objects.values_list("kind", flat=True))


def accepted(order, *, shelf: int = 600, **delivery):
    lot = LotFactory(drug=order.line.presentation.drug, expires_on=timezone.localdate() + timedelta(days=shelf))
    brought = DeliveryFactory(supplier=order.line.contract.supplier, place=order.place, **delivery)
    return DeliveryLineFactory(
        delivery=brought, order=order, lot=lot, lot_number=lot.number, expires_on=lot.expires_on,
        delivered_packs=2, accepted_packs=2, rejected_packs=0, reason="",
    )  # fmt: skip


def plant_price() -> ContractLine:
    clave = PresentationFactory()
    for _n in range(5):
        ContractLineFactory(presentation=clave, price=Decimal("100"))
    return ContractLineFactory(presentation=clave, price=Decimal("210"))


def test_dear_contract_is_told_with_its_figures() -> None:
    line = plant_price()
    assert (find_signs().new, kinds()) == (1, ["price"])
    sign = WarningSign.objects.get()
    assert (sign.contract_line, sign.supplier, sign.drug) == (line, line.contract.supplier, line.presentation.drug)
    with translation.override("es-mx"):
        said = sentence(sign)
    assert line.contract.number in said
    assert "$210.00" in said
    assert "2.10 veces la mediana de 5 contratos y ofertas" in said


def test_split_orders_are_told_and_those_of_a_won_procedure_are_not(pharmacy) -> None:
    today = timezone.localdate()
    won = ContractLineFactory(
        contract=ContractFactory(tender=TenderFactory(kind="open")), max_packs=100_000, price=Decimal("1000")
    )
    direct = ContractLineFactory(max_packs=100_000, price=Decimal("1000"))
    for line in (won, direct):
        for days in (2, 5, 9):
            SupplyOrderFactory(
                line=line, place=pharmacy, packs=400, price=Decimal("1000"), issued_on=today - timedelta(days=days)
            )
    assert (find_signs().new, kinds()) == (1, ["split"])
    sign = WarningSign.objects.get()
    assert sign.supply_order.line == direct
    assert sign.delegation == pharmacy.delegation
    assert (sign.facts["amount"], sign.facts["limit"]) == (1_200_000, 500_000)
    with translation.override("es-mx"):
        assert "suman $1,200,000.00" in sentence(sign)


def test_single_bidder_and_short_lives_and_early_receipts_are_told(pharmacy) -> None:
    """Twelve claves won alone, among many won against others; two deliveries short of life; one recorded too early."""
    today = timezone.localdate()
    alone = SupplierFactory(name="Proveedor solo")
    others = [SupplierFactory() for _n in range(3)]
    for n in range(20):
        tender = TenderFactory(convener="Convocante", published_on=today - timedelta(days=30 * (n % 12)))
        clave = PresentationFactory()
        for winner, losers in ((others[n % 3], [others[(n + 1) % 3]]), *(((alone, []),) if n < 12 else ())):
            line = TenderLineFactory(tender=tender, presentation=clave if losers else PresentationFactory())
            BidFactory(line=line, supplier=winner, won=True)
            for loser in losers:
                BidFactory(line=line, supplier=loser, price=Decimal("150"), won=False)
    short = ContractLineFactory(contract=ContractFactory(least_shelf_days=270), max_packs=1000)
    for _n in range(2):
        accepted(SupplyOrderFactory(line=short, place=pharmacy), shelf=100)
    accepted(SupplyOrderFactory(place=pharmacy), arrived_on=today, posted_at=timezone.now() - timedelta(days=3))
    find_signs()
    assert kinds() == ["before_delivery", "near_expiry", "single_bidder"]
    with translation.override("es-mx"):
        said = {sign.kind: sentence(sign) for sign in WarningSign.objects.all()}
    assert "en 12 fue la única oferta" in said["single_bidder"]
    assert "menos vida útil que la pactada (270 días): 4 envases" in said["near_expiry"]
    assert "dice que llegó después" in said["before_delivery"]


def test_round_adjustments_and_losses_are_told_and_reversed_ones_count_for_nothing(delegation, vincristine) -> None:
    """Ten places write up eight times each: the first always fifty. The second and third break 264 pieces each, and
    the third takes it back."""
    PresentationFactory(drug=vincristine, pieces_per_pack=1)
    expires = timezone.localdate() + timedelta(days=300)
    places = [PlaceFactory(delegation=delegation) for _n in range(10)]
    for n, place in enumerate(places):
        receive(place=place, lines=[LotLine(vincristine.pk, "L1", expires, 5000)], key="r", by=None)
        lot = Lot.objects.get()
        dispense(place=place, lines=[IssueLine(vincristine.pk, 500)], key="d", by=None)
        for k in range(8):
            pieces = 50 if n == 0 else 11 + k
            adjust(place=place, lines=[AdjustLine(lot.pk, pieces, "count_up")], key=f"a{k}", by=None)
            if n in (1, 2):
                broken = adjust(place=place, lines=[AdjustLine(lot.pk, 33, "damage")], key=f"b{k}", by=None)
                if n == 2:
                    reverse(document=broken.document, key=f"c{k}", by=None)
    find_signs()
    assert kinds() == ["losses", "round_adjustment"]
    lossy, rounded = WarningSign.objects.order_by("kind")
    assert (rounded.place, rounded.facts["round"], rounded.facts["adjustments"]) == (places[0], 8, 8)
    assert (lossy.place, lossy.facts["lost"], lossy.facts["times"], lossy.facts["handled"]) == (places[1], 264, 8, 764)
    with translation.override("es-mx"):
        assert "perdió 264 piezas en 8 registros" in sentence(lossy)
        assert "8 de 8 ajustes" in sentence(rounded)


def test_what_was_explained_stays_explained_and_what_is_new_is_added(olga) -> None:
    plant_price()
    find_signs()
    sign = review_sign(sign=WarningSign.objects.get(), state="explained", note=" Era  por frasco doble ", by=olga)
    assert (sign.state, sign.note, sign.closed_by, sign.edition) == ("explained", "Era por frasco doble", olga, 2)
    first = sign.last_seen
    plant_price()
    found = find_signs(now=timezone.now() + timedelta(days=1))
    assert (found.new, found.known) == (1, 1)
    sign.refresh_from_db()
    assert (sign.state, sign.note) == (SignState.EXPLAINED, "Era por frasco doble")
    assert sign.last_seen > first
    assert AuditEvent.objects.filter(type="sign.reviewed").count() == 1


def test_answer_needs_a_note_a_right_and_the_edition_that_was_read(olga, beto, admin) -> None:
    plant_price()
    find_signs()
    sign = WarningSign.objects.get()
    with pytest.raises(NoteNeeded):
        review_sign(sign=sign, state="closed", note="  ", by=olga)
    for other in (beto, admin):
        with pytest.raises(NotYoursToReview):
            review_sign(sign=sign, state="closed", note="No", by=other)
    review_sign(sign=sign, state="closed", note="Nada raro", by=olga, edition=1)
    with pytest.raises(StaleEdition):
        review_sign(sign=sign, state="explained", note="Otra", by=olga, edition=1)
    with pytest.raises(AlreadySo):
        review_sign(sign=sign, state="closed", note="Nada raro", by=olga)
    reopened = review_sign(sign=sign, state="open", note="Llegó otro dato", by=olga)
    assert (reopened.closed_at, reopened.closed_by) == (None, None)


def test_every_kind_has_words() -> None:
    kinds_known = {value for value, _label in WarningSign._meta.get_field("kind").choices}
    assert set(MAY_BE) == set(LOOK_AT) == kinds_known


def test_a_sign_says_how_unusual_it_is_and_what_it_is_about() -> None:
    plant_price()
    find_signs()
    sign = WarningSign.objects.get()
    with translation.override("es-mx"):
        assert how_unusual(sign) == "Hay muy pocos casos comparables para decir qué tan fuera de lo común está"
        sign.compared, sign.unusual = 40, Decimal("0.975")
        assert how_unusual(sign) == "Más fuera de lo común que 97.5 % de 40 casos comparables"
        sign.kind = SignKind.LOSSES
        assert how_unusual(sign) == "Por azar no se vería 97.5 % de las veces, por lo que pasa en 40 casos comparables"
        sign.kind = SignKind.PRICE
        assert str(sign.supplier) in about(sign)


def test_unreviewed_sign_has_no_closing_moment() -> None:
    plant_price()
    find_signs()
    with pytest.raises(IntegrityError, match="reviewed_sign_says_when"), transaction.atomic():
        WarningSign.objects.update(closed_at=timezone.now())
