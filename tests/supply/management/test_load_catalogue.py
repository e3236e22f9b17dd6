from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from delegations.models import AuditEvent, Unit
from supply.models import Assortment, Drug, Presentation

pytestmark = pytest.mark.django_db


def run(name, **options):
    out, err = StringIO(), StringIO()
    call_command(name, stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def catalogue():
    run("load_catalogue", verbosity=0)


def test_the_catalogue_loads_as_it_is_known_to_be(catalogue):
    assert Drug.objects.in_compendio().count() == 349
    assert Drug.objects.filter(code__isnull=True).count() == 12
    assert Presentation.objects.count() == 387
    vincristine = Drug.objects.get(code="010.000.1768")
    assert vincristine.presentations.count() == 4
    assert vincristine.never_intrathecal


def test_loading_twice_changes_nothing(catalogue):
    events = AuditEvent.objects.count()
    out, _err = run("load_catalogue")
    assert out.count("nuevos 0, cambiados 0") == 3
    assert AuditEvent.objects.count() == events


def test_the_official_catalogues_own_faults_are_listed_and_load(catalogue):
    _out, err = run("load_catalogue", verbosity=2)
    assert "010.000.6355.01" in err
    assert "2000 mg por mL" in err


def test_what_a_pharmacist_set_survives_the_next_load(catalogue):
    Drug.objects.filter(code="010.000.1768").update(cold_chain=True, ven="V")
    run("load_catalogue", verbosity=0)
    vincristine = Drug.objects.get(code="010.000.1768")
    assert (vincristine.cold_chain, vincristine.ven) == (True, "V")


def test_a_bad_file_changes_nothing_in_any_of_the_three(tmp_path):
    path = tmp_path / "presentations.csv"
    path.write_text("clave,pieces_per_pack\n010.000.1768.00,0\nabc,1\n010.000.9999.00,1\n")
    err = StringIO()
    with pytest.raises(CommandError, match="3 faltas"):
        call_command("load_catalogue", presentations=path, stderr=err, no_color=True)
    faults = [line for line in err.getvalue().splitlines() if line.startswith("presentations.csv")]
    assert [fault.split(":")[0] for fault in faults] == [
        "presentations.csv, fila 2, columna pieces_per_pack",
        "presentations.csv, fila 3, columna clave",
        "presentations.csv, fila 4, columna clave",
    ]
    assert not Drug.objects.exists()


def test_claves_that_lost_their_zero_are_repaired_with_a_warning(catalogue, tmp_path):
    path = tmp_path / "presentations.csv"
    path.write_text("clave,pieces_per_pack,note\n10000176800,10,\n")
    out, err = run("load_catalogue", presentations=path, verbosity=2)
    assert "Presentaciones: nuevos 0, cambiados 1, sin cambio 0, guardados que el archivo no trae 386" in out
    assert "cero inicial" in err


def test_an_assortment_loads_and_names_what_it_does_not_know(catalogue, tmp_path):
    run("load_delegations", verbosity=0)
    run("load_units", verbosity=0)
    path = tmp_path / "assortments.csv"
    path.write_text("clues,clave,desde\nASIMS000016,010.000.1768.00,2026-01-01\nASIMS000016,10000177500,2026-01-01\n")
    assert "nuevos 2" in run("load_assortments", file=path)[0]
    assert "nuevos 0, cambiados 0, sin cambio 2" in run("load_assortments", file=path)[0]
    assert Assortment.objects.filter(unit=Unit.objects.get(clues="ASIMS000016")).count() == 2
    path.write_text("clues,clave,desde\nZZIMS000016,010.000.9999.00,2026-01-01\n")
    with pytest.raises(CommandError, match="2 faltas"):
        run("load_assortments", file=path)
