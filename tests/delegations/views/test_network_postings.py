from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations.actions import network
from delegations.models import Handover, Holding, OneTimeLink, Person, Posting, UnitKind
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(delegation):
    """The representative of Jalisco."""
    person = PersonFactory(email="rosa@example.org", full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


@pytest.fixture
def anas(ana):
    """Ana's posting."""
    return Posting.objects.get(person=ana)


@pytest.fixture
def zone_3(delegation):
    return UnitFactory(clues="JCIMS000003", name="HGZ 3 de prueba", delegation=delegation)


def url(name, *args):
    return reverse(f"delegations:{name}", args=args)


def text(response):
    return response.content.decode()


def appointing(unit, **more):
    today = timezone.localdate()
    return {
        "role": "unit_supply_manager",
        "place": f"u-{unit.clues}",
        "holding": "titular",
        "full_name": "Nora  Nueva",
        "email": "nora@example.org",
        "starts_on": today.isoformat(),
        "office_phone": "33 1000 0000 ext. 5",
        **more,
    }


# --- Appoint


def test_a_representative_appoints_by_mail_and_an_invitation_goes_out(client, rosa, zone_3):
    client.force_login(rosa)
    response = client.post(url("posting-appoint"), appointing(zone_3), follow=True)
    posting = Posting.objects.get(unit=zone_3)
    assert response.redirect_chain[-1][0] == url("posting", posting.pk)
    assert "se envió la invitación a nora@example.org" in text(response)
    assert posting.person.full_name == "Nora Nueva"
    assert posting.person.joined_at is None
    assert OneTimeLink.objects.filter(person=posting.person).count() == 1


def test_what_the_form_offers_is_what_one_may_give(client, rosa, zone_3, other_hospital, hospital):
    client.force_login(rosa)
    form = client.get(url("posting-appoint")).context["form"]
    roles = {value for value, _label in form.fields["role"].choices}
    assert Role.CENTRAL_OFFICE not in roles
    assert Role.FAMILY not in roles
    assert Role.DELEGATION_SUPPLY_MANAGER in roles
    shown = text(client.get(url("posting-appoint")))
    assert f"u-{zone_3.clues}" in shown
    assert other_hospital.clues not in shown


def test_a_umae_answers_to_central_office(client, rosa, olga, delegation):
    umae = UnitFactory(kind=UnitKind.UMAE, level=3, delegation=delegation)
    client.force_login(rosa)
    assert f"u-{umae.clues}" not in text(client.get(url("posting-appoint")))
    client.force_login(olga)
    assert f"u-{umae.clues}" in text(client.get(url("posting-appoint")))


@pytest.mark.parametrize(
    ("field", "value"),
    [("place", "u-BCIMS000001"), ("place", "d-BC"), ("place", "pais"), ("role", "administrator"), ("role", "family")],
)
def test_values_of_another_scope_in_the_form_are_refused(client, rosa, zone_3, other_hospital, field, value):
    client.force_login(rosa)
    response = client.post(url("posting-appoint"), appointing(zone_3, **{field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Person.objects.filter(email="nora@example.org").exists()


def test_a_taken_post_says_by_whom_and_keeps_what_was_typed(client, rosa, zone_3):
    PostingFactory(person=PersonFactory(full_name="Titular de Antes"), unit=zone_3)
    client.force_login(rosa)
    response = client.post(url("posting-appoint"), appointing(zone_3))
    assert "Titular de Antes" in str(response.context["form"].errors)
    assert 'value="nora@example.org"' in text(response)
    assert not Person.objects.filter(email="nora@example.org").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"role": "delegation_supply_manager"}, "place"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"office_phone": "llame"}, "office_phone"),
        ({"email": "sin arroba"}, "email"),
        ({"starts_on": "1926-11-22"}, "starts_on"),
    ],
)
def test_each_fault_stands_at_its_field(client, rosa, zone_3, changed, field):
    client.force_login(rosa)
    response = client.post(url("posting-appoint"), appointing(zone_3, **changed))
    assert list(response.context["form"].errors) == [field]


