"""The coverage boards: children counted once, within scope, folios for supply and names only for who treats."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations import open_work
from delegations.models import Delegation, Person, Place, PlaceKind, Posting, Unit
from delegations.roles import Role
from pediatric_platform.models import Child, Promise
from pediatric_platform.reach import HORIZONS
from pediatric_platform.selectors.coverage.children import until
from supply.actions.ledger import LotLine, receive
from supply.horizon import STALE_DAYS, last_day
from supply.models import CoverageStatus, Drug, Lot, RequirementPackage, UnitCoverage
from supply.weeks import IsoWeek
from tests.factories.boards import report
from tests.factories.children import ChildFactory, SessionFactory
from tests.factories.delegations import DelegationFactory, PersonFactory, PlaceFactory, PostingFactory, UnitFactory
from tests.factories.supply import DrugFactory, RequirementPackageFactory, answered

pytestmark = pytest.mark.django_db
COUNTRY = "/cobertura/"
UNIT = "/cobertura/unidad/JCIMS000001/"
DELEGATION = "/cobertura/delegacion/JAL/"
DRUG = "/cobertura/medicamento/010.000.1768/"
NAME = "Xóchitl Prueba Simulada"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def figures(html: str) -> list[str]:
    found = re.findall(r'<span class="figure-value">(.*?)</span>(?=<svg|</span>)', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", value).split()) for value in found]


def with_role(role: Role, **scope: object) -> Person:
    person: Person = PersonFactory()
    PostingFactory(person=person, role=role, **scope)
    return person


@pytest.fixture
def three_days_later(monkeypatch: pytest.MonkeyPatch, doses: None, other_hospital: Unit) -> None:
    """The boards are read 3 days and an hour after the last document; only Carla's hospital signed a week since."""
    report(other_hospital, IsoWeek(2026, 40), {}, signed_at=timezone.now() + timedelta(days=1))
    later = SimpleNamespace(
        now=lambda: timezone.now() + timedelta(days=STALE_DAYS, hours=1), localdate=timezone.localdate
    )
    monkeypatch.setattr("pediatric_platform.views.coverage.timezone", later)


@pytest.fixture
def xochitl(hospital: Unit) -> Child:
    child: Child = ChildFactory(folio="N-2222XC", given_names="Xóchitl", unit=hospital)
    return child


@pytest.fixture
def doses(
    hospital: Unit, other_hospital: Unit, stocked: dict[str, Lot], other_pharmacy: Place, vincristine: Drug,
    methotrexate: Drug, xochitl: Child,
) -> None:  # fmt: skip
    """Ana's: Xóchitl lacks 1 of 2 vincristine in 2 days and is complete in 9; another is complete in 3, a third waits
    for what comes in 20. Carla's: one lacks methotrexate in 12 days."""
    receive(
        place=other_pharmacy,
        lines=[LotLine(vincristine.pk, "BAJA", in_days(50), 7)],
        key="baja",
        by=None,
    )
    answered(hospital, in_days(2), xochitl.folio, {vincristine: (2, 1), methotrexate: (4, 0)})
    answered(hospital, in_days(9), xochitl.folio, {vincristine: (2, 0)})
    answered(hospital, in_days(3), "N-222233", {methotrexate: (4, 0)})
    answered(hospital, in_days(20), "N-222244", {vincristine: (1, 0)}, status=CoverageStatus.INCOMING)
    answered(other_hospital, in_days(12), "N-222255", {methotrexate: (3, 3)})


# --- Counts


def test_the_country_counts_children_once_by_the_worst_of_their_days(doses: None, olga: Person):
    html = signed_in(olga).get(COUNTRY).content.decode()

    assert figures(html) == ["■ 1 niñas y niños", "■ 2 niñas y niños", "■ 2 niñas y niños"]
    assert "de 2 con sesión" in html  # 7 days: Xóchitl and one more
    assert "de 4 con sesión" in html  # 28 days
    assert "1 dependen de lo que viene" in html


