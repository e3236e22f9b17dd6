from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from delegations.models import Person, Place, Unit
from supply.intake.opening import open_bytes
from supply.intake.sheets import week_sheets
from supply.models import Balance, Document, Drug
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory, PresentationFactory
from tests.factories.weeks import STOCK, workbook

URL = "supply:week-import"
CLUES = "JCIMS000001"
CLAVE = "010.000.1768.00"
WEEK = IsoWeek.of(timezone.localdate()).previous()


@pytest.fixture(autouse=True)
def catalogue(vincristine: Drug) -> None:
    PresentationFactory(drug=vincristine)


def file(pieces: object) -> SimpleUploadedFile:
    row = (CLUES, "farmacia", CLAVE, "A1", dt.date(2030, 6, 30), pieces)
    return SimpleUploadedFile("semana.xlsx", workbook({"existencias": [STOCK, row]}))


def upload(client: Client, pieces: object):
    return client.post(reverse(URL), {"semana": str(WEEK), "archivo": file(pieces)})


def test_a_manager_rehearses_and_then_loads(client: Client, ana: Person, pharmacy: Place) -> None:
    client.force_login(ana)
    assert client.get(reverse(URL)).status_code == 200
    rehearsal = upload(client, 5)
    assert rehearsal.status_code == 200
    assert "aún no se guarda nada" in rehearsal.content.decode()
    assert not Document.objects.exists()
    loaded = client.post(reverse(URL), {"ficha": rehearsal.context["token"]}, follow=True)
    assert "cargada; falta firmarla" in loaded.content.decode()
    assert Balance.objects.get().on_hand == 5
    assert "ya estaba cargado" in upload(client, 5).content.decode()


def test_faults_are_shown_and_can_be_downloaded(client: Client, ana: Person, pharmacy: Place) -> None:
    client.force_login(ana)
    refused = upload(client, -5)
    assert refused.status_code == 422
    assert "llevan signo" in refused.content.decode()
    address = refused.context["faults_url"]
    assert "llevan signo" in client.get(address, {"orden": "-problema"}).content.decode()
    csv = b"".join(client.get(address, {"formato": "csv"}).streaming_content).decode()
    assert "existencias,2,piezas" in csv
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(client.get(address, {"formato": "xlsx"}).streaming_content))
    )
    assert sheet.get_sheet_by_index(0).to_python()[1][2] == "piezas"


def test_another_persons_rehearsal_and_faults_lead_nowhere(
    client: Client, ana: Person, beto: Person, pharmacy: Place
) -> None:
    client.force_login(ana)
    token, faults = upload(client, 5).context["token"], upload(client, -5).context["faults_url"]
    client.force_login(beto)
    client.post(reverse(URL), {"ficha": token})
    assert not Document.objects.exists()
    assert client.get(faults).status_code == 404


def test_who_may_not_load_weeks_is_told_so(client: Client, olga: Person, carla: Person, pharmacy: Place) -> None:
    client.force_login(olga)
    assert client.get(reverse(URL)).status_code == 403
    client.force_login(carla)
    refused = upload(client, 5)
    assert "Usted no carga la semana de" in refused.content.decode()
    assert client.get(reverse("supply:week-template"), {"unidad": CLUES}).status_code == 404


def test_no_file_or_an_empty_one_is_said_at_the_field(client: Client, ana: Person) -> None:
    client.force_login(ana)
    assert "Elija el archivo" in client.post(reverse(URL), {"semana": str(WEEK)}).content.decode()
    empty = {"semana": str(WEEK), "archivo": SimpleUploadedFile("semana.xlsx", b"")}
    assert "está vacío" in client.post(reverse(URL), empty).content.decode()


def test_template_brings_the_assortment_and_reads_back_without_a_fault(
    client: Client, ana: Person, hospital: Unit, pharmacy: Place, vincristine: Drug, methotrexate: Drug
) -> None:
    PresentationFactory(drug=methotrexate)
    AssortmentFactory(unit=hospital, drug=vincristine)
    client.force_login(ana)
    answer = client.get(reverse("supply:week-template"), {"unidad": CLUES, "semana": str(WEEK)})
    data = b"".join(answer.streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert [name for name in book.sheet_names if name in week_sheets()] == list(week_sheets())
    assert {"instrucciones", "claves"} <= set(book.sheet_names)
    assert book.get_sheet_by_name("existencias").to_python()[1][:3] == [CLUES, "farmacia", CLAVE]
    assert book.get_sheet_by_name("claves").to_python()[1:] == [[CLAVE, vincristine.label, 1.0]]
    assert open_bytes(data, "plantilla.xlsx").all_faults == []
    assert open_bytes(data, "plantilla.xlsx").all_warnings == []