def test_a_role_that_many_hold_asks_for_no_holding(client, rosa, zone_3):
    client.force_login(rosa)
    client.post(url("posting-appoint"), appointing(zone_3, role="pharmacist"))
    assert Posting.objects.get(unit=zone_3).holding == Holding.MEMBER


def test_who_appoints_nobody_has_no_form(client, ana, beto):
    client.force_login(beto)
    assert client.get(url("posting-appoint")).status_code == 403


def test_a_gap_leads_to_the_form_filled_in(client, rosa, zone_3):
    client.force_login(rosa)
    asked = {"funcion": "unit_supply_manager", "lugar": f"u-{zone_3.clues}", "caracter": "substitute"}
    form = client.get(url("posting-appoint"), asked).context["form"]
    assert form["place"].value() == f"u-{zone_3.clues}"
    assert form["holding"].value() == "substitute"


# --- See


def test_the_list_is_of_ones_own_places(client, beto, ana, carla, django_assert_max_num_queries):
    client.force_login(beto)
    with django_assert_max_num_queries(8):
        response = client.get(url("posting-list"))
    names = [row.person.full_name for row in response.context["object_list"]]
    assert names == ["Ana del Hospital", "Beto de la Delegación"]
    assert [row.person for row in client.get(url("posting-list"), {"q": "umae"}).context["object_list"]] == [ana]
    assert [row.person for row in client.get(url("posting-list"), {"q": "ANA"}).context["object_list"]] == [ana]


def test_past_and_coming_postings_are_asked_for(client, olga, anas, zone_3):
    today = timezone.localdate()
    past = PostingFactory(unit=zone_3, ends_on=today - timedelta(days=1))
    coming = PostingFactory(unit=zone_3, starts_on=today + timedelta(days=9))
    client.force_login(olga)
    for when, found in (("antes", past), ("pronto", coming)):
        assert list(client.get(url("posting-list"), {"cuando": when}).context["object_list"]) == [found]
    assert past not in client.get(url("posting-list")).context["object_list"]


def test_relatives_stand_in_no_list_and_have_no_page(client, olga, hospital):
    relative = PostingFactory(role=Role.FAMILY, unit=hospital)
    client.force_login(olga)
    assert relative not in client.get(url("posting-list"), {"cuando": "todos"}).context["object_list"]
    assert client.get(url("posting", relative.pk)).status_code == 404
    client.force_login(relative.person)
    assert client.get(url("posting-list")).status_code == 403
    assert client.get(url("posting", relative.pk)).status_code == 404


ACTS = ["posting", "posting-substitute", "posting-hand-over", "posting-extend", "posting-end", "posting-contact"]
PRESSES = ["posting-confirm", "posting-ask", "posting-invite"]


@pytest.mark.parametrize("name", ACTS)
def test_a_posting_of_another_delegation_does_not_exist(client, carla, anas, name):
    client.force_login(carla)
    assert client.get(url(name, anas.pk)).status_code == 404
    assert client.post(url(name, anas.pk), {}).status_code in {404, 405}


@pytest.mark.parametrize("name", PRESSES)
def test_nor_is_anything_pressed_there(client, carla, anas, name):
    client.force_login(carla)
    assert client.post(url(name, anas.pk)).status_code == 404


@pytest.mark.parametrize("name", ACTS[1:])
def test_whoever_sees_it_and_does_not_appoint_it_is_refused(client, beto, anas, name):
    client.force_login(beto)
    assert client.get(url(name, anas.pk)).status_code == 403


def test_the_page_tells_the_story_of_the_post(client, rosa, anas, django_assert_max_num_queries):
    client.force_login(rosa)
    with django_assert_max_num_queries(16):  # one for each kind of open work, the agreements too
        shown = text(client.get(url("posting", anas.pk)))
    assert "Entregar el puesto" in shown
    assert "Nunca confirmado" in shown or "Sin teléfono ni correo" in shown


