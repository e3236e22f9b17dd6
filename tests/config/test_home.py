"""The national board: right figures, one address for page, fragment and files, the same queries for any span."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from benchmarks.national_board import static_bytes
from delegations.models import Person, Unit
from delegations.roles import Role
from supply.models import Drug, Lot, ReportState
from supply.weeks import IsoWeek
from tests.factories.boards import LATE, Stood, add_up, report
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory
from tests.factories.supply import DrugFactory, answered

pytestmark = pytest.mark.django_db
W45, W46 = IsoWeek(2026, 45), IsoWeek(2026, 46)
MOST_QUERIES = 12
MOST_BYTES = 150_000


@pytest.fixture
def country(hospital: Unit, other_hospital: Unit, vincristine: Drug, methotrexate: Drug, ana: Person) -> None:
    """Two hospitals, two weeks. In W46 Ana's is out of vincristine and 3 were denied; the other has not signed."""
    report(hospital, W45, {vincristine: Stood("adequate", 40), methotrexate: Stood("adequate", 100)})
    report(other_hospital, W45, {vincristine: Stood("low", 10)}, signed_at=LATE)
    report(
        hospital,
        W46,
        {vincristine: Stood("out", 0, denied=3, days_out=4), methotrexate: Stood("high", 150, expiring_30=7)},
        state=ReportState.SIGNED,
    )
    report(other_hospital, W46, {vincristine: Stood("critical", 2, days_out=1)}, signed_at=None)
    add_up(W45)
    add_up(W46)


@pytest.fixture
def central(client: Client, olga: Person) -> Client:
    client.force_login(olga)
    return client


