from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from delegations.models import AuditEvent, Person, PlaceKind, Posting

pytestmark = pytest.mark.django_db
MODELS = ["delegation", "unit", "place", "person", "posting", "auditevent"]


@pytest.fixture
def country(db):
    for name in ("load_delegations", "load_units", "load_places"):
        call_command(name, verbosity=0, stdout=StringIO())


def form_of(response):
    """What a browser would send back unchanged."""
    form = response.context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items() if name in form.fields}
    return {name: value for name, value in data.items() if value is not False}


@pytest.mark.parametrize("model", MODELS)
def test_each_list_opens_with_few_queries_and_in_spanish(
    client, admin, ana, country, model, django_assert_max_num_queries
):
    client.force_login(admin)
    with django_assert_max_num_queries(14):
        response = client.get(reverse(f"admin:delegations_{model}_changelist"), {"q": "hgz 2"})
    assert response.status_code == 200
    assert "Administración" in response.content.decode()


@pytest.mark.parametrize("model", ["delegation", "unit", "place", "person", "posting"])
def test_each_form_opens_with_few_queries(client, admin, ana, country, model, django_assert_max_num_queries):
    client.force_login(admin)
    app_model = {"person": Person, "posting": Posting}.get(model)
    row = app_model.objects.first() if app_model else None
    if row is None:
        from django.apps import apps

        row = apps.get_model("delegations", model).objects.first()
    with django_assert_max_num_queries(16):
        assert client.get(reverse(f"admin:delegations_{model}_change", args=[row.pk])).status_code == 200
    if model != "posting":
        assert client.get(reverse(f"admin:delegations_{model}_add")).status_code == 200


def test_whoever_is_not_staff_is_kept_out(client, ana):
    client.force_login(ana)
    assert client.get(reverse("admin:delegations_unit_changelist")).status_code == 302


def test_the_audit_is_only_read(client, admin, country):
    client.force_login(admin)
    event = AuditEvent.objects.first()
    page = client.get(reverse("admin:delegations_auditevent_change", args=[event.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.get(reverse("admin:delegations_auditevent_add")).status_code == 403
    assert client.post(reverse("admin:delegations_auditevent_delete", args=[event.pk])).status_code == 403


def test_a_change_is_audited_and_a_chemotherapy_unit_gets_its_mixing_centre(client, admin, hospital, transit):
    client.force_login(admin)
    url = reverse("admin:delegations_unit_change", args=[hospital.pk])
    data = {**form_of(client.get(url)), "provides_chemotherapy": "on", "name": "Otro nombre"}
    assert client.post(url, data).status_code == 302
    hospital.refresh_from_db()
    assert hospital.name == "Otro nombre"
    assert " otro " in hospital.search_text
    assert hospital.places.filter(kind=PlaceKind.MIXING_CENTRE).exists()
    event = AuditEvent.objects.get(type="unit.changed")
    assert event.by_id == admin.pk
    assert event.before["name"] == "UMAE Hospital de prueba"
    assert event.after == {"name": "Otro nombre", "provides_chemotherapy": True}


def test_postings_are_only_looked_at(client, admin, hospital, ana):
    client.force_login(admin)
    posting = ana.postings.get()
    assert client.get(reverse("admin:delegations_posting_add")).status_code == 403
    change = reverse("admin:delegations_posting_change", args=[posting.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"ends_on": "2026-01-01"}).status_code == 403
    assert (
        client.post(reverse("admin:delegations_posting_delete", args=[posting.pk]), {"post": "yes"}).status_code == 403
    )
    posting.refresh_from_db()
    assert posting.ends_on is None


def test_nothing_that_others_refer_to_is_deleted(client, admin, hospital):
    client.force_login(admin)
    assert client.post(reverse("admin:delegations_unit_delete", args=[hospital.pk]), {"post": "yes"}).status_code == 403


def test_the_pickers_search_as_the_site_does(client, admin, country):
    client.force_login(admin)
    response = client.get(
        reverse("admin:autocomplete"),
        {"term": "zona 2 aguascalientes", "app_label": "delegations", "model_name": "place", "field_name": "unit"},
    )
    assert [row["text"] for row in response.json()["results"]] == ["HGZ 2 Aguascalientes"]
