"""Lists of lots: the facts that come along, and whatever a person uploads."""

from __future__ import annotations

from pathlib import Path

import pytest

from supply.actions.recalls.loading import load_recalls
from supply.intake.recalls import grouped, of_strength, read_list
from supply.models import LotState, Recall, RecallState
from supply.refusals.recalls import NotYoursToRecall
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
KNOWN = Path(__file__).parents[4] / "supply" / "data" / "recalls.csv"
HEAD = "fecha,producto,dci,clave,lote,caducidad,tipo,medida,titular,fuente\n"


def _load(data: bytes, by=None, **more):
    reading = read_list(data, "lotes.csv")
    products = grouped(reading)
    assert reading.ok, [str(fault) for fault in reading.faults]
    return load_recalls(products, by=by, **more)


def test_the_list_that_comes_along_is_read_whole_and_loaded_once(put, pharmacy, bevacizumab):
    lot = put(pharmacy, "b-96896", 5)
    loaded = _load(KNOWN.read_bytes())
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED
    assert [recall.state for recall in loaded.opened] == [RecallState.OPEN]
    assert sum(recall.lots.count() for recall in Recall.objects.all()) == 22
    again = _load(KNOWN.read_bytes())
    assert (again.recalls, len(again.skipped)) == ([], 22)


def test_a_rehearsal_keeps_nothing(put, pharmacy):
    lot = put(pharmacy, "B96896", 5)
    loaded = _load(KNOWN.read_bytes(), dry_run=True)
    lot.refresh_from_db()
    assert loaded.opened[0].places == 1
    assert (lot.state, Recall.objects.count()) == (LotState.USABLE, 0)


def test_headings_and_kinds_in_english_are_understood():
    data = b"date,product_es,inn_en,lot,expiry,kind,action_es,holder,source\n2024-11,X,,J0327,,falsified,idem,Y,Z\n"
    [product] = grouped(read_list(data, "recalls.csv"))
    assert (product.kind, product.issued_on.isoformat()) == ("falsified", "2024-11-30")


def test_every_fault_is_told_with_its_row_and_nothing_is_kept():
    data = (HEAD + ",,,,B1,,falsificado,,,F\n,P,,,--,,otro,,,F\n,P,,,B96896,quizá,calidad,,,\n").encode()
    reading = read_list(data, "lotes.csv")
    assert {(fault.row, fault.column) for fault in reading.faults} == {
        (2, "producto"), (3, "lote"), (3, "tipo"), (4, "caducidad"), (4, "fuente"),
    }  # fmt: skip


def test_a_clave_that_the_catalogue_has_not_is_a_fault():
    reading = read_list((HEAD + ",P,,010.000.9999.00,B96896,,calidad,,,F\n").encode(), "lotes.csv")
    grouped(reading)
    assert [(fault.row, fault.column) for fault in reading.faults] == [(2, "clave")]


def test_a_product_of_two_strengths_is_stopped_in_both_unless_it_names_one():
    small, large = DrugFactory(inn="x", strength="500"), DrugFactory(inn="x", strength="1", strength_unit="g")
    assert of_strength([small, large], "Equis") == [small, large]
    assert of_strength([small, large], "Equis 1 g (x)") == [large]
    assert of_strength([small, large], "Equis 1000 mg") == [large]
    assert of_strength([small, large], "Equis 250 mg") == [small, large]


def test_one_hospital_loads_no_list(ana):
    with pytest.raises(NotYoursToRecall):
        load_recalls([], by=ana)