def figures(html: str) -> list[str]:
    found = re.findall(r'<span class="figure-value">(.*?)</span>(?=<svg|</span>)', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", value).split()) for value in found]


def test_first_row_holds_the_figures_of_the_newest_week_and_of_the_children(central: Client, country: None):
    html = central.get("/").content.decode()

    # 0 + 150 + 2 pieces; of 3 pairs one is neither out nor critical; one unit of two signed; 3 of 27 denied.
    assert figures(html) == ["152 piezas", "■ 33.3 %", "1 de 2", "—", "3"]
    assert "nadie tiene sesión en esos días" in html
    assert "reportó 50.0 %" in html
    assert "11.1 % de 27 presentadas" in html


def test_differences_are_told_against_the_week_before(central: Client, country: None):
    context = central.get("/").context

    assert [figure["delta"] for figure in context["figures"]] == [
        "+2 (+1.3 %) contra S45",
        "−66.7 puntos contra S45",
        "50.0 %",
        "",
        "+3 contra S45",
    ]


def test_fourth_figure_counts_children_with_something_missing_within_a_week(
    central: Client, country: None, hospital: Unit, stocked: dict[str, Lot], vincristine: Drug
):
    for days, folio, short in ((1, "N-222222", 1), (5, "N-222222", 2), (7, "N-222233", 0), (8, "N-222244", 1)):
        answered(hospital, timezone.localdate() + timedelta(days=days), folio, {vincristine: (2, short)})

    html = central.get("/").content.decode()

    assert figures(html)[3] == "■ 1"  # one child twice, one complete on the seventh day; the eighth is beyond
    figure = html[html.index('href="/cobertura/" class="figure') :]
    assert "de 2 con sesión" in figure[: figure.index("</a>")]
    assert "<time" in figure[: figure.index("</a>")]
    assert len(figures(central.get(f"/?medicamento={vincristine.code}").content.decode())) == 4


def test_week_of_the_address_is_shown_with_its_own_reporting(central: Client, country: None):
    board = central.get("/?semana=2026-W45").context["board"]

    assert board.now.totals.usable == 150
    assert (board.now.reporting.signed, board.now.reporting.on_time) == (2, 1)
    assert board.before is None


def test_comparing_shows_differences_in_every_table(central: Client, country: None):
    html = central.get("/?comparar=2026-W45").content.decode()

    assert "frente a Semana 45" in html
    row = html[html.index(">Jalisco<") :]
    assert "−50.0" in row[: row.index("</tr>")]  # 100 % → 50 %
    zero = html[html.index('id="cero"') :]
    assert "+1" in zero[: zero.index("</section>")]


def test_kind_of_place_limits_figures_but_not_who_reported(central: Client, country: None, hospital: Unit):
    board = central.get("/?lugar=almacen").context["board"]

    assert board.now.totals.usable == 0
    assert board.now.reporting.expected == 2


def test_one_drug_limits_every_figure(central: Client, country: None, methotrexate: Drug):
    board = central.get(f"/?medicamento={methotrexate.code}").context["board"]

    assert board.now.totals.usable == 150
    assert board.now.totals.pairs == 1
    assert board.now.reporting.expected == 2
    assert [row.code for row in board.drugs] == [methotrexate.code]
    assert board.pairs == []


def test_worst_pairs_come_in_order_of_harm_with_who_can_be_called(central: Client, country: None):
    html = central.get("/").content.decode()
    pairs = html[html.index('id="peores"') : html.index('id="cero"')]

    assert pairs.index("UMAE Hospital de prueba") < pairs.index("HGZ 1 de prueba")
    assert "/tablero/unidad/JCIMS000001/" in pairs
    assert "/tablero/medicamento/010.000.1768/#donde" in pairs
    assert "Ana del Hospital" in pairs
    assert "Sin responsable nombrado" in pairs


def test_every_delegation_is_a_tile_that_leads_to_its_board_with_the_question(central: Client, country: None):
    html = central.get("/?lugar=farmacia").content.decode()

    assert re.findall(r'href="(/tablero/delegacion/\w+/[^"]*)" class="tile', html) == [
        "/tablero/delegacion/BC/?lugar=farmacia",
        "/tablero/delegacion/JAL/?lugar=farmacia",
    ]


def test_fragment_for_a_swap_and_whole_page_otherwise(central: Client, country: None):
    whole, part = central.get("/"), central.get("/", headers={"HX-Request": "true"})

    assert "<!doctype html>" in whole.content.decode()
    assert part.content.decode().lstrip().startswith('<div id="tablero"')
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]


def test_before_the_first_week_the_board_says_so(central: Client):
    html = central.get("/").content.decode()

    assert "Todavía no hay ninguna semana sumada" in html


def test_week_without_data_is_told_and_the_newest_shown(central: Client, country: None):
    response = central.get("/?semana=2026-W10&comparar=nunca")

    assert response.context["board"].choice.week == W46
    html = response.content.decode()
    assert "No hay datos de la semana 2026-W10" in html
    assert "«nunca» no es una semana" in html


@pytest.mark.parametrize("table", ["delegaciones", "peores", "tendencia", "cero", "negadas", "caducidad"])
def test_each_table_is_a_file_in_both_formats(central: Client, country: None, table: str):
    text = b"".join(central.get(f"/?tabla={table}&formato=csv").streaming_content).decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(
        BytesIO(b"".join(central.get(f"/?tabla={table}&formato=xlsx").streaming_content))
    )

    lines = text.splitlines()
    rows = book.get_sheet_by_index(0).to_python()
    assert len(lines) == len(rows) >= 2
    assert lines[0].split(",") == rows[0]


def test_unknown_table_is_not_found(central: Client, country: None):
    assert central.get("/?tabla=todo&formato=csv").status_code == 404


def test_file_keeps_the_filters_of_the_page(central: Client, country: None):
    text = b"".join(central.get("/?tabla=cero&formato=csv&semana=2026-W45").streaming_content).decode("utf-8-sig")

    assert len(text.splitlines()) == 1  # nothing was out in W45


