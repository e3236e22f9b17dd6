"""The audit's pages: for whoever audits the country, in words, page by page, with what no action explains."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from delegations import audit
from delegations.actions.network.rules import facts
from delegations.models import AuditEvent, RowChange
from delegations.roles import Role
from delegations.views.audit import ROWS_SHOWN
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

LIST, ROWS = "/auditoria/", "/auditoria/filas/"


@pytest.fixture
def auditor(db):
    person = PersonFactory(email="ada@example.org", full_name="Ada Auditora")
    PostingFactory(person=person, role=Role.AUDITOR, is_national=True)
    return person


@pytest.fixture
def posting_of_ana(ana):
    return ana.postings.get()


@pytest.fixture
def page(client, auditor):
    client.force_login(auditor)
    return lambda path, **asked: client.get(path, asked)


def text(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def test_what_was_done_reads_as_a_sentence(page, ana, hospital):
    audit.record(type="week.signed", by=ana, target=hospital, before={"name": "HGZ 1"}, after={"name": "HGZ 2"})
    assert f"Firmó la semana: {hospital}" in text(page(LIST))
    assert "week.signed" not in text(page(LIST, tipo="week.signed")).split("<table")[1]


@pytest.mark.parametrize("who", ["ana", "beto", "olga"])
def test_it_is_for_auditors_only(client, who, request):
    client.force_login(request.getfixturevalue(who))
    event = audit.record(type="x.y", by=None)
    for path in (LIST, ROWS, f"{LIST}{event.pk}/", "/api/v1/audit/"):
        assert client.get(path).status_code == 403


def test_nobody_is_sent_to_sign_in(client, db):
    assert client.get(LIST).status_code == 302


def test_without_dates_the_last_seven_days_are_shown(page, ana):
    audit.record(type="old.one", by=ana)
    old = audit.record(type="week.signed", by=ana).pk
    AuditEvent.objects.bulk_create(
        [AuditEvent(type="week.validated", by="Alguien", at=timezone.now() - timedelta(days=30))]
    )
    shown = {row["event"].type for row in page(LIST).context["rows"]}
    assert {"old.one", "week.signed"} <= shown
    assert "week.validated" not in shown
    day = (timezone.localdate() - timedelta(days=30)).isoformat()
    shown = [row["event"].type for row in page(LIST, desde=day, hasta=day).context["rows"]]
    assert shown == ["week.validated"]
    assert old


def test_the_whole_story_of_an_object_has_no_such_limit(page, ana):
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                type="account.renamed", target_model="delegations.person", target_id=str(ana.pk),
                at=timezone.now() - timedelta(days=900),
            )
        ]
    )  # fmt: skip
    shown = page(LIST, objeto="delegations.person", numero=ana.pk).context["rows"]
    assert "account.renamed" in {row["event"].type for row in shown}


def test_it_is_filtered_by_who_kind_and_delegation(page, ana, carla, hospital):
    audit.record(type="week.signed", by=ana, target=hospital)
    audit.record(type="sign_in.entered", by=carla, target=carla)

    def types(**asked):
        return {row["event"].type for row in page(LIST, **asked).context["rows"]}

    assert types(quien="ana del") == {"week.signed"}
    assert "sign_in.entered" in types(clase="access")
    assert "week.signed" not in types(clase="access")
    assert types(delegacion="JAL") == {"week.signed"}
    assert types(tipo="week.signed") == {"week.signed"}


def test_pages_follow_each_other_without_counting(page, django_assert_max_num_queries):
    AuditEvent.objects.bulk_create([AuditEvent(type="week.signed", target_id=str(n)) for n in range(120)])
    seen, address = [], LIST
    for _number in range(3):
        with django_assert_max_num_queries(9) as captured:
            response = page(address)
        assert not [query for query in captured if "COUNT(" in query["sql"] and "auditevent" in query["sql"]]
        seen += [row["event"].pk for row in response.context["rows"]]
        address = LIST + response.context.get("older", "")
    assert len(seen) == len(set(seen)) >= 120
    assert seen == sorted(seen, reverse=True)


def test_one_event_shows_before_and_after_and_the_rows_of_its_transaction(page, ana, hospital):
    hospital.name = "HGZ 99 Nuevo"
    hospital.save()
    event = audit.record(
        type="unit.changed", by=ana, target=hospital, before={"name": "Viejo"}, after={"name": "HGZ 99 Nuevo"}
    )
    response = page(f"{LIST}{event.pk}/")
    shown = text(response)
    assert "Viejo" in shown
    assert "HGZ 99 Nuevo" in shown
    assert "delegations_unit" in {row["change"].table for row in response.context["rows"]}


def test_an_event_of_many_rows_shows_some_and_leads_to_all(page, ana, hospital):
    for number in range(ROWS_SHOWN + 1):
        hospital.name = f"HGZ {number} Nuevo"
        hospital.save()
    event = audit.record(type="unit.changed", by=ana, target=hospital)
    event.refresh_from_db()
    response = page(f"{LIST}{event.pk}/")
    assert len(response.context["rows"]) == ROWS_SHOWN
    assert response.context["all_rows"].replace("&", "&amp;") in text(response)
    every = page(response.context["all_rows"])
    assert every.status_code == 200
    assert not every.context["filter"].form.errors
    assert len(every.context["rows"]) >= ROWS_SHOWN
    other = page(response.context["all_rows"].replace(f"transaccion={event.transaction}", "transaccion=1"))
    assert not other.context["rows"]


def test_the_facts_of_an_event_are_told_in_words(page, ana, posting_of_ana):
    entered = audit.record(type="sign_in.entered", by=ana, target=ana, after={"doors": ["password", "totp"]})
    shown = text(page(f"{LIST}{entered.pk}/"))
    assert "Forma de entrar" in shown
    assert "contraseña, aplicación de códigos" in shown
    appointed = audit.record(type="posting.appointed", by=ana, target=posting_of_ana, after=facts(posting_of_ana))
    shown = text(page(f"{LIST}{appointed.pk}/"))
    assert "unit_supply_manager" not in shown
    assert f"{ana.full_name} · {posting_of_ana.get_role_display()}" in shown
    assert "unit_supply_manager" not in shown
    assert reverse("delegations:posting", args=[posting_of_ana.pk]) in shown


def test_tables_have_names_that_people_say(page):
    shown = text(page(ROWS))
    assert "Persona · Grupo" in shown
    assert "Clave de la API" in shown
    assert "Relación" not in shown


def test_an_export_of_the_trail_is_itself_in_the_trail(page, auditor):
    audit.record(type="week.signed", by=None)
    content = text(page(LIST, formato="csv", quien="ana"))
    assert "Cuándo" in content
    event = AuditEvent.objects.get(type="data.exported")
    assert event.by_id == auditor.pk
    assert event.after["filters"]["quien"] == "…"


@pytest.mark.django_db(transaction=True)
def test_a_row_changed_by_hand_is_shown_and_one_with_its_action_is_not(client, auditor, delegation, hospital):
    client.force_login(auditor)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delegations_unit SET name = 'A mano' WHERE id = %s", [hospital.pk])
    found = client.get(ROWS, {"tabla": "delegations_unit", "operacion": "U"})
    assert [row["change"].row_id for row in found.context["rows"]] == [str(hospital.pk)]
    assert "Cambio directo en la base" in text(found)
    change = RowChange.objects.get(table="delegations_unit", operation="U")
    assert change.before == {"name": "UMAE Hospital de prueba"}
    assert change.after == {"name": "A mano"}
    assert "A mano" in text(client.get(ROWS, {"formato": "csv", "operacion": "U"}))
    AuditEvent.objects.bulk_create([AuditEvent(type="unit.changed", transaction=change.transaction)])
    found = client.get(ROWS, {"tabla": "delegations_unit", "operacion": "U"})
    assert len(found.context["rows"]) == 1, "an event written afterwards explains nothing, whatever it says"
    with transaction.atomic():
        hospital.name = "Por una acción"
        hospital.save(update_fields=["name"])
        audit.record(type="unit.changed", by=None, target=hospital)
    found = client.get(ROWS, {"tabla": "delegations_unit", "operacion": "U"})
    assert [row["change"].pk for row in found.context["rows"]] == [change.pk]
    every = client.get(ROWS, {"origen": "todos", "tabla": "delegations_unit", "operacion": "U"})
    assert len(every.context["rows"]) == 2


def test_the_machine_reads_the_same_trail(client, auditor, ana, hospital):
    audit.record(type="week.signed", by=ana, target=hospital)
    client.force_login(auditor)
    answer = client.get("/api/v1/audit/", {"tipo": "week.signed"}).json()
    (event,) = answer["results"]
    assert event["sentence"] == f"Firmó la semana: {hospital}"
    assert event["delegation_id"] == hospital.delegation_id


def test_the_address_is_named():
    assert reverse("delegations:audit-list") == LIST
    assert reverse("delegations:row-change-list") == ROWS