# --- Substitute


def test_a_titular_arranges_their_own_holiday(client, ana, anas, hospital):
    colleague = PersonFactory(full_name="Colega de Farmacia")
    PostingFactory(person=colleague, role=Role.PHARMACIST, unit=hospital)
    stranger = PersonFactory()
    today = timezone.localdate()
    days = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=5)).isoformat()}
    client.force_login(ana)
    refused = client.post(url("posting-substitute", anas.pk), {"person": stranger.pk, **days})
    assert "person" in refused.context["form"].errors
    response = client.post(url("posting-substitute", anas.pk), {"person": colleague.pk, **days}, follow=True)
    assert "Colega de Farmacia atiende del" in text(response)
    acting = Posting.objects.get(covers=anas)
    # Back early: the titular ends the cover.
    assert client.get(url("posting-end", acting.pk)).status_code == 200


def test_with_nobody_near_the_way_on_is_said(client, ana, anas):
    client.force_login(ana)
    assert "Primero hay que nombrarla" in text(client.get(url("posting-substitute", anas.pk)))


def test_holidays_that_end_before_they_start(client, ana, anas, hospital):
    colleague = PersonFactory()
    PostingFactory(person=colleague, role=Role.PHARMACIST, unit=hospital)
    client.force_login(ana)
    data = {"person": colleague.pk, "starts_on": "2026-12-20", "ends_on": "2026-12-10"}
    response = client.post(url("posting-substitute", anas.pk), data)
    assert list(response.context["form"].errors) == ["ends_on"]


# --- Hand over


def handing(**more):
    day = timezone.localdate() + timedelta(days=1)
    return {"full_name": "Sara Siguiente", "email": "sara@example.org", "on": day.isoformat(), "note": "Llaves", **more}


def test_a_post_passes_to_somebody_without_an_account(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3)
    client.force_login(rosa)
    response = client.post(url("posting-hand-over", posting.pk), handing(), follow=True)
    assert "Sara Siguiente responde desde el" in text(response)
    handover = Handover.objects.get()
    assert handover.from_posting == posting
    assert handover.note == "Llaves"
    assert OneTimeLink.objects.filter(person=handover.to_posting.person).exists()

    sara = handover.to_posting.person
    Person.objects.filter(pk=sara.pk).update(joined_at=timezone.now())
    client.force_login(rosa)
    assert client.post(url("handover-acknowledge", handover.pk)).status_code == 403


def test_the_receiver_says_that_it_is_received(client, rosa, ana, anas, zone_3):
    posting = PostingFactory(unit=zone_3)
    handover = network.hand_over(posting=posting, to=ana, on=timezone.localdate(), by=None)
    client.force_login(ana)
    shown = text(client.get(url("posting", handover.to_posting_id)))
    assert "Recibí de conformidad" in shown
    client.post(url("handover-acknowledge", handover.pk))
    handover.refresh_from_db()
    assert handover.acknowledged_at is not None
    assert "Recibí de conformidad" not in text(client.get(url("posting", handover.to_posting_id)))


def test_a_handover_to_oneself_is_refused_at_the_address(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3)
    client.force_login(rosa)
    response = client.post(url("posting-hand-over", posting.pk), handing(email=posting.person.email))
    assert list(response.context["form"].errors) == ["email"]
    assert "Llaves" in text(response)
    assert not Handover.objects.exists()


def test_a_handover_says_which_cover_ends_with_it(client, rosa, ana, anas, hospital):
    day = timezone.localdate() + timedelta(days=4)
    cover = PostingFactory(role=Role.PHARMACIST, unit=hospital).person
    network.substitute(posting=anas, person=cover, starts_on=day, ends_on=day, by=ana)
    client.force_login(rosa)
    assert f"El encargo de {cover.full_name}" in text(client.get(url("posting-hand-over", anas.pk)))


