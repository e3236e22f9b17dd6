from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from delegations.models import Person, Place
from supply.models import Document, Drug
from supply.weeks import IsoWeek
from tests.factories.supply import PresentationFactory
from tests.factories.weeks import STOCK, csv_text, workbook

WEEK = str(IsoWeek.of(timezone.localdate()).previous(2))
ROW = ("JCIMS000001", "farmacia", "010.000.1768.00", "A1", "2030-06-30", 5)


@pytest.fixture(autouse=True)
def world(pharmacy: Place, vincristine: Drug) -> None:
    PresentationFactory(drug=vincristine)


def run(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("import_week", str(path), "--week", WEEK, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_workbook_and_folder_of_the_same_content_are_one_effect(tmp_path: Path) -> None:
    book = tmp_path / "semana.xlsx"
    book.write_bytes(workbook({"existencias": [STOCK, ROW]}))
    (tmp_path / "existencias.csv").write_text(csv_text([STOCK, ROW]))
    assert "no se guardó" in run(book, "--dry-run")
    assert not Document.objects.exists()
    assert "cargada" in run(book)
    assert "no cambió nada" in run(tmp_path)
    assert Document.objects.count() == 1


def test_faults_are_printed_and_the_command_fails(tmp_path: Path, carla: Person) -> None:
    path = tmp_path / "existencias.csv"
    path.write_text(csv_text([STOCK, (*ROW[:5], "-5"), (*ROW[:4], "mañana", "x")]))
    with pytest.raises(CommandError, match="3 faltas; no se guardó nada"):
        run(path)
    out = StringIO()
    path.write_text(csv_text([STOCK, ROW]))
    with pytest.raises(CommandError):
        call_command("import_week", str(path), "--week", WEEK, "--by", carla.email, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["ok"], answer["faults"][0]["column"]) == (False, "clues")


@pytest.mark.parametrize(
    ("arguments", "problem"), [(["--week", "2026-W60"], "no es una semana"), (["--by", "x@y.z"], "No hay una persona")]
)
def test_bad_arguments_are_told(tmp_path: Path, arguments: list[str], problem: str) -> None:
    path = tmp_path / "existencias.csv"
    path.write_text(csv_text([STOCK, ROW]))
    with pytest.raises(CommandError, match=problem):
        run(path, *arguments)
    with pytest.raises(CommandError, match="No se puede leer"):
        run(tmp_path / "nada.xlsx")
