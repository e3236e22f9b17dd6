from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.closing import close_week
from supply.models import Balance, Document, Lot, Movement, Source, Transfer
from supply.reasons import Reason
from supply.weeks import IsoWeek

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("claves")]


@pytest.fixture
def at(pharmacy):
    """The address of a verb at Ana's pharmacy."""
    return lambda name, code=None: reverse(f"api-{name}", args=[code or pharmacy.code])


@pytest.fixture
def receipt(pharmacy) -> dict:
    expiry = (pharmacy.today() + timedelta(days=300)).isoformat()
    return {"lines": [{"drug": "010.000.1768.00", "lot": "a 1", "expires_on": expiry, "pieces": 12}]}


def error_of(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "remedy", "faults"}
    return body["error"]


def test_a_receipt_is_posted_once_however_often_it_is_sent(post, at, ana, receipt, pharmacy) -> None:
    first = post(ana, at("receive"), receipt)
    again = post(ana, at("receive"), receipt)
    assert (first.status_code, first.json()["replayed"]) == (201, False)
    assert (again.status_code, again.json()["replayed"]) == (200, True)
    assert first.json()["document"] == again.json()["document"]
    document = Document.objects.get()
    assert (document.source, document.posted_by, document.idempotency_key) == (Source.API, ana, "llave-1")
    assert Balance.objects.get(place=pharmacy).on_hand == 12
    assert Lot.objects.get().number == "A 1"


@pytest.mark.parametrize("drug", ["010.000.1768.00", "010000176800", "010.000.1768", "0100001768", "10000176800"])
def test_a_drug_goes_by_any_way_of_writing_its_clave(post, at, ana, receipt, drug) -> None:
    receipt["lines"][0]["drug"] = drug
    assert post(ana, at("receive"), receipt).status_code == 201


def test_a_drug_without_a_clave_goes_by_its_id(post, at, ana, receipt, vincristine) -> None:
    del receipt["lines"][0]["drug"]
    receipt["lines"][0]["drug_id"] = vincristine.pk
    assert post(ana, at("receive"), receipt).status_code == 201


@pytest.mark.parametrize(("key", "code"), [(None, "missing"), ("dos palabras", "invalid"), ("x" * 101, "invalid")])
def test_without_a_good_key_nothing_is_posted(post, at, ana, receipt, key, code) -> None:
    error = error_of(post(ana, at("receive"), receipt, key=key), 400)
    assert error["code"] == f"idempotency_key_{code}"
    assert error["faults"][0]["field"] == "Idempotency-Key"
    assert error["remedy"]
    assert not Document.objects.exists()


def test_a_key_with_another_content_is_a_conflict(post, at, ana, receipt) -> None:
    post(ana, at("receive"), receipt)
    receipt["lines"][0]["pieces"] = 13
    error = error_of(post(ana, at("receive"), receipt), 409)
    assert (error["code"], error["faults"][0]["field"]) == ("key_reused", "Idempotency-Key")


def test_every_fault_is_told_at_once_with_its_line(post, at, ana, receipt) -> None:
    good = receipt["lines"][0]
    receipt["lines"] = [good, {**good, "pieces": 0}, {**good, "expires_on": "mañana"}, {"pieces": 1}]
    error = error_of(post(ana, at("receive"), receipt), 400)
    assert error["code"] == "invalid"
    places = {(one["field"], one["line"]) for one in error["faults"]}
    assert {("lines.1.pieces", 1), ("lines.2.expires_on", 2), ("lines.3.lot", 3)} <= places


def test_unknown_claves_are_all_named(post, at, ana, receipt) -> None:
    good = receipt["lines"][0]
    receipt["lines"] = [
        {**good, "drug": "010.000.9999.00"},
        good,
        {**good, "drug": "nada"},
        {**good, "drug": "010.000.1768.77"},
    ]
    error = error_of(post(ana, at("receive"), receipt), 400)
    assert [(one["field"], one["code"]) for one in error["faults"]] == [
        ("lines.2.drug", "bad_clave"),
        ("lines.0.drug", "unknown_drug"),
        ("lines.3.drug", "unknown_drug"),
    ]