def test_a_child_with_two_incomplete_days_is_one_child(
    doses: None, olga: Person, hospital: Unit, xochitl: Child, vincristine: Drug
):
    answered(hospital, in_days(4), xochitl.folio, {vincristine: (2, 2)})

    board = signed_in(olga).get(COUNTRY).context["board"]

    assert board.reaches[7].missing == 1
    assert [(row.label, row.children, row.short, row.first_on) for row in board.drugs] == [
        (vincristine.label, 1, 3, in_days(2))
    ]


def test_a_child_treated_at_two_units_counts_once_in_the_country_and_in_each_of_them(
    doses: None, olga: Person, other_hospital: Unit, xochitl: Child, vincristine: Drug
):
    answered(other_hospital, in_days(5), xochitl.folio, {vincristine: (2, 0)})

    board = signed_in(olga).get(COUNTRY).context["board"]

    assert (board.reaches[7].missing, board.reaches[7].children) == (1, 2)
    assert {row.code: row.within(7).children for row in board.delegations} == {"BC": 1, "JAL": 2}


def test_a_horizon_goes_from_today_to_its_last_day_as_far_as_coverage_answers(
    stocked: dict[str, Lot], hospital: Unit, olga: Person, vincristine: Drug
):
    for number, days in enumerate((-1, 0, 7, 8, 28, 29), start=2):
        answered(hospital, in_days(days), f"N-22222{number}", {vincristine: (1, 1)})

    reaches = signed_in(olga).get(COUNTRY).context["board"].reaches

    assert {days: reach.missing for days, reach in reaches.items()} == {7: 2, 14: 3, 28: 4}
    assert until(in_days(0), HORIZONS[-1]) == last_day(in_days(0))


def test_the_horizon_asked_for_chooses_drugs_map_and_tables(doses: None, olga: Person, methotrexate: Drug):
    page = signed_in(olga).get(f"{COUNTRY}?dias=14")

    assert methotrexate.label in [row.label for row in page.context["board"].drugs]
    html = page.content.decode()
    assert re.search(r'href="/cobertura/delegacion/BC/\?dias=14" class="tile is-out"', html)
    assert [row.code for row, _reach in page.context["delegations"]] == ["JAL", "BC"]  # one each, of two and of one


def test_data_older_than_three_days_answer_nothing(three_days_later: None, olga: Person):
    page = signed_in(olga).get(COUNTRY)

    board = page.context["board"]
    assert (board.reaches[7].missing, board.reaches[7].unknown) == (0, 2)
    assert board.reaches[14].missing == 1  # Carla's is known: a signed week is a fact too
    assert board.drugs == []
    assert "De 1 unidad no hay datos de los últimos 3 días" in page.content.decode()
    assert figures(page.content.decode())[0] == "No se sabe"  # and no nought
    assert "A nadie le falta nada" not in page.content.decode()


def test_a_unit_without_any_fact_answers_nothing(hospital: Unit, pharmacy: Place, ana: Person, vincristine: Drug):
    answered(hospital, in_days(2), "N-222222", {vincristine: (1, 0)})

    html = signed_in(ana).get(UNIT).content.decode()

    assert "No sabemos: la unidad no tiene ningún dato de existencias." in html


# --- States


def test_before_the_first_child_the_board_says_so(olga: Person, delegation: Delegation):
    html = signed_in(olga).get(COUNTRY).content.decode()

    assert "Todavía no hay niñas ni niños con plan de tratamiento" in html


def test_without_sessions_in_four_weeks_the_board_says_that(olga: Person, hospital: Unit):
    RequirementPackageFactory(unit=hospital, needed_on=in_days(60))

    assert "Nadie tiene sesión en los próximos 28 días" in signed_in(olga).get(COUNTRY).content.decode()


def test_before_the_first_computation_nothing_is_claimed(olga: Person, hospital: Unit, stocked: dict[str, Lot]):
    RequirementPackageFactory(unit=hospital)

    html = signed_in(olga).get(COUNTRY).content.decode()

    assert "Todavía no se calcula" in html
    assert "A nadie le falta nada" not in html


def test_nothing_missing_is_said_with_when_it_was_computed(
    olga: Person, hospital: Unit, stocked: dict[str, Lot], vincristine: Drug
):
    answered(hospital, in_days(2), "N-222222", {vincristine: (2, 0)})

    html = signed_in(olga).get(COUNTRY).content.decode()

    said = html[html.index("A nadie le falta nada") :]
    assert "Calculado" in said[: said.index("</p>")]
    assert "<time" in said[: said.index("</p>")]