def test_a_handover_before_the_post_began_is_refused_at_the_day(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3, starts_on=timezone.localdate())
    client.force_login(rosa)
    response = client.post(url("posting-hand-over", posting.pk), handing(on="2026-01-05"))
    assert list(response.context["form"].errors) == ["on"]
    assert not Person.objects.filter(email="sara@example.org").exists()


# --- End, extend


def test_an_end_says_what_it_leaves_behind(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3)
    client.force_login(rosa)
    assert "El puesto se queda vacío" in text(client.get(url("posting-end", posting.pk)))
    PostingFactory(unit=zone_3, holding=Holding.SUBSTITUTE, person=PersonFactory(full_name="Suplente Aquí"))
    assert "Suplente Aquí" in text(client.get(url("posting-end", posting.pk)))
    data = {"on": timezone.localdate().isoformat(), "reason": "Jubilación"}
    client.post(url("posting-end", posting.pk), data)
    posting.refresh_from_db()
    assert posting.ends_on == timezone.localdate()


def test_an_end_before_the_start(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3)
    client.force_login(rosa)
    response = client.post(url("posting-end", posting.pk), {"on": "2019-12-01", "reason": "x"})
    assert list(response.context["form"].errors) == ["on"]


def test_one_that_had_not_begun_is_withdrawn(client, rosa, zone_3):
    posting = PostingFactory(unit=zone_3, starts_on=timezone.localdate() + timedelta(days=5))
    client.force_login(rosa)
    data = {"on": timezone.localdate().isoformat(), "reason": "Error"}
    response = client.post(url("posting-end", posting.pk), data, follow=True)
    assert "se retiró" in text(response)
    assert not Posting.objects.filter(pk=posting.pk).exists()


def test_a_posting_goes_on_until_a_later_day(client, rosa, zone_3):
    last = timezone.localdate() + timedelta(days=5)
    posting = PostingFactory(unit=zone_3, ends_on=last)
    client.force_login(rosa)
    address = url("posting-extend", posting.pk)
    refused = client.post(address, {"on": last.isoformat(), "reason": "x"})
    assert list(refused.context["form"].errors) == ["on"]
    client.post(address, {"on": (last + timedelta(days=90)).isoformat(), "reason": "Prórroga"})
    posting.refresh_from_db()
    assert posting.ends_on == last + timedelta(days=90)


# --- Contact


def test_a_titular_changes_and_confirms_their_own_contact(client, ana, anas):
    client.force_login(ana)
    client.post(url("posting-contact", anas.pk), {"office_phone": "33 5000 0000", "office_email": ""})
    anas.refresh_from_db()
    assert anas.office_phone == "33 5000 0000"
    assert "Mi contacto es correcto" in text(client.get(url("posting", anas.pk)))
    client.post(url("posting-confirm", anas.pk))
    anas.refresh_from_db()
    assert anas.contact_confirmed_at is not None


def test_nobody_else_confirms_it(client, rosa, olga, zone_3):
    posting = PostingFactory(unit=zone_3, office_phone="33 5000 0000")
    for person in (rosa, olga):
        client.force_login(person)
        assert client.post(url("posting-confirm", posting.pk)).status_code == 403


def test_a_manager_asks_for_it_and_invites_again(client, rosa, zone_3):
    posting = PostingFactory(
        unit=zone_3, person=PersonFactory(joined_at=None), office_phone="33 5000 0000", office_email="o@example.org"
    )
    client.force_login(rosa)
    response = client.post(url("posting-invite", posting.pk), {"regreso": "/red/?tipo=not_joined"})
    assert response.url == "/red/?tipo=not_joined"
    assert OneTimeLink.objects.filter(person=posting.person).count() == 1
    assert client.post(url("posting-ask", posting.pk), {"regreso": "https://otro.example"}).url == url(
        "posting", posting.pk
    )