@pytest.mark.parametrize("query", ["", "?medicamento=010.000.1768", "?comparar=2026-W45&lugar=farmacia", "?rango=104"])
def test_queries_are_few_and_the_same_for_two_weeks_and_for_six(
    central: Client, country: None, hospital: Unit, vincristine: Drug, query: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("config.home.KEPT_FOR", 0)
    for number in range(3):
        answered(hospital, timezone.localdate(), f"N-22222{number + 2}", {vincristine: (2, number)})
    central.get("/")
    with CaptureQueriesContext(connection) as two_weeks:
        central.get(f"/{query}")
    for number in range(41, 45):
        report(hospital, IsoWeek(2026, number), {vincristine: Stood("adequate", 40)})
        add_up(IsoWeek(2026, number))
    with CaptureQueriesContext(connection) as six_weeks:
        central.get(f"/{query}")

    assert len(six_weeks) == len(two_weeks) <= MOST_QUERIES


def test_the_board_is_drawn_once_for_all_who_ask_the_same(central: Client, country: None):
    central.get("/")
    with CaptureQueriesContext(connection) as again:
        central.get("/")
    assert len(again) <= 4, "session, scope, newest sum"


def test_a_week_added_up_anew_shows_at_once(central: Client, country: None, hospital: Unit, vincristine: Drug):
    before = central.get("/").content
    report(hospital, IsoWeek(2026, 47), {vincristine: Stood("out", 0)})
    add_up(IsoWeek(2026, 47))
    assert central.get("/").content != before


def test_whole_country_over_two_years_stays_a_light_page(central: Client):
    """35 delegations, 72 drugs, 104 weeks; style sheets and scripts counted, before compression."""
    drugs = [DrugFactory(generic_name=f"Medicamento de nombre largo {n}", strength="500") for n in range(72)]
    units = [
        UnitFactory(name=f"HGZ {n} de nombre mediano", delegation=DelegationFactory(name=f"Delegación con nombre {n}"))
        for n in range(35)
    ]
    for unit in units:
        lines = {
            drug: Stood("out" if n % 9 == 0 else "adequate", n * 400, denied=n % 9) for n, drug in enumerate(drugs)
        }
        report(unit, W46, lines)
    for back in range(1, 104):
        report(units[back % 35], W46.previous(back), {drugs[0]: Stood("adequate", 54_321 + 997 * back)})
        add_up(W46.previous(back))
    add_up(W46)

    html = central.get("/?rango=104").content.decode()
    assert len(html.encode()) + static_bytes(html) <= MOST_BYTES
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_delegation_manager_is_sent_to_the_delegations_board(client: Client, beto: Person):
    client.force_login(beto)

    assert client.get("/").headers["Location"] == "/tablero/delegacion/JAL/"


def test_unit_manager_is_sent_to_the_units_workbench(client: Client, ana: Person):
    client.force_login(ana)

    assert client.get("/").headers["Location"] == "/tablero/unidad/JCIMS000001/"


@pytest.mark.parametrize("role", [Role.CENTRAL_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR])
def test_national_roles_open_the_national_board(client: Client, db: None, role: Role):
    person = PersonFactory()
    PostingFactory(person=person, role=role, is_national=True)
    client.force_login(person)

    assert "board" in client.get("/").context


def test_family_finds_a_plain_page_and_no_board(client: Client, hospital: Unit):
    person = PersonFactory(full_name="Marta Familiar")
    PostingFactory(person=person, role=Role.FAMILY, unit=hospital)
    client.force_login(person)

    response = client.get("/")

    assert response.status_code == 200
    assert "board" not in response.context
    assert "Hola, Marta" in response.content.decode()


def test_stranger_finds_a_front_door_without_figures(client: Client, db: None):
    response = client.get("/")

    assert response.status_code == 200
    assert "board" not in response.context
    shown = response.content.decode()
    assert "/entrar/" in shown
    assert 'role="search" action="/directorio/"' in shown