@pytest.mark.parametrize("body", [None, [], "x", {"lines": "x"}, {"lines": []}, {"lines": [1]}, {"lines": {"a": 1}}])
def test_a_body_of_another_shape_is_refused(post, at, ana, body) -> None:
    for verb in ("receive", "dispense", "dispatch", "adjust"):
        error_of(post(ana, at(verb), body), 400)


def test_a_body_that_is_no_json_is_refused(api, at, ana) -> None:
    answer = api(ana).post(at("receive"), "{", content_type="application/json", headers={"Idempotency-Key": "k"})
    assert error_of(answer, 400)["code"] == "parse_error"
    other = api(ana).post(at("receive"), "<a/>", content_type="text/xml", headers={"Idempotency-Key": "k"})
    assert error_of(other, 415)["code"] == "unsupported_media_type"


def test_what_is_given_is_first_to_expire_unless_a_lot_is_named(post, at, ana, stocked) -> None:
    post(ana, at("dispense"), {"lines": [{"drug": "010.000.1768", "pieces": 3}]}, key="a")
    post(ana, at("dispense"), {"lines": [{"drug": "010.000.1768", "pieces": 2, "lot_id": stocked["far"].pk}]}, key="b")
    far = stocked["far"]
    named = {"drug": "010.000.1768", "pieces": 1, "lot": "far", "expires_on": far.expires_on.isoformat()}
    post(ana, at("dispense"), {"lines": [named]}, key="c")
    left = dict(Balance.objects.values_list("lot__number", "on_hand"))
    assert left == {"NEAR": 7, "FAR": 17}


def test_more_than_there_is_is_refused_with_the_line_and_the_way_out(post, at, ana, stocked) -> None:
    lines = [{"drug": "010.000.1768", "pieces": 1}, {"drug": "010.000.1768", "pieces": 900}]
    error = error_of(post(ana, at("dispense"), {"lines": lines}), 422)
    (fault,) = error["faults"]
    assert (error["code"], fault["field"], fault["line"]) == ("not_enough_stock", "lines.1.pieces", 1)
    assert "900" in error["message"]
    assert error["remedy"]
    assert not Document.objects.exclude(idempotency_key="stocked").exists()


def test_a_lot_of_another_drug_is_refused_by_name(post, at, ana, stocked) -> None:
    lines = [{"drug": "010.000.1760", "pieces": 1, "lot_id": stocked["near"].pk}]
    error = error_of(post(ana, at("dispense"), {"lines": lines}), 400)
    assert [(one["field"], one["code"]) for one in error["faults"]] == [("lines.0.lot_id", "unknown_lot")]


def test_a_lot_that_lies_elsewhere_is_not_taken_from_there(post, at, carla, other_pharmacy, stocked) -> None:
    body = {"lines": [{"drug": "010.000.1768", "pieces": 1, "lot_id": stocked["near"].pk}]}
    error = error_of(post(carla, at("dispense", other_pharmacy.code), body), 422)
    assert (error["code"], error["faults"][0]["line"]) == ("not_enough_stock", 0)
    assert Balance.objects.get(lot=stocked["near"]).on_hand == 10


def test_a_recalled_lot_leaves_only_by_permission_with_a_note(post, at, ana, beto, stocked) -> None:
    Lot.objects.filter(pk=stocked["near"].pk).update(state="recalled")
    body = {"lines": [{"drug": "010.000.1768", "pieces": 1, "lot_id": stocked["near"].pk}]}
    assert error_of(post(ana, at("dispense"), body), 422)["code"] == "lot_blocked"
    body["allow_blocked_lots"] = True
    assert error_of(post(ana, at("dispense"), body), 400)["faults"][0]["field"] == "note"
    body["note"] = "Sin alternativa hoy"
    assert error_of(post(beto, at("dispense"), body), 403)["code"] == "permission_denied"
    assert post(ana, at("dispense"), body).status_code == 201


