"""The boards of a delegation, a unit and a drug: right figures, within scope, in a fixed number of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from delegations.models import Person, Place, Unit, UnitKind
from supply.actions.ledger import IssueLine, LotLine, dispatch, receive
from supply.actions.lots import set_state
from supply.models import Drug, Lot, LotState, PrescriptionTally
from supply.selectors.boards.unit import workbench
from supply.views.board_todo import todo_of
from supply.weeks import IsoWeek
from tests.factories.boards import Stood, add_up, report
from tests.factories.delegations import UnitFactory
from tests.factories.supply import AssortmentFactory

pytestmark = pytest.mark.django_db
W45, W46 = IsoWeek(2026, 45), IsoWeek(2026, 46)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def board(kind: str, code: str) -> str:
    return reverse(f"supply:board-{kind}", args=[code])


@pytest.fixture
def weeks(hospital: Unit, other_hospital: Unit, vincristine: Drug, methotrexate: Drug) -> None:
    for week, state in ((W45, Stood("adequate", 40)), (W46, Stood("out", 0, denied=3, days_out=4))):
        report(hospital, week, {vincristine: state, methotrexate: Stood("high", 150)})
        report(other_hospital, week, {vincristine: Stood("adequate", 60)}, signed_at=None)
        add_up(week)


# --- Scope


@pytest.mark.parametrize(
    ("who", "opens", "not_found"),
    [
        ("ana", [("unit", "JCIMS000001"), ("drug", "010.000.1768")], [("unit", "BCIMS000001"), ("delegation", "JAL")]),
        ("beto", [("delegation", "JAL"), ("unit", "JCIMS000001")], [("delegation", "BC"), ("unit", "BCIMS000001")]),
        ("carla", [("unit", "BCIMS000001")], [("unit", "JCIMS000001"), ("delegation", "JAL"), ("delegation", "BC")]),
        ("olga", [("delegation", "BC"), ("unit", "JCIMS000001"), ("drug", "010.000.1768")], [("delegation", "NO")]),
    ],
)
def test_each_opens_their_own_boards_and_finds_no_others(
    request: pytest.FixtureRequest, weeks: None, who: str, opens: list, not_found: list
):
    client = signed_in(request.getfixturevalue(who))

    assert [client.get(board(*one)).status_code for one in opens] == [200] * len(opens)
    assert [client.get(board(*one)).status_code for one in not_found] == [404] * len(not_found)


@pytest.mark.parametrize("one", [("delegation", "JAL"), ("unit", "JCIMS000001"), ("drug", "010.000.1768")])
def test_stranger_is_asked_to_sign_in(client: Client, weeks: None, one: tuple[str, str]):
    assert client.get(board(*one)).status_code == 302


def test_drug_board_of_a_unit_manager_holds_nothing_of_another_unit(
    weeks: None, carla: Person, ana: Person, stocked: dict[str, Lot], other_pharmacy: Place, vincristine: Drug
):
    receive(
        place=other_pharmacy,
        lines=[LotLine(vincristine.pk, "BAJA", other_pharmacy.today() + timedelta(days=50), 7)],
        key="baja",
        by=None,
    )
    seen = signed_in(carla).get(board("drug", "010.000.1768")).context["board"]
    page = signed_in(ana).get(board("drug", "010.000.1768"))

    assert (seen.usable, [row.clues for row in seen.holders]) == (7, ["BCIMS000001"])
    assert page.context["board"].usable == 30
    assert "BAJA" not in page.content.decode()


# --- Delegation


def test_delegation_board_adds_its_units_and_no_others(weeks: None, beto: Person):
    seen = signed_in(beto).get(board("delegation", "JAL") + "?comparar=2026-W45").context["board"]

    assert (seen.now.totals.usable, seen.before.totals.usable) == (150, 190)
    assert (seen.now.totals.level, seen.before.totals.level) == (50.0, 100.0)
    assert (seen.now.reporting.signed, seen.now.reporting.expected) == (1, 1)
    [unit] = seen.units
    assert (unit.now.counts["out"], unit.now.counts["high"], unit.change_level) == (1, 1, -50.0)
    assert [pair.clues for pair in seen.pairs] == ["JCIMS000001"]


def test_umae_is_listed_apart_under_the_delegation_where_it_stands(weeks: None, beto: Person, delegation):
    UnitFactory(name="UMAE de alta especialidad", kind=UnitKind.UMAE, delegation=delegation)

    response = signed_in(beto).get(board("delegation", "JAL"))

    assert [row.name for row in response.context["umae"]] == ["UMAE de alta especialidad"]
    assert "responden a oficina central" in response.content.decode()
    assert "Sin reporte" in response.content.decode()


def test_manager_who_may_post_sends_what_the_warehouse_has_to_the_worst_pair(
    weeks: None, beto: Person, olga: Person, delegation_warehouse: Place, vincristine: Drug
):
    day = delegation_warehouse.today() + timedelta(days=300)
    receive(place=delegation_warehouse, lines=[LotLine(vincristine.pk, "ALM", day, 25)], key="alm", by=None)
    link = f"/lugares/JAL-ALM/traspasar/?destino=JCIMS000001-FAR&amp;medicamento={vincristine.pk}"

    assert link in signed_in(beto).get(board("delegation", "JAL")).content.decode()
    assert link not in signed_in(olga).get(board("delegation", "JAL")).content.decode()


def test_delegation_without_any_week_says_so_and_still_names_its_stock(beto: Person, delegation_warehouse: Place):
    html = signed_in(beto).get(board("delegation", "JAL")).content.decode()

    assert "Todavía no hay ninguna semana sumada" in html


@pytest.mark.parametrize("table", ["unidades", "peores", "claves", "almacen", "traspasos", "tendencia", "cero"])
def test_each_table_of_the_delegation_is_a_file(weeks: None, beto: Person, table: str):
    response = signed_in(beto).get(board("delegation", "JAL") + f"?tabla={table}&formato=csv")

    assert response["Content-Type"].startswith("text/csv")
    assert b"".join(response.streaming_content).startswith("\ufeff".encode())


# --- Unit


@pytest.fixture
def troubled(
    hospital: Unit, pharmacy: Place, stocked: dict[str, Lot], vincristine: Drug, methotrexate: Drug, ondansetron: Drug
) -> Unit:
    """Vincristine is there (one lot near its end, one recalled), methotrexate is out and denied, ondansetron is out."""
    for drug in (vincristine, methotrexate, ondansetron):
        AssortmentFactory(unit=hospital, drug=drug)
    PrescriptionTally.objects.create(
        unit=hospital, drug=methotrexate, day=hospital.today(), presented=3, filled=1, denied=2
    )
    report(hospital, IsoWeek.of(hospital.today()).previous(), {vincristine: Stood("low", 30, cpm=600)}, signed_at=None)
    set_state(lot=stocked["far"], state=LotState.RECALLED, reason="Alerta", by=None)
    return hospital


def test_todo_is_in_order_of_harm_and_each_line_has_one_action(ana: Person, troubled: Unit):
    todo = todo_of(workbench(ana, troubled))

    assert [line.title.split(":")[0].split(" · ")[0] for line in todo] == [
        "Metotrexato 50 mg solución inyectable en cero",
        "1 clave en cero",
        "1 clave con menos de 7 días",
        f"Firmar la semana {IsoWeek.of(troubled.today()).previous().number}",
        "1 lote caduca en 60 días",
        "20 piezas retiradas, en cuarentena o caducadas en el estante",
        "Contar Farmacia",
    ]
    assert "se negaron 2 recetas" in todo[0].title
    assert all(line.href or "Firmar" in line.title for line in todo)
    assert todo[3].due_at is not None


def test_recalled_lot_is_no_usable_stock_and_counts_for_no_coverage(ana: Person, troubled: Unit, vincristine: Drug):
    bench = workbench(ana, troubled)
    [drug] = [row for row in bench.drugs if row.drug_id == vincristine.pk]

    assert (drug.usable, drug.category, round(drug.days or 0, 2)) == (10, "critical", 0.51)
    assert bench.counts == {"out": 2, "critical": 1, "low": 0, "adequate": 0, "high": 0, "excess": 0}


def test_transfer_on_its_way_to_the_unit_waits_to_be_accepted(
    ana: Person, hospital: Unit, pharmacy: Place, delegation_warehouse: Place, vincristine: Drug
):
    day = delegation_warehouse.today() + timedelta(days=300)
    receive(place=delegation_warehouse, lines=[LotLine(vincristine.pk, "ALM", day, 25)], key="alm", by=None)
    sent = dispatch(
        place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 9)], key="tra", by=None
    )

    [line] = [line for line in todo_of(workbench(ana, hospital)) if "traspaso" in line.title]

    assert sent.transfer is not None
    assert line.href == reverse("supply:transfer-accept", args=[sent.transfer.pk])
    assert line.detail.startswith("9 piezas de 1 claves")


def test_unit_without_assortment_says_that_nothing_can_be_missing(ana: Person, hospital: Unit):
    html = signed_in(ana).get(board("unit", "JCIMS000001")).content.decode()

    assert "no tiene surtido registrado" in html
    assert "Nada pendiente" in html


# --- Drug


def test_drug_board_tells_short_from_surplus(
    weeks: None, olga: Person, pharmacy: Place, stocked: dict[str, Lot], other_pharmacy: Place, vincristine: Drug
):
    day = other_pharmacy.today() + timedelta(days=500)
    receive(place=other_pharmacy, lines=[LotLine(vincristine.pk, "MUCHO", day, 100)], key="mucho", by=None)

    seen = signed_in(olga).get(board("drug", "010.000.1768")).context["board"]

    assert seen.usable == 130
    assert [(row.clues, row.denied) for row in seen.short] == [("JCIMS000001", 3)]
    # Two months of 30 a month are 59 pieces: what is above them could help elsewhere.
    assert [(row.clues, row.surplus) for row in seen.surplus] == [("BCIMS000001", 41)]
    assert [(row.code, row.usable) for row in seen.delegations] == [("JAL", 30), ("BC", 100)]
    assert seen.expiry == {30: 0, 60: 10, 90: 10}


def test_recalled_lot_is_announced_where_it_lies(olga: Person, stocked: dict[str, Lot], vincristine: Drug):
    set_state(lot=stocked["near"], state=LotState.RECALLED, reason="Alerta", by=olga)

    html = signed_in(olga).get(board("drug", "010.000.1768")).content.decode()

    assert "lotes retirados" in html
    assert 'id="retenidos"' in html


@pytest.mark.parametrize(
    ("one", "most"), [(("delegation", "JAL"), 20), (("unit", "JCIMS000001"), 18), (("drug", "010.000.1768"), 17)]
)
def test_queries_are_the_same_for_two_weeks_and_for_six(
    weeks: None,
    stocked: dict[str, Lot],
    olga: Person,
    hospital: Unit,
    vincristine: Drug,
    one: tuple[str, str],
    most: int,
):
    client = signed_in(olga)
    client.get(board(*one))
    with CaptureQueriesContext(connection) as two_weeks:
        client.get(board(*one))
    for number in range(41, 45):
        report(hospital, IsoWeek(2026, number), {vincristine: Stood("adequate", 40)})
        add_up(IsoWeek(2026, number))
    with CaptureQueriesContext(connection) as six_weeks:
        client.get(board(*one))

    assert len(six_weeks) == len(two_weeks) <= most


@pytest.mark.parametrize("one", [("delegation", "JAL"), ("unit", "JCIMS000001"), ("drug", "010.000.1768")])
def test_fragment_for_a_swap(weeks: None, olga: Person, one: tuple[str, str]):
    part = signed_in(olga).get(board(*one), headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="tablero"')
    assert "<html" not in part
