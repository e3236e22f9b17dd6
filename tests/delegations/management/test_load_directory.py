from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from delegations.actions.directory import designate_chemotherapy_units
from delegations.errors import UnknownUnits
from delegations.models import AuditEvent, Delegation, Place, PlaceKind, Unit

pytestmark = pytest.mark.django_db


def run(name, **options):
    out, err = StringIO(), StringIO()
    call_command(name, stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def directory():
    for name in ("load_delegations", "load_units", "load_places"):
        run(name, verbosity=0)


def test_the_lists_load_as_they_are_known_to_be(directory):
    assert Delegation.objects.count() == 35
    assert Unit.objects.count() == 204
    assert Unit.objects.filter(kind="UMAE").count() == 25
    assert Place.objects.filter(kind=PlaceKind.TRANSIT).count() == 35
    assert Place.objects.filter(kind=PlaceKind.PHARMACY).count() == 204
    with_chemotherapy = Unit.objects.filter(provides_chemotherapy=True)
    assert with_chemotherapy.count() == Place.objects.filter(kind=PlaceKind.MIXING_CENTRE).count() > 20


def test_units_keep_the_zone_of_the_place_where_they_stand(directory):
    zone = dict(Unit.objects.values_list("municipality", "time_zone"))
    assert zone["Reynosa"] == zone["Piedras Negras"] == "America/Matamoros"
    assert zone["San Luis Río Colorado"] == "America/Hermosillo"
    assert zone["Puerto Vallarta"] == "America/Mexico_City"
    assert Unit.objects.get(name="HGZ 35 Ciudad Juárez").time_zone == "America/Ciudad_Juarez"
    assert Unit.objects.get(name="HGR 1 Chihuahua").time_zone == "America/Chihuahua"


def test_loading_twice_changes_nothing(directory):
    events = AuditEvent.objects.count()
    for name, count in (("load_delegations", 35), ("load_units", 204), ("load_places", 505)):
        out, _err = run(name)
        assert f"nuevos 0, cambiados 0, sin cambio {count}" in out
    assert AuditEvent.objects.count() == events


def test_what_a_list_corrects_is_changed_and_audited(directory):
    Delegation.objects.filter(code="AGS").update(seat_city="Otra")
    assert "cambiados 1, sin cambio 34" in run("load_delegations")[0]
    event = AuditEvent.objects.latest("at")
    assert event.before == {"AGS": {"seat_city": "Otra"}}
    assert event.after["updated"] == {"AGS": {"seat_city": "Aguascalientes"}}


HEAD = "clues,official_name,kind,level,delegation,latitude,closed_on\n"


def test_a_bad_file_changes_nothing_and_lists_every_fault(directory, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(
        HEAD
        + "ASIMS000016,Otro nombre,HGZ,2,AGS,21.8,\n"
        + "ASIMS00,Corta,HGX,7,AGS,norte,\n"
        + "ASIMS000016,Repetida,HGZ,2,AGS,,\n"
        + "XXIMS000019,Sin delegación,HGZ,2,NADA,,ayer\n"
        + "YYIMS000010,Sin delegación,HGZ,2,NADA,,\n"
    )
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("load_units", file=path, stderr=err, no_color=True)
    assert refusal.value.returncode == 1
    lines = [line for line in err.getvalue().splitlines() if not line.startswith("Aviso")]
    places = [line.split(":")[0].removeprefix("units.csv, ") for line in lines]
    assert places == [
        "fila 3, columna clues",
        "fila 3, columna kind",
        "fila 3, columna latitude",
        "fila 3, columna level",
        "fila 4, columna clues",
        "fila 5, columna closed_on",
        "fila 6, columna delegation",
    ]
    assert Unit.objects.get(clues="ASIMS000016").name == "HGZ 2 Aguascalientes"


def test_an_odd_check_digit_warns_and_loads(directory, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text(HEAD + "ASIMS009995,HGZ 99 Nueva,HGZ,2,AGS,,\n")
    out, err = run("load_units", file=path)
    assert "nuevos 1" in out
    assert "dígito verificador" in err


def test_a_rehearsal_saves_nothing(tmp_path):
    out, _err = run("load_delegations", dry_run=True)
    assert "nuevos 35" in out
    assert not Delegation.objects.exists()


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="No se puede leer"):
        run("load_delegations", file=tmp_path / "none.csv")


def test_designated_units_get_their_mixing_centre_and_survive_the_next_load(directory):
    unit = Unit.objects.filter(provides_chemotherapy=False).first()
    designate_chemotherapy_units(clues=[unit.clues], basis="simulado")
    run("load_units", verbosity=0)
    unit.refresh_from_db()
    assert (unit.provides_chemotherapy, unit.chemotherapy_basis) == (True, "simulado")
    assert unit.places.filter(kind=PlaceKind.MIXING_CENTRE).count() == 1
    with pytest.raises(UnknownUnits):
        designate_chemotherapy_units(clues=["ZZIMS000000"], basis="simulado")


@pytest.mark.parametrize("query", ["HGZ 2 aguascalientes", "zona 2 aguascalientes", "hospital general zona 2 aguas"])
def test_a_unit_is_found_in_the_database(directory, query):
    assert [unit.clues for unit in Unit.objects.search(query)] == ["ASIMS000016"]