def test_a_transfer_is_sent_and_accepted_short_with_its_reason(
    api, post, at, ana, carla, other_pharmacy, stocked
) -> None:
    body = {"to_place": other_pharmacy.code, "lines": [{"drug": "010.000.1768", "pieces": 15}]}
    sent = post(ana, at("dispatch"), body)
    assert sent.status_code == 201
    transfer = Transfer.objects.get(pk=sent.json()["transfer_id"])
    near, far = transfer.lines.order_by("pk")
    url = reverse("api-accept", args=[transfer.pk])
    # The sender sees it and does not accept it for the receiver.
    assert error_of(post(ana, url, {}), 403)["code"] == "permission_denied"
    whole = [{"id": near.pk, "received": near.sent}]
    # What comes over says why. The body's order is not the transfer's: the fault names the body's line.
    short = [{"id": far.pk, "received": far.sent + 1}, *whole]
    error = error_of(post(carla, url, {"lines": short}), 422)
    assert (error["code"], error["faults"][0]["field"]) == ("bad_arrival", "lines.0.note")
    wrong = error_of(post(carla, url, {"lines": [*whole, {"id": far.pk, "received": 0}]}), 422)
    assert (wrong["code"], wrong["faults"][0]["field"]) == ("wrong_reason", "lines.1.reason")
    done = post(carla, url, {"lines": [*whole, {"id": far.pk, "received": 0, "reason": "transit_loss"}]})
    assert done.status_code == 201
    again = post(carla, url, {"lines": [*whole, {"id": far.pk, "received": 0, "reason": "transit_loss"}]})
    assert (again.status_code, again.json()["replayed"]) == (200, True)
    assert error_of(post(carla, url, {}, key="otra"), 409)["code"] == "transfer_not_in_transit"
    told = api(ana).get(reverse("api-transfer", args=[transfer.pk])).json()
    assert (told["state"], told["pieces"]) == ("accepted_short", 15)
    assert [(line["received"], line["shortfall_reason"]) for line in told["lines"]] == [
        (near.sent, ""),
        (0, "transit_loss"),
    ]


def test_lines_of_another_transfer_are_refused_by_name(post, ana, world, delegation_warehouse, warehouse) -> None:
    url = reverse("api-accept", args=[world.transfer.pk])
    own = world.transfer.lines.get()
    lines = [{"id": own.pk + 1000, "received": 1}, {"id": own.pk, "received": 5}, {"id": own.pk, "received": 5}]
    error = error_of(post(ana, url, {"lines": lines}), 400)
    assert [(one["field"], one["code"]) for one in error["faults"]] == [
        ("lines.0.id", "unknown_line"),
        ("lines.2.id", "duplicate_line"),
    ]


def test_a_destination_that_keeps_no_stock_is_refused_by_name(post, at, ana, stocked, transit) -> None:
    for code in ("NADA", transit.code):
        body = {"to_place": code, "lines": [{"drug": "010.000.1768", "pieces": 1}]}
        assert error_of(post(ana, at("dispatch"), body), 400)["faults"][0]["field"] == "to_place"


def test_an_adjustment_takes_its_sign_from_its_reason(post, at, ana, stocked, pharmacy) -> None:
    lines = [{"lot_id": stocked["near"].pk, "pieces": 4, "reason": "damage"}]
    assert post(ana, at("adjust"), {"lines": lines}).status_code == 201
    assert Movement.objects.get(reason=Reason.DAMAGE).quantity == -4
    wrong = [{"lot_id": stocked["near"].pk, "pieces": 4, "reason": "dispensing"}]
    assert error_of(post(ana, at("adjust"), {"lines": wrong}, key="b"), 400)["faults"][0]["field"] == "lines.0.reason"


