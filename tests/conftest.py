"""The cast: Ana's hospital, Beto above her, Carla elsewhere who must see nothing of it, Olga who sees the country."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from delegations.models import Delegation, Person, Place, PlaceKind, Unit
from delegations.roles import Role
from pediatric_platform.models import Child
from supply.actions.ledger import LotLine, receive
from supply.models import Drug, Lot
from tests.factories.children import ChildFactory, GrowthFactory, relative_of
from tests.factories.delegations import (
    DelegationFactory,
    PersonFactory,
    PlaceFactory,
    PostingFactory,
    UnitFactory,
)
from tests.factories.supply import DrugFactory


@pytest.fixture
def delegation(db) -> Delegation:
    return DelegationFactory(code="JAL", name="Jalisco", time_zone="America/Mexico_City", tile_row=4, tile_column=3)


@pytest.fixture
def other_delegation(db) -> Delegation:
    return DelegationFactory(code="BC", name="Baja California", time_zone="America/Tijuana", tile_row=1, tile_column=1)


@pytest.fixture
def hospital(delegation: Delegation) -> Unit:
    return UnitFactory(clues="JCIMS000001", name="UMAE Hospital de prueba", delegation=delegation)


@pytest.fixture
def other_hospital(other_delegation: Delegation) -> Unit:
    return UnitFactory(clues="BCIMS000001", name="HGZ 1 de prueba", delegation=other_delegation)


@pytest.fixture
def transit(delegation: Delegation) -> Place:
    return PlaceFactory(delegation=delegation, unit=None, kind=PlaceKind.TRANSIT, code="JAL-TRA")


@pytest.fixture
def other_transit(other_delegation: Delegation) -> Place:
    return PlaceFactory(delegation=other_delegation, unit=None, kind=PlaceKind.TRANSIT, code="BC-TRA")


@pytest.fixture
def delegation_warehouse(delegation: Delegation, transit: Place) -> Place:
    return PlaceFactory(delegation=delegation, unit=None, kind=PlaceKind.WAREHOUSE, code="JAL-ALM")


@pytest.fixture
def pharmacy(hospital: Unit, transit: Place) -> Place:
    return PlaceFactory(unit=hospital, kind=PlaceKind.PHARMACY, code="JCIMS000001-FAR")


@pytest.fixture
def warehouse(hospital: Unit, transit: Place) -> Place:
    return PlaceFactory(unit=hospital, kind=PlaceKind.WAREHOUSE, code="JCIMS000001-ALM")


@pytest.fixture
def mixing_centre(hospital: Unit, transit: Place) -> Place:
    return PlaceFactory(unit=hospital, kind=PlaceKind.MIXING_CENTRE, code="JCIMS000001-CMZ")


@pytest.fixture
def other_pharmacy(other_hospital: Unit, other_transit: Place) -> Place:
    return PlaceFactory(unit=other_hospital, kind=PlaceKind.PHARMACY, code="BCIMS000001-FAR")


@pytest.fixture
def ana(hospital: Unit) -> Person:
    """Supply manager of the hospital."""
    person = PersonFactory(email="ana@example.org", full_name="Ana del Hospital")
    PostingFactory(person=person, role=Role.UNIT_SUPPLY_MANAGER, unit=hospital)
    return person


@pytest.fixture
def beto(delegation: Delegation) -> Person:
    """Supply manager of the hospital's delegation."""
    person = PersonFactory(email="beto@example.org", full_name="Beto de la Delegación")
    PostingFactory(person=person, role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation)
    return person


@pytest.fixture
def carla(other_hospital: Unit) -> Person:
    """Supply manager of a hospital in another delegation: nothing of Ana's is hers to see."""
    person = PersonFactory(email="carla@example.org", full_name="Carla de Otra Parte")
    PostingFactory(person=person, role=Role.UNIT_SUPPLY_MANAGER, unit=other_hospital)
    return person


@pytest.fixture
def olga(db) -> Person:
    """Central office."""
    person = PersonFactory(email="olga@example.org", full_name="Olga de Oficina Central")
    PostingFactory(person=person, role=Role.CENTRAL_OFFICE, is_national=True)
    return person


@pytest.fixture
def carmen(hospital: Unit) -> Person:
    """Oncologist at Ana's hospital."""
    person = PersonFactory(email="carmen@example.org", full_name="Carmen de Oncología")
    PostingFactory(person=person, role=Role.CLINICIAN, unit=hospital)
    return person


@pytest.fixture
def felipe(hospital: Unit) -> Person:
    """Pharmacist at Ana's hospital."""
    person = PersonFactory(email="felipe@example.org", full_name="Felipe de Farmacia")
    PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)
    return person


@pytest.fixture
def mireya(hospital: Unit) -> Person:
    """Of the mixing centre at Ana's hospital."""
    person = PersonFactory(email="mireya@example.org", full_name="Mireya de Mezclas")
    PostingFactory(person=person, role=Role.MIXING_CENTRE_STAFF, unit=hospital)
    return person


@pytest.fixture
def nina(hospital: Unit) -> Child:
    """A girl in treatment at Ana's hospital, 0.8 m² three days ago."""
    child: Child = ChildFactory(unit=hospital, given_names="Nina Fernanda")
    GrowthFactory(child=child)
    return child


@pytest.fixture
def rosa(nina: Child) -> Person:
    """Nina's mother, who has agreed and may open the family's page."""
    return relative_of(nina, email="rosa@example.org", full_name="Rosa la Mamá de Nina").person


@pytest.fixture
def admin(db) -> Person:
    person = PersonFactory(email="admin@example.org", full_name="Administradora", is_staff=True, is_superuser=True)
    PostingFactory(person=person, role=Role.ADMINISTRATOR, is_national=True)
    return person


@pytest.fixture
def vincristine(db) -> Drug:
    return DrugFactory(code="010.000.1768", generic_name="Vincristina", strength="1", inn="vincristine")


@pytest.fixture
def methotrexate(db) -> Drug:
    return DrugFactory(code="010.000.1760", generic_name="Metotrexato", strength="50", inn="methotrexate")


@pytest.fixture
def ondansetron(db) -> Drug:
    return DrugFactory(code="010.000.5428", generic_name="Ondansetrón", strength="8", drug_class="support_antiemetic")


@pytest.fixture
def stocked(pharmacy: Place, vincristine: Drug) -> dict[str, Lot]:
    """Ana's pharmacy with two lots of vincristine: «near» (10 pieces, 40 days) and «far» (20 pieces, 400 days)."""
    today = pharmacy.today()
    week_ago = today - timedelta(days=7)
    receive(
        place=pharmacy,
        lines=[
            LotLine(vincristine.pk, "FAR", today + timedelta(days=400), 20),
            LotLine(vincristine.pk, "NEAR", today + timedelta(days=40), 10),
        ],
        key="stocked",
        by=None,
        occurred_on=week_ago,
    )
    return {lot.number.lower(): lot for lot in Lot.objects.all()}


@pytest.fixture
def long_ago() -> date:
    return date(2026, 1, 5)
