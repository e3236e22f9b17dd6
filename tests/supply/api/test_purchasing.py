from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from supply.models import Balance, Delivery, SupplyOrder
from supply.purchasing.template import COLUMNS
from tests.supply.actions.purchasing.conftest import line, order, other_order, presentation

__all__ = ["line", "order", "other_order", "presentation"]

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ORDERS = "/api/v1/supply-orders/"


def a_delivery(to: SupplyOrder, delivered: int = 10, **more) -> dict:
    row = {"order": to.number.lower(), "lot": "LX40", "expires_on": "2031-06-30", "delivered": delivered}
    told = {"supplier": to.line.contract.supplier_id, "remision": "R-77", "arrived_on": TODAY.isoformat()}
    return told | {"lines": [row | more]}


def fields(answer) -> list[str]:
    return [fault["field"] for fault in answer.data["error"]["faults"]]


def test_an_order_is_told_with_its_packs_and_what_is_missing(api, ana, carla, order):
    [row] = api(ana).get(ORDERS).data["results"]
    assert (row["number"], row["packs"], row["received_packs"], row["state"]) == ("OS-1", 40, 0, "open")
    assert api(ana).get(f"{ORDERS}{order.pk}/").data["number"] == "OS-1"
    assert api(carla).get(ORDERS).data["count"] == 0
    assert api(carla).get(f"{ORDERS}{order.pk}/").status_code == 404


def test_the_contract_tells_what_is_left_of_each_clave(api, ana, order, other_order):
    [row] = api(ana).get(f"/api/v1/contracts/{order.line.contract_id}/").data["lines"]
    assert (row["committed_packs"], row["received_packs"], row["left_packs"]) == (60, 0, 40)


def test_an_order_is_issued_by_central_office_and_no_further_than_the_contract(api, olga, ana, line, pharmacy):
    body = {
        "number": "os-77", "contract": "c-26-001", "clave": line.presentation.clave, "place": pharmacy.code,
        "packs": 60, "issued_on": TODAY.isoformat(), "deadline_on": (TODAY + timedelta(days=20)).isoformat(),
    }  # fmt: skip
    assert api(ana).post(ORDERS, body, format="json").status_code == 403
    answer = api(olga).post(ORDERS, body, format="json")
    assert (answer.status_code, answer.data["number"]) == (201, "OS-77")
    assert api(olga).post(ORDERS, body, format="json").status_code in {409, 422}
    more = api(olga).post(ORDERS, body | {"number": "OS-78", "packs": 41}, format="json")
    assert (more.status_code, fields(more)) == (422, ["packs"])
    unknown = api(olga).post(ORDERS, body | {"contract": "C-NO"}, format="json")
    assert (unknown.status_code, fields(unknown)) == (400, ["contract"])


def test_a_delivery_sent_twice_is_one_effect(api, felipe, order, pharmacy):
    address = f"/api/v1/places/{pharmacy.code}/deliveries/"
    first = api(felipe).post(address, a_delivery(order, 45), format="json")
    assert (first.status_code, first.data["accepted"], first.data["over"]) == (201, 40, 5)
    again = api(felipe).post(address, a_delivery(order, 45), format="json")
    assert (again.status_code, again.data["replayed"]) == (200, True)
    assert (Delivery.objects.count(), Balance.objects.get().on_hand) == (1, 400)
    other = api(felipe).post(address, a_delivery(order, 44), format="json")
    assert other.status_code in {409, 422}
    assert "R-77" in other.data["error"]["message"]


def test_what_is_wrong_with_a_delivery_is_told_at_its_line(api, felipe, carla, order, pharmacy):
    address = f"/api/v1/places/{pharmacy.code}/deliveries/"
    unknown = api(felipe).post(address, a_delivery(order, order="OS-NO"), format="json")
    assert (unknown.status_code, fields(unknown)) == (400, ["lines.0.order"])
    expired = api(felipe).post(address, a_delivery(order, expires_on="2020-06-30"), format="json")
    assert (expired.status_code, fields(expired)[0].split(".")[:2]) == (422, ["lines", "0"])
    assert api(carla).post(address, a_delivery(order), format="json").status_code == 404
    assert not Delivery.objects.exists()


def test_a_delivery_is_voided_with_its_reason_by_whoever_keeps_the_ledger(api, felipe, order, pharmacy):
    sent = api(felipe).post(f"/api/v1/places/{pharmacy.code}/deliveries/", a_delivery(order), format="json")
    address = f"/api/v1/deliveries/{sent.data['delivery']['id']}/void/"
    assert api(felipe).post(address, {}, format="json").status_code == 400
    answer = api(felipe).post(address, {"reason": "Eran de otro"}, format="json")
    assert (answer.status_code, answer.data["void_reason"]) == (200, "Entrega anulada: Eran de otro")
    order.refresh_from_db()
    assert order.received_packs == 0


def test_an_uploaded_file_with_a_fault_keeps_nothing_and_tells_row_and_column(api, olga, line, pharmacy):
    cells = [
        "OS-9",
        "C-NO",
        "",
        "JCIMS000001",
        line.presentation.clave,
        "Distribuidora Prueba SA de CV",
        "125.50",
        "40",
    ]
    cells += [(TODAY + timedelta(days=5)).isoformat(), *[""] * (len(COLUMNS) - 9)]
    text = f"{','.join(COLUMNS)}\n{','.join(cells)}\n"
    file = SimpleUploadedFile("ordenes.csv", text.encode())
    answer = api(olga).post("/api/v1/supply-order-uploads/", {"file": file}, format="multipart")
    assert answer.status_code == 422
    faults = answer.data["error"]["faults"]
    assert len(faults) == 1, faults
    [fault] = faults
    assert (fault["row"], fault["column"]) == (2, "contrato")
    good = SimpleUploadedFile("ordenes.csv", text.replace("C-NO", "C-26-001").encode())
    done = api(olga).post("/api/v1/supply-order-uploads/", {"file": good}, format="multipart")
    assert (done.status_code, done.data["issued"]) == (201, 1), done.data