def test_a_count_posts_the_differences_and_makes_the_lot_it_found(post, at, ana, stocked, pharmacy) -> None:
    expiry = (pharmacy.today() + timedelta(days=90)).isoformat()
    lines = [
        {"lot_id": stocked["near"].pk, "pieces": 10},
        {"lot_id": stocked["far"].pk, "pieces": 18},
        {"drug": "010.000.1760", "lot": "HALLADO", "expires_on": expiry, "pieces": 2},
    ]
    answer = post(ana, at("count"), {"lines": lines})
    assert (answer.status_code, answer.json()["lines"]) == (201, 2)
    assert Balance.objects.get(lot__number="HALLADO").on_hand == 2


def test_a_refused_count_leaves_no_lot_behind(post, at, ana, stocked, pharmacy) -> None:
    expiry = (pharmacy.today() + timedelta(days=90)).isoformat()
    found = {"drug": "010.000.1760", "lot": "HALLADO", "expires_on": expiry, "pieces": 2}
    assert error_of(post(ana, at("count"), {"lines": [found, found]}), 422)["code"] == "duplicate_line"
    assert not Lot.objects.filter(number="HALLADO").exists()


def test_the_future_and_a_closed_week_are_told_apart(post, at, ana, stocked, pharmacy) -> None:
    body = {
        "occurred_on": (pharmacy.today() + timedelta(days=3)).isoformat(),
        "lines": [{"drug": "010.000.1768", "pieces": 1}],
    }
    error = error_of(post(ana, at("dispense"), body), 422)
    assert (error["code"], error["faults"][0]["field"]) == ("future_date", "occurred_on")
    last = IsoWeek.of(pharmacy.today()).previous()
    close_week(places=[pharmacy], week=last)
    counted = {"occurred_on": last.sunday.isoformat(), "lines": [{"lot_id": stocked["near"].pk, "pieces": 1}]}
    assert error_of(post(ana, at("count"), counted), 409)["code"] == "closed_week"
    # A fact of that week is posted today and names its day.
    late = {"occurred_on": last.sunday.isoformat(), "lines": [{"drug": "010.000.1768", "pieces": 1}]}
    assert post(ana, at("dispense"), late, key="tarde").status_code == 201
    assert Movement.objects.latest("id").true_date == last.sunday


def test_a_document_is_taken_back_once(post, at, ana, receipt) -> None:
    document = post(ana, at("receive"), receipt).json()["document"]["id"]
    url = reverse("api-reverse", args=[document])
    first, again = post(ana, url, {"note": "era de otro"}, key="r"), post(ana, url, {"note": "era de otro"}, key="r")
    assert (first.status_code, again.status_code, again.json()["replayed"]) == (201, 200, True)
    assert first.json()["document"]["reverses_id"] == document
    assert error_of(post(ana, url, {}, key="otra"), 409)["code"] == "already_reversed"
    assert Balance.objects.get().on_hand == 0


def test_pieces_that_no_place_could_hold_are_refused(post, at, ana, receipt) -> None:
    receipt["lines"] = [{**receipt["lines"][0], "pieces": 100_000_000}] * 30
    assert error_of(post(ana, at("receive"), receipt), 422)["code"] == "bad_quantity"
    receipt["lines"] = [{**receipt["lines"][0], "pieces": 10**12}]
    assert error_of(post(ana, at("receive"), receipt), 400)["faults"][0]["field"] == "lines.0.pieces"


def test_posting_takes_the_same_queries_for_one_line_and_for_many(
    post, at, ana, receipt, django_assert_max_num_queries
) -> None:
    one = receipt["lines"][0]
    receipt["lines"] = [{**one, "lot": f"L{number}"} for number in range(60)]
    # Two of them for what recalls name: drugs are held while lots are made, and the new lots looked up.
    with django_assert_max_num_queries(18):
        assert post(ana, at("receive"), receipt).json()["lines"] == 60
