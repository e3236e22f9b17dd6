"""The census page: rehearsed, refused with its faults, loaded on a second word, and sealed while it waits."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pediatric_platform.models import Child
from tests.factories.children import DiagnosisFactory
from tests.pediatric_platform.identifiers_made_up import curp

pytestmark = pytest.mark.django_db
BORN = date(2019, 5, 17)
HEAD = "curp,nombres,primer_apellido,fecha_nacimiento,sexo,clues,diagnostico"


@pytest.fixture
def upload(client, carmen, hospital):
    DiagnosisFactory(code="leucemia-linfoblastica", name="Leucemia")
    client.force_login(carmen)

    def send(sex: str = "niña"):
        line = f"{curp(BORN)},Luz,Prueba,{BORN},{sex},{hospital.clues},Leucemia"
        file = SimpleUploadedFile("censo.csv", f"{HEAD}\n{line}\n".encode())
        return client.post(reverse("pediatric:census-import"), {"archivo": file})

    return send


def test_rehearsed_then_loaded_once(client, upload):
    answer = upload()
    assert answer.status_code == 200
    assert not Child.objects.exists()
    token = answer.context["token"]
    _name, sealed = cache.get(f"census:file:{answer.wsgi_request.user.pk}:{token}")
    assert b"Luz" not in sealed
    for _time in range(2):
        client.post(reverse("pediatric:census-import"), {"ficha": token})
    assert Child.objects.get().given_names == "Luz"
    assert "Este contenido ya estaba cargado" in upload().content.decode()


def test_refused_with_its_faults_and_their_file(client, upload):
    answer = upload(sex="x")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "1 falta; no se guardó nada." in page
    assert "Luz" not in page
    file = b"".join(client.get(answer.context["faults_url"] + "?formato=csv").streaming_content).decode("utf-8-sig")
    assert "sexo" in file
    assert client.get(reverse("pediatric:census-faults", args=["otra"])).status_code == 404


def test_the_template_is_a_census_that_can_be_filled_in(client, upload, hospital):
    data = b"".join(client.get(reverse("pediatric:census-template")).streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert {"censo", "instrucciones", "diagnosticos", "esquemas"} <= set(book.sheet_names)
    assert hospital.clues in str(book.get_sheet_by_name("instrucciones").to_python())