def test_a_computation_of_the_day_before_yesterday_warns(doses: None, olga: Person):
    UnitCoverage.objects.update(computed_at=timezone.now() - timedelta(days=2))

    assert "El cálculo tiene más de un día" in signed_in(olga).get(COUNTRY).content.decode()


@pytest.mark.parametrize("query", ["dias=9", "dias=siete", "estado=rota", "dia=mañana", "dias=²", "dias=9999999999"])
def test_what_makes_no_sense_is_told_and_seven_days_shown(doses: None, ana: Person, query: str):
    page = signed_in(ana).get(f"{UNIT}?{query}")

    assert page.context["question"].days == 7
    assert len(page.context["question"].problems) == 1
    assert page.context["question"].problems[0] in page.content.decode()


# --- Scope


@pytest.mark.parametrize(
    ("who", "opens", "not_found"),
    [
        ("ana", [UNIT, DRUG], [DELEGATION, "/cobertura/unidad/BCIMS000001/"]),
        ("beto", [UNIT, DRUG, DELEGATION], ["/cobertura/unidad/BCIMS000001/", "/cobertura/delegacion/BC/"]),
        ("carla", ["/cobertura/unidad/BCIMS000001/", DRUG], [UNIT, DELEGATION]),
        ("olga", [COUNTRY, UNIT, DRUG, DELEGATION], ["/cobertura/unidad/NADA/", "/cobertura/medicamento/999/"]),
        ("rosa", [], [UNIT, DELEGATION, DRUG]),
    ],
)
def test_each_opens_their_own_boards_and_finds_no_others(
    request: pytest.FixtureRequest, doses: None, who: str, opens: list[str], not_found: list[str]
):
    client = signed_in(request.getfixturevalue(who))

    assert [client.get(path).status_code for path in opens] == [200] * len(opens)
    assert [client.get(path).status_code for path in not_found] == [404] * len(not_found)


def test_a_relative_never_reaches_the_boards(doses: None, rosa: Person):
    assert signed_in(rosa).get(COUNTRY).status_code == 403


def test_whoever_sees_one_place_is_taken_to_its_board_with_the_question(doses: None, ana: Person, beto: Person):
    assert signed_in(ana).get(f"{COUNTRY}?dias=28")["Location"] == f"{UNIT}?dias=28"
    assert signed_in(beto).get(COUNTRY)["Location"] == DELEGATION


def test_whoever_sees_two_hospitals_finds_both_and_no_other(
    doses: None, ana: Person, other_delegation: Delegation, other_hospital: Unit, vincristine: Drug
):
    third = UnitFactory(name="HGZ ajeno", delegation=other_delegation)
    answered(third, in_days(1), "N-222277", {vincristine: (1, 1)})
    PostingFactory(person=ana, role=Role.PHARMACIST, unit=other_hospital)

    page = signed_in(ana).get(COUNTRY)

    assert {row.clues for row, _reach in page.context["places"]} == {"JCIMS000001", "BCIMS000001"}
    assert page.context["board"].reaches[14].missing == 2
    assert "HGZ ajeno" not in page.content.decode()


NAMELESS = [
    (Role.CENTRAL_OFFICE, "country"),
    (Role.AUDITOR, "country"),
    (Role.ADMINISTRATOR, "country"),
    (Role.DELEGATION_REPRESENTATIVE, "delegation"),
    (Role.DELEGATION_SUPPLY_MANAGER, "delegation"),
    (Role.UNIT_SUPPLY_MANAGER, "unit"),
]
TREATING = [
    (Role.HEAD_OF_MEDICAL_SERVICES, "delegation"),
    (Role.CLINICIAN, "unit"),
    (Role.PHARMACIST, "unit"),
    (Role.MIXING_CENTRE_STAFF, "unit"),
]


def person_with(role: Role, over: str, delegation: Delegation, unit: Unit) -> Person:
    scope = {"country": {"is_national": True}, "delegation": {"delegation": delegation}, "unit": {"unit": unit}}[over]
    return with_role(role, **scope)


