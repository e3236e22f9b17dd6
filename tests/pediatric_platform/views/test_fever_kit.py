"""Pages of the fever kit: who reads, who keeps it, and what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.actions.fever_kit import sweep_kits
from pediatric_platform.models import FeverDoor, KitAlert, KitItem
from supply.models import Drug
from tests.factories.delegations import UnitFactory
from tests.factories.fever import FeverDoorFactory, KitItemFactory

pytestmark = pytest.mark.django_db


def page(client: Client, person: Person, route: str, /, *args: object, **data: object):
    client.force_login(person)
    return client.get(reverse(f"pediatric:{route}", args=args), data)


def post(client: Client, person: Person, route: str, /, *args: object, **data: object):
    client.force_login(person)
    return client.post(reverse(f"pediatric:{route}", args=args), data)


def test_a_kit_without_its_antibiotic_says_so_first_and_leads_to_where_there_is_some(
    client: Client, hospital: Unit, vincristine: Drug, beto: Person
) -> None:
    KitItemFactory(unit=hospital, drug=vincristine, name="Cefepima de prueba")
    text = page(client, beto, "fever-kit", hospital.clues).content.decode()
    assert "No hay ningún antibiótico del botiquín en este hospital." in text
    assert reverse("supply:board-drug", args=[vincristine.code]) in text
    assert "Guardar conteo" not in text  # the delegation looks; the hospital keeps it
    assert reverse("pediatric:fever-kit-add", args=[hospital.clues]) not in text


def test_elsewhere_the_kit_does_not_exist(client: Client, hospital: Unit, carla: Person, rosa: Person) -> None:
    for person in (carla, rosa):
        assert page(client, person, "fever-kit", hospital.clues).status_code == 404


def test_a_count_is_kept_and_what_is_no_number_is_said_at_its_field(
    client: Client, hospital: Unit, felipe: Person
) -> None:
    gauze = KitItemFactory(unit=hospital, role="supply", drug=None, name="Gasas", minimum=4)
    tube = KitItemFactory(unit=hospital, role="supply", drug=None, name="Tubo", minimum=4)
    wrong = post(client, felipe, "fever-kit", hospital.clues, **{f"contado-{gauze.pk}": "tres"})
    assert wrong.status_code == 422
    assert 'value="tres"' in wrong.content.decode()
    done = post(client, felipe, "fever-kit", hospital.clues, **{f"contado-{gauze.pk}": "3", f"contado-{tube.pk}": ""})
    assert done.status_code == 302
    gauze.refresh_from_db()
    tube.refresh_from_db()
    assert (gauze.counted, gauze.counted_by, tube.counted) == (3, felipe, None)
    assert KitAlert.objects.standing().get().item == gauze


def test_the_hospital_says_what_its_kit_holds_and_which_door_is_for_fever(
    client: Client, hospital: Unit, carmen: Person, vincristine: Drug
) -> None:
    Drug.objects.filter(pk=vincristine.pk).update(drug_class="support_fn_antibiotic")
    added = post(client, carmen, "fever-kit-add", hospital.clues, role="first", drug=vincristine.pk, minimum=4, name="")
    assert added.status_code == 302
    item = KitItem.objects.get()
    refused = post(client, carmen, "fever-kit-add", hospital.clues, role="first", drug=vincristine.pk, minimum=4)
    assert refused.status_code == 422
    post(client, carmen, "fever-kit-item", hospital.clues, item.pk, name=item.name, role="alternative", minimum=9)
    item.refresh_from_db()
    assert (item.role, item.minimum, item.is_active) == ("alternative", 9, False)
    without_phone = post(client, carmen, "fever-door", hospital.clues, name="Urgencias", is_open="on")
    assert without_phone.status_code == 422
    post(client, carmen, "fever-door", hospital.clues, name="Urgencias", phone="33 1111 2222", is_open="on")
    assert FeverDoor.objects.get().phone == "33 1111 2222"


def test_the_list_puts_first_what_is_short_and_tells_who_has_no_kit(
    client: Client,
    delegation,
    hospital: Unit,
    vincristine: Drug,
    beto: Person,
    rosa: Person,
    django_assert_max_num_queries,
) -> None:
    Unit.objects.filter(pk=hospital.pk).update(name="Zeta corto")
    KitItemFactory(unit=hospital, drug=vincristine)
    none = UnitFactory(delegation=delegation, name="Alfa sin botiquín", provides_chemotherapy=True)
    fine = UnitFactory(delegation=delegation, name="Beta completo", provides_chemotherapy=True)
    KitItemFactory(unit=fine, role="supply", drug=None, name="Gasas", minimum=1, counted=2, counted_at=timezone.now())
    FeverDoorFactory(unit=fine)
    UnitFactory(delegation=delegation, name="Gama de otra cosa", provides_chemotherapy=False)
    sweep_kits(now=timezone.now() - timedelta(minutes=5))
    with django_assert_max_num_queries(20):
        answer = page(client, beto, "fever-kit-list")
    for number in range(5):
        other = UnitFactory(delegation=delegation, name=f"Otro {number}", provides_chemotherapy=True)
        KitItemFactory(unit=other, drug=vincristine)
    with django_assert_max_num_queries(20):
        page(client, beto, "fever-kit-list")
    KitItem.objects.filter(unit__name__startswith="Otro").delete()
    Unit.objects.filter(name__startswith="Otro").delete()
    assert [unit.pk for unit in answer.context["object_list"]] == [hospital.pk, none.pk, fine.pk]
    assert [unit.pk for unit in page(client, beto, "fever-kit-list", estado="sin").context["object_list"]] == [none.pk]
    assert page(client, rosa, "fever-kit-list").status_code == 403
    rows = b"".join(page(client, beto, "fever-kit-list", formato="csv").streaming_content).decode("utf-8-sig")
    assert rows.splitlines()[1].startswith(hospital.clues)


def test_a_short_kit_is_the_first_line_of_the_workbench(
    client: Client, hospital: Unit, vincristine: Drug, ana: Person
) -> None:
    KitItemFactory(unit=hospital, drug=vincristine, name="Cefepima de prueba")
    sweep_kits()
    client.force_login(ana)
    answer = client.get(reverse("supply:board-unit", args=[hospital.clues]))
    assert answer.context["todo"][0].title == "Botiquín de fiebre por debajo del mínimo: Cefepima de prueba"


def test_the_way_back_leads_each_where_they_may_go(
    client: Client, hospital: Unit, nina, ana: Person, beto: Person, olga: Person, carmen: Person
) -> None:
    for person in (ana, beto, olga, carmen):
        for answer in (page(client, person, "fever-kit-list"), page(client, person, "fever-kit", hospital.clues)):
            above = answer.context["crumbs"][0][1]
            assert client.get(above, follow=True).status_code == 200, (person, above)


def test_an_alerts_hours_are_the_hospitals_own(client: Client, hospital: Unit, vincristine: Drug, beto: Person) -> None:
    Unit.objects.filter(pk=hospital.pk).update(time_zone="America/Tijuana")
    hospital.refresh_from_db()
    item = KitItemFactory(unit=hospital, drug=vincristine)
    since = timezone.now() - timedelta(hours=5)
    ended = since + timedelta(hours=1, minutes=7)
    KitAlert.objects.create(item=item, since=since, ended_at=ended, on_hand=0, minimum=item.minimum)
    text = page(client, beto, "fever-kit", hospital.clues).content.decode()
    for moment in (since, ended):
        assert f"{moment.astimezone(hospital.zone):%H:%M}" in text.partition("<h2>Alertas</h2>")[2]


def test_the_workbench_names_the_antibiotic_before_the_needles(
    client: Client, hospital: Unit, vincristine: Drug, ana: Person
) -> None:
    counted = {"role": "supply", "drug": None, "minimum": 6, "counted": 2, "counted_at": timezone.now()}
    KitItemFactory(unit=hospital, name="Agujas", **counted)
    sweep_kits(now=timezone.now() - timedelta(days=4))
    KitItemFactory(unit=hospital, drug=vincristine, name="Cefepima de prueba")
    sweep_kits()
    client.force_login(ana)
    [line, *_rest] = client.get(reverse("supply:board-unit", args=[hospital.clues])).context["todo"]
    assert line.title.endswith(": Cefepima de prueba, Agujas")
