from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from supply.models import Balance, Delivery, SupplyOrder
from supply.purchasing.opening import open_orders
from supply.purchasing.template import COLUMNS

pytestmark = pytest.mark.django_db

PAGE = "/compras/ordenes/cargar/"
TODAY = timezone.localdate()
ROW: dict[str, Any] = {
    "orden de suministro": "OS-9",
    "contrato": "C-26-001",
    "CLUES destino": "JCIMS000001",
    "clave": "010.000.1768.00",
    "proveedor": "Distribuidora Prueba SA de CV",
    "precio": "125.50",
    "piezas emitidas": 40,
    "fecha limite": (TODAY + timedelta(days=5)).isoformat(),
    "fecha de emision": (TODAY - timedelta(days=20)).isoformat(),
}
CAME: dict[str, Any] = {
    "piezas recibidas": 15,
    "fecha de recepcion": (TODAY - timedelta(days=3)).isoformat(),
    "remision": "R-77",
    "lote": "LX40",
    "caducidad": "2031-06-30",
}


def a_file(*rows: dict[str, Any]) -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("ordenes.csv", text.getvalue().encode("utf-8"), "text/csv")


def test_a_file_is_rehearsed_shown_and_then_loaded_once(as_, olga, line, pharmacy):
    client = as_(olga)
    shown = client.post(PAGE, {"archivo": a_file(ROW | CAME)})
    page = shown.content.decode()
    assert shown.status_code == 200, shown.context["faults"]
    assert not SupplyOrder.objects.exists()
    figures = dict(shown.context["figures"])
    assert (figures["Órdenes nuevas"], figures["Entregas nuevas"], figures["Envases que se aceptan"]) == (1, 1, 15)
    token = re.search(r'name="ficha" value="([^"]+)"', page)[1]
    done = client.post(PAGE, {"ficha": token}, follow=True)
    assert "1 órdenes nuevas" in done.content.decode() or "1 orden nueva" in done.content.decode()
    assert (SupplyOrder.objects.get().received_packs, Balance.objects.get().on_hand) == (15, 150)
    assert "caducó" in client.post(PAGE, {"ficha": token}, follow=True).content.decode()
    again = client.post(PAGE, {"archivo": a_file(ROW | CAME)})
    assert dict(again.context["figures"])["Entregas nuevas"] == 0
    assert Delivery.objects.count() == 1


def test_each_fault_has_its_row_column_and_remedy_and_all_of_them_are_a_file(as_, olga, line, pharmacy):
    client = as_(olga)
    rows = [
        ROW | CAME,
        ROW | {"orden de suministro": "OS-10", "contrato": "C-NO"},
        ROW | {"orden de suministro": "OS-11", "clave": "010.000.9999.00"},
        ROW | {"orden de suministro": "OS-12", "CLUES destino": "JCIMS009999"},
        ROW | {"orden de suministro": "OS-13", "piezas emitidas": "muchas"},
        ROW | {"orden de suministro": "OS-14", "fecha limite": "31/02/2027"},
    ]
    shown = client.post(PAGE, {"archivo": a_file(*rows)})
    assert shown.status_code == 422
    told = [(fault.row, fault.column) for fault in shown.context["faults"]]
    assert told == [
        (3, "contrato"), (4, "clave"), (5, "CLUES destino"), (6, "piezas emitidas"), (7, "fecha limite"),
    ]  # fmt: skip
    page = shown.content.decode()
    for value in ("C-NO", "010.000.9999.00", "JCIMS009999", "muchas", "31/02/2027"):
        assert value in page
    assert 'name="ficha"' not in page
    assert not SupplyOrder.objects.exists()
    address = shown.context["faults_url"]
    lines = b"".join(client.get(address, {"formato": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 6
    assert client.get(address).status_code == 200


def test_faults_of_another_person_lead_nowhere(as_, olga, admin, line, pharmacy):
    shown = as_(olga).post(PAGE, {"archivo": a_file(ROW | {"contrato": "C-NO"})})
    assert as_(admin).get(shown.context["faults_url"]).status_code in {403, 404}


def test_only_central_office_loads(as_, beto, line, pharmacy):
    assert as_(beto).post(PAGE, {"archivo": a_file(ROW)}).status_code == 403
    assert not SupplyOrder.objects.exists()


def test_the_template_reads_back_with_every_column_known(as_, olga):
    data = b"".join(as_(olga).get("/compras/ordenes/cargar/plantilla/").streaming_content)
    reading = open_orders(data, "ordenes-de-suministro.xlsx")
    assert not [fault for fault in reading.faults if fault.column]
    assert not [warning for warning in reading.warnings if warning.column]