@pytest.mark.parametrize(("role", "over"), NAMELESS, ids=str)
def test_supply_sees_folios_and_no_name_on_page_fragment_or_file(
    doses: None, role: Role, over: str, delegation: Delegation, hospital: Unit
):
    client = signed_in(person_with(role, over, delegation, hospital))

    for path in (UNIT, DRUG, f"{UNIT}?tabla=sesiones&formato=csv", f"{DRUG}?tabla=dosis&formato=csv"):
        answer = client.get(path, headers={"HX-Request": "true"})
        text = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert "N-2222XC" in text, path
        assert "Xóchitl" not in text, path
        assert "Simulada" not in text, path
        assert "/ninos/N-2222XC/" not in text, path


@pytest.mark.parametrize(("role", "over"), TREATING, ids=str)
def test_whoever_treats_the_child_reads_the_name(
    doses: None, role: Role, over: str, delegation: Delegation, hospital: Unit
):
    client = signed_in(person_with(role, over, delegation, hospital))

    assert NAME in client.get(UNIT).content.decode()
    assert NAME in client.get(DRUG).content.decode()


@pytest.mark.parametrize(("role", "over"), TREATING, ids=str)
def test_files_never_hold_a_name_not_even_for_whoever_treats(
    doses: None, role: Role, over: str, delegation: Delegation, hospital: Unit
):
    client = signed_in(person_with(role, over, delegation, hospital))

    for path in (f"{UNIT}?tabla=sesiones&formato=csv", f"{DRUG}?tabla=dosis&formato=csv"):
        assert "Xóchitl" not in b"".join(client.get(path)).decode()


def test_a_clinician_elsewhere_who_keeps_the_stock_here_reads_no_name(
    doses: None, hospital: Unit, other_hospital: Unit
):
    person = with_role(Role.UNIT_SUPPLY_MANAGER, unit=hospital)
    PostingFactory(person=person, role=Role.CLINICIAN, unit=other_hospital)

    assert "Xóchitl" not in signed_in(person).get(UNIT).content.decode()
    assert "Xóchitl" not in signed_in(person).get(DRUG).content.decode()


# --- Unit


def test_the_unit_lists_what_is_missing_how_many_since_when_and_who_solves_it(
    doses: None, ana: Person, vincristine: Drug, methotrexate: Drug
):
    page = signed_in(ana).get(UNIT)
    html = page.content.decode()

    [(package, href)] = page.context["packages"]
    assert (package.row.folio, href) == ("N-2222XC", "")
    assert [(line.drug, line.short) for line in package.missing] == [(vincristine.label, 1)]
    listed = html[html.index('id="sesiones"') : html.index('id="dias"')]
    assert "falta 1 de 2 piezas" in listed
    assert methotrexate.label not in listed
    assert "<time" in listed
    assert "Ana del Hospital" in html


def test_the_unit_shows_each_day_and_leads_to_its_sessions(doses: None, ana: Person):
    client = signed_in(ana)
    page = client.get(UNIT)

    assert [(day.day, tuple(day.reach)) for day in page.context["board"].days] == [
        (in_days(2), (1, 0, 0, 0)),
        (in_days(3), (0, 0, 0, 1)),
        (in_days(9), (0, 0, 0, 1)),
        (in_days(20), (0, 0, 1, 0)),
    ]
    link = f"?dia={in_days(20).isoformat()}&amp;dias=28&amp;estado=todas"
    assert link in page.content.decode()
    [(package, _href)] = client.get(UNIT + link.replace("&amp;", "&")).context["packages"]
    assert package.row.folio == "N-222244"


@pytest.mark.parametrize(
    ("query", "folios"),
    [
        ("estado=falta&dias=28", ["N-2222XC"]),
        ("estado=en-camino&dias=28", ["N-222244"]),
        ("estado=completa&dias=28", ["N-222233", "N-2222XC"]),
        ("estado=completa&dias=28&orden=-day", ["N-2222XC", "N-222233"]),
        ("estado=no-se-sabe&dias=28", []),
        ("estado=todas&dias=28&orden=-folio", ["N-2222XC", "N-2222XC", "N-222244", "N-222233"]),
    ],
)
def test_the_units_list_shows_the_answers_asked_for_in_the_order_asked_for(
    doses: None, ana: Person, query: str, folios: list[str]
):
    page = signed_in(ana).get(f"{UNIT}?{query}")

    assert [package.row.folio for package, _href in page.context["packages"]] == folios


