from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from delegations.roles import Role
from supply.actions.ledger import IssueLine, dispatch
from supply.models import Balance, Transfer
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def pieces(place) -> int:
    return sum(Balance.objects.filter(place=place).values_list("on_hand", flat=True))


@pytest.fixture
def sent(pharmacy, warehouse, stocked, vincristine, ana):
    """12 pieces of two lots on their way from Ana's pharmacy to her warehouse."""
    return dispatch(
        place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 12)], key="t", by=ana,
        expected_on=pharmacy.today() + timedelta(days=2),
    ).transfer  # fmt: skip


@pytest.fixture
def accepting(sent):
    return reverse("supply:transfer-accept", args=[sent.pk])


def test_pieces_are_sent_to_a_place_typed_by_name_or_code(as_, ana, pharmacy, other_pharmacy, stocked, lines):
    address = reverse("supply:dispatch", args=[pharmacy.code])
    row = {"drug": "vincristina", "pieces": "3"}
    for key, text in enumerate(("BCIMS000001-FAR", "bcims000001-far", f"{other_pharmacy} · {other_pharmacy.code}")):
        answer = as_(ana).post(address, lines(row, key=str(key), to_place=text, expected_on="31/12/2099"))
        transfer = Transfer.objects.latest("pk")
        assert answer.url == reverse("supply:transfer", args=[transfer.pk])
        assert transfer.to_place == other_pharmacy
    assert Transfer.objects.count() == 3


def test_a_place_that_does_not_exist_is_refused(as_, ana, pharmacy, stocked, lines):
    address = reverse("supply:dispatch", args=[pharmacy.code])
    answer = as_(ana).post(address, lines({"drug": "vincristina", "pieces": "3"}, to_place="la luna"))
    assert "Ningún lugar coincide" in answer.content.decode()
    assert not Transfer.objects.exists()


def test_sending_to_itself_is_refused_beside_the_place(as_, ana, pharmacy, stocked, lines):
    address = reverse("supply:dispatch", args=[pharmacy.code])
    answer = as_(ana).post(address, lines({"drug": "vincristina", "pieces": "3"}, to_place=pharmacy.code))
    ((fault, _anchor),) = answer.context["faults"]
    assert fault.startswith("Destino")


def test_everything_arrived_with_one_button(as_, ana, accepting, sent, warehouse):
    answer = as_(ana).post(accepting, {"key": "a", "todo": "1"})
    assert answer.url == reverse("supply:transfer", args=[sent.pk])
    assert pieces(warehouse) == 12


def test_what_is_missing_needs_a_reason_and_then_stands_in_the_ledger(as_, ana, accepting, sent, warehouse):
    near, far = sent.lines.order_by("lot__expires_on")
    data = {"key": "a", f"llego-{near.pk}-pieces": "7", f"llego-{far.pk}-pieces": "2"}
    answer = as_(ana).post(accepting, data)
    assert "diga por qué" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    answer = as_(ana).post(accepting, {**data, f"llego-{near.pk}-reason": "transit_loss"})
    assert answer.status_code == 302
    (message,) = get_messages(answer.wsgi_request)
    assert str(message).startswith("Entraron 9 piezas")
    assert str(message).endswith("Faltaron 3 piezas.")
    assert pieces(warehouse) == 9
    sent.refresh_from_db()
    assert sent.state == "accepted_short"


def test_more_than_was_sent_without_a_word_is_refused_beside_its_line(as_, ana, accepting, sent, warehouse):
    near, far = sent.lines.order_by("lot__expires_on")
    data = {"key": "a", f"llego-{near.pk}-pieces": "11", f"llego-{far.pk}-pieces": "2"}
    answer = as_(ana).post(accepting, data)
    assert "Llegaron más de las enviadas: diga qué se encontró." in answer.content.decode()
    assert pieces(warehouse) == 0


def test_accepted_twice_is_once(as_, ana, accepting, warehouse):
    client = as_(ana)
    client.post(accepting, {"key": "a", "todo": "1"})
    client.post(accepting, {"key": "a", "todo": "1"})
    answer = client.post(accepting, {"key": "b", "todo": "1"})
    assert "ya no está en tránsito" in answer.content.decode()
    assert pieces(warehouse) == 12


def test_the_sender_may_not_accept_for_the_receiver(as_, ana, carla, pharmacy, other_pharmacy, stocked, vincristine):
    transfer = dispatch(
        place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 2)], key="t", by=ana
    ).transfer
    address = reverse("supply:transfer-accept", args=[transfer.pk])
    assert as_(ana).post(address, {"key": "a", "todo": "1"}).status_code == 403
    assert as_(carla).post(address, {"key": "a", "todo": "1"}).status_code == 302


def test_the_list_puts_first_what_waits_for_the_reader(as_, ana, beto, olga, carla, sent, hospital):
    address = reverse("supply:transfer-list")
    assert [transfer.pk for transfer, _late in as_(ana).get(address).context["waiting"]] == [sent.pk]
    assert as_(olga).get(address).context["waiting"] == []
    assert len(as_(olga).get(address).context["rows"]) == 1
    assert len(as_(carla).get(address).context["rows"]) == 0
    reader = PersonFactory()
    PostingFactory(person=reader, role=Role.CLINICIAN, unit=hospital)
    assert as_(reader).get(address).context["waiting"] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"estado": "in_transit"}, 1),
        ({"estado": "accepted"}, 0),
        ({"sentido": "entra"}, 1),
        ({"sentido": "sale"}, 1),
        ({"q": "farmacia"}, 1),
        ({"q": "nadie"}, 0),
        ({"orden": "-pieces"}, 1),
    ],
)
def test_filters(asked, found, as_, ana, sent):
    assert len(as_(ana).get(reverse("supply:transfer-list"), asked).context["rows"]) == found


def test_the_list_asks_a_fixed_number_of_queries(as_, ana, sent, django_assert_max_num_queries):
    client = as_(ana)
    with django_assert_max_num_queries(12):
        client.get(reverse("supply:transfer-list"))


def test_a_late_transfer_is_marked(as_, ana, sent, pharmacy):
    Transfer.objects.update(expected_on=pharmacy.today() - timedelta(days=1))
    assert "retrasado" in as_(ana).get(reverse("supply:transfer", args=[sent.pk])).content.decode()


def test_places_of_the_country_are_suggested(as_, ana, other_pharmacy, transit):
    found = as_(ana).get(reverse("supply:suggest-places"), {"q": "bcims"}).json()["results"]
    assert [row["value"] for row in found] == [f"{other_pharmacy.name} · {other_pharmacy.code}"]
    assert as_(ana).get(reverse("supply:suggest-places"), {"q": "JAL-TRA"}).json() == {"results": []}