def test_a_long_list_comes_in_pages_and_whole_in_the_file(
    stocked: dict[str, Lot], hospital: Unit, ana: Person, vincristine: Drug
):
    for number in range(55):
        answered(hospital, in_days(1), f"N-3333{number:02d}", {vincristine: (1, 1)})
    client = signed_in(ana)

    assert len(client.get(UNIT).context["packages"]) == 50
    assert len(client.get(f"{UNIT}?pagina=2").context["packages"]) == 5
    assert len(client.get(f"{UNIT}?pagina=99").context["packages"]) == 5
    text = b"".join(client.get(f"{UNIT}?tabla=sesiones&formato=csv")).decode()
    assert len(text.splitlines()) == 56


# --- Drug


def test_the_drugs_board_tells_whose_doses_and_what_lies_there(doses: None, olga: Person, hospital: Unit):
    page = signed_in(olga).get(f"{DRUG}?dias=28&estado=todas")
    board = page.context["board"]

    assert board.missing == {7: 1, 14: 1, 28: 1}
    assert board.children == {7: 1, 14: 1, 28: 2}
    [row] = board.units
    assert (row.clues, row.children, row.missing, row.needed, row.short, row.usable) == (hospital.clues, 2, 1, 5, 1, 30)
    assert [(dose.folio, dose.pieces, dose.short) for dose, _href in page.context["doses"]] == [
        ("N-2222XC", 2, 1),
        ("N-2222XC", 2, 0),
        ("N-222244", 1, 0),
    ]
    assert board.usable == 37


def test_the_drugs_board_of_one_unit_tells_nothing_of_another(doses: None, carla: Person, ana: Person):
    seen = signed_in(carla).get(f"{DRUG}?dias=28&estado=todas")

    assert seen.context["doses"] == []
    assert "JCIMS000001" not in seen.content.decode()
    assert seen.context["board"].usable == 7


def test_a_drug_without_clave_has_its_board_too(stocked: dict[str, Lot], hospital: Unit, ana: Person):
    drug = DrugFactory(code=None, generic_name="Blinatumomab")
    answered(hospital, in_days(1), "N-222222", {drug: (1, 1)})
    client = signed_in(ana)

    page = client.get(f"/cobertura/medicamento/sin-clave-{drug.pk}/")

    assert page.context["board"].missing[7] == 1
    assert "Sin clave en el Compendio" in page.content.decode()
    assert f"/cobertura/medicamento/sin-clave-{drug.pk}/" in client.get(UNIT).content.decode()


@pytest.mark.parametrize(
    "key", ["sin-clave-", "sin-clave-999999", "sin-clave-99999999999999999999", "sin-clave-²", "x"]
)
def test_a_drug_that_is_none_is_not_found(ana: Person, key: str):
    assert signed_in(ana).get(f"/cobertura/medicamento/{key}/").status_code == 404


def test_a_drug_with_a_clave_is_not_found_by_its_number(ana: Person, vincristine: Drug):
    assert signed_in(ana).get(f"/cobertura/medicamento/sin-clave-{vincristine.pk}/").status_code == 404


def test_old_data_of_a_unit_make_its_doses_unknown(three_days_later: None, olga: Person):
    client = signed_in(olga)

    assert client.get(DRUG).context["doses"] == []
    assert [dose.folio for dose, _href in client.get(f"{DRUG}?estado=no-se-sabe").context["doses"]] == ["N-2222XC"]


# --- Work to do


def test_the_units_workbench_starts_with_children_who_lack_something(doses: None, ana: Person):
    [first, *_rest] = signed_in(ana).get("/tablero/unidad/JCIMS000001/").context["todo"]

    assert first.title == "A 1 niña o niño le falta algo para sus sesiones de los próximos 7 días"
    assert first.href == UNIT


def test_the_workbench_says_when_it_is_not_known(hospital: Unit, pharmacy: Place, ana: Person, vincristine: Drug):
    answered(hospital, in_days(2), "N-222222", {vincristine: (1, 0)})

    [first, *_rest] = signed_in(ana).get("/tablero/unidad/JCIMS000001/").context["todo"]

    assert first.title.startswith("No se sabe si está completo lo que necesita 1 niña o niño")


def test_the_workbench_says_nothing_where_all_is_complete(
    hospital: Unit, stocked: dict[str, Lot], ana: Person, vincristine: Drug
):
    answered(hospital, in_days(2), "N-222222", {vincristine: (1, 0)})

    todo = signed_in(ana).get("/tablero/unidad/JCIMS000001/").context["todo"]

    assert not [line for line in todo if "sesiones" in line.title or "No se sabe" in line.title]


def test_the_posts_of_unit_and_delegation_have_it_as_open_work_without_folios(doses: None, ana: Person, beto: Person):
    for person in (ana, beto):
        [work] = [one for one in open_work.of(Posting.objects.get(person=person)) if one["kind"] == "uncovered_doses"]
        [item] = work["items"]
        assert item["path"] == UNIT
        assert "A 1 niña o niño le falta algo" in item["text"]
        assert "N-2222XC" not in item["text"]


# --- Promises, files, queries


def test_the_hit_rate_says_of_how_many(doses: None, olga: Person, xochitl: Child, hospital: Unit):
    html = signed_in(olga).get(COUNTRY).content.decode()
    assert "Ninguna promesa se ha puesto a prueba todavía" in html

    session = SessionFactory(plan__child=xochitl)
    for back, outcome in ((1, "kept"), (2, "kept"), (3, "kept"), (4, "broken"), (5, "void"), (200, "broken")):
        Promise.objects.create(
            child=xochitl, session=session, unit=hospital, person=olga, channel="page", answer="covered",
            needed_on=in_days(-back), outcome=outcome, settled_at=timezone.now(),
        )  # fmt: skip

    html = signed_in(olga).get(COUNTRY).content.decode()
    assert "75.0 %" in html
    assert "3 de 4 promesas puestas a prueba" in html


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        (COUNTRY, ["delegaciones", "unidades", "medicamentos"]),
        (DELEGATION, ["unidades", "medicamentos"]),
        (UNIT, ["dias", "sesiones", "medicamentos"]),
        (DRUG, ["unidades", "dosis"]),
    ],
)
def test_each_table_is_a_file(doses: None, olga: Person, path: str, tables: list[str]):
    client = signed_in(olga)
    for table in tables:
        text = b"".join(client.get(f"{path}?dias=28&estado=todas&tabla={table}&formato=csv")).decode("utf-8-sig")
        assert len(text.splitlines()) >= 2, table
        sheet = client.get(f"{path}?tabla={table}&formato=xlsx")
        assert sheet["Content-Type"].startswith("application/vnd.openxmlformats"), table
    assert client.get(f"{path}?tabla=otra&formato=csv").status_code == 404


def test_the_fragment_is_the_board_alone(doses: None, olga: Person):
    for path in (COUNTRY, DELEGATION, UNIT, DRUG):
        part = signed_in(olga).get(path, headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="tablero"'), path


MOST_QUERIES = {COUNTRY: 14, DELEGATION: 14, UNIT: 15, DRUG: 17}


@pytest.mark.parametrize("path", MOST_QUERIES)
def test_queries_do_not_grow_with_children_units_or_drugs(
    doses: None, olga: Person, path: str, delegation: Delegation, hospital: Unit
):
    client = signed_in(olga)
    path = f"{path}?dias=28&estado=todas"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    drugs = DrugFactory.create_batch(3)
    for unit in (
        hospital,
        *UnitFactory.create_batch(3, delegation=delegation),
        UnitFactory(delegation=DelegationFactory()),
    ):
        PlaceFactory(unit=unit, kind=PlaceKind.MIXING_CENTRE)
        for drug in (*drugs, Drug.objects.get(code="010.000.1768")):
            child = ChildFactory(unit=unit)
            answered(unit, in_days(1), child.folio, {drug: (2, 1)})
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few) <= MOST_QUERIES[path.split("?")[0]]


def test_reading_a_board_changes_nothing(doses: None, olga: Person):
    before = list(RequirementPackage.objects.order_by("pk").values())
    signed_in(olga).get(COUNTRY)
    assert list(RequirementPackage.objects.order_by("pk").values()) == before
