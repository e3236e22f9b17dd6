"""The pages of agreements: who reads what, the form alone and in a dialog, what is typed is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.models import Agreement
from tests.factories.meetings import (
    AgreementEventFactory,
    AgreementFactory,
    ConditionFactory,
    MeetingFactory,
    ReviewFactory,
    ended,
    running,
)
from tests.factories.purchasing import SupplyOrderFactory


@pytest.fixture
def agreement(delegation, beto):
    return AgreementFactory(owner_delegation=delegation, text="Surtir la vincristina de Jalisco")


def soon(days: int = 9) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def typed(delegation, **more):
    owner = f"Responsable de abasto de la delegación · {delegation.name}"
    return {"text": "Enviar el faltante", "owner": owner, "due_on": soon(), "hold_weeks": 1, "key": "una", **more}


def test_each_reads_what_is_theirs(client, agreement, ana, beto, carla, olga, rosa):
    page = agreement.get_absolute_url()
    for person, status in ((olga, 200), (beto, 200), (carla, 404), (rosa, 404)):
        client.force_login(person)
        assert client.get(page).status_code == status, person
        shown = client.get(reverse("meetings:agreement-list"))
        assert shown.status_code == (403 if person == rosa else 200)
        if person != rosa:
            assert ("vincristina" in shown.content.decode()) is (status == 200), person


def test_a_page_offers_only_what_the_person_may(client, agreement, beto, olga):
    client.force_login(beto)
    mine = client.get(agreement.get_absolute_url()).content.decode()
    assert "Lo tiene usted" in mine
    assert reverse("meetings:agreement-fulfil", args=[agreement.folio]) in mine
    assert reverse("meetings:agreement-due", args=[agreement.folio]) not in mine
    ConditionFactory(agreement=agreement)
    measured = client.get(agreement.get_absolute_url()).content.decode()
    assert "El nivel de abasto de Jalisco es de al menos 95 %." in measured
    assert reverse("meetings:agreement-fulfil", args=[agreement.folio]) not in measured
    assert client.get(reverse("meetings:agreement-fulfil", args=[agreement.folio])).status_code == 403
    client.force_login(olga)
    assert (
        reverse("meetings:agreement-due", args=[agreement.folio])
        in client.get(agreement.get_absolute_url()).content.decode()
    )


def test_the_form_notes_an_agreement_with_its_condition(client, delegation, beto, olga):
    meeting = running(MeetingFactory())
    client.force_login(olga)
    here = reverse("meetings:agreement-new", args=[meeting.pk])
    assert "Beto de la Delegación" in client.get(here).content.decode()
    told = typed(delegation, place="Delegación Jalisco", kind="abasto_level", threshold="95", hold_weeks="2")
    answer = client.post(here, told)
    made = Agreement.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.owner.person, made.delegation) == (beto, delegation)
    assert (made.condition.kind, made.condition.hold_weeks) == ("abasto_level", 2)
    client.post(here, told)  # pressed twice
    assert Agreement.objects.count() == 1


def test_in_a_dialog_it_is_the_form_alone_and_says_that_it_is_noted(client, delegation, beto, olga):
    meeting = running(MeetingFactory())
    review = ReviewFactory(meeting=meeting, delegation=delegation)
    client.force_login(olga)
    here = reverse("meetings:agreement-new", args=[meeting.pk]) + f"?revision={review.pk}"
    headers = {"HX-Request": "true"}
    form = client.get(here, headers=headers).content.decode()
    assert "<html" not in form
    assert f'hx-post="{here}"' in form
    assert 'value="Delegación Jalisco"' in form
    wrong = client.post(here, typed(delegation, owner="Nadie que exista"), headers=headers)
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()
    assert "Enviar el faltante" in wrong.content.decode()  # nothing typed is lost
    done = client.post(here, typed(delegation), headers=headers)
    assert done["HX-Trigger"] == "agreement-noted"
    assert Agreement.objects.get().review == review
    assert Agreement.objects.get().folio in done.content.decode()


def test_what_is_wrong_stands_at_its_field(client, delegation, beto, olga):
    meeting = running(MeetingFactory())
    client.force_login(olga)
    here = reverse("meetings:agreement-new", args=[meeting.pk])
    for told, field in (
        ({"owner": "Nadie que exista"}, "owner"),
        ({"due_on": soon(-60)}, "due_on"),
        ({"place": "Marte"}, "place"),
        ({"case": "C-222222"}, "case"),
        ({"kind": "abasto_level", "threshold": "95"}, "place"),
        ({"kind": "abasto_level", "place": "Delegación Jalisco"}, "threshold"),
        ({"kind": "transfer_accepted", "transfer": "77"}, "transfer"),
        ({"kind": "order_received"}, "supply_order"),
        ({"kind": "order_received", "supply_order": "OS-DE-NADIE"}, "supply_order"),
        ({"kind": "post_filled", "place": "Delegación Jalisco"}, "role"),
    ):
        answer = client.post(here, typed(delegation, **told))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field], told
    outside = client.post(here, typed(delegation, owner="Distribuidora Uno", owner_organisation="Proveedor"))
    assert outside.status_code == 302
    assert Agreement.objects.get().owner_name == "Distribuidora Uno"


def test_a_supply_order_is_named_by_its_official_number(client, delegation, beto, olga):
    meeting = running(MeetingFactory())
    client.force_login(olga)
    SupplyOrderFactory(number="OS-77")
    here = reverse("meetings:agreement-new", args=[meeting.pk])
    assert client.post(here, typed(delegation, kind="order_received", supply_order=" os-77 ")).status_code == 302
    made = Agreement.objects.get()
    assert "La orden de suministro OS-77 llega completa." in client.get(made.get_absolute_url()).content.decode()
    again = client.get(reverse("meetings:agreement-change", args=[made.folio]))
    assert again.context["form"]["supply_order"].value() == "OS-77"


def test_a_second_secretary_is_told_and_loses_nothing(client, agreement, olga):
    client.force_login(olga)
    here = reverse("meetings:agreement-due", args=[agreement.folio])
    told = {"due_on": soon(12), "reason": "El camión sale tarde", "edition": agreement.edition}
    assert client.post(here, told).status_code == 302
    again = client.post(here, told | {"due_on": soon(13), "reason": "Y la segunda razón"})
    assert again.status_code == 422
    text = again.content.decode()
    assert "Olga" in text
    assert "Y la segunda razón" in text


def test_acts_of_the_secretary_through_their_forms(client, delegation, beto, hospital, ana, olga):
    agreement = AgreementFactory(owner_delegation=delegation, meeting=ended(MeetingFactory()))
    client.force_login(olga)

    def press(act: str, **told):
        agreement.refresh_from_db()
        here = reverse(f"meetings:agreement-{act}", args=[agreement.folio])
        assert client.get(here).status_code == 200
        assert client.post(here, {"edition": agreement.edition, **told}).status_code == 302, act
        agreement.refresh_from_db()

    press("progress", text="Ya salió la mitad")
    press("give", owner=f"Responsable de abasto de la unidad · {hospital.name} · {hospital.clues}")
    assert agreement.owner.person == ana
    press("change", text="Surtir todo", place=f"{hospital.name} · {hospital.clues}")
    assert (agreement.text, agreement.unit, agreement.delegation) == ("Surtir todo", hospital, None)
    press("fulfil", note="Se surtió", on=timezone.localdate().isoformat())
    press("reopen", reason="Volvió a faltar")
    press("cancel", reason="Se cambió el esquema")
    assert agreement.state == "cancelled"


def test_the_list_finds_filters_and_asks_no_more_for_more_rows(client, agreement, delegation, beto, olga):
    late = AgreementFactory(owner_delegation=delegation, state="broken", due_on=timezone.localdate() - timedelta(2))
    done = AgreementFactory(state="fulfilled", fulfilled_on=timezone.localdate(), text="Ya se hizo")
    client.force_login(beto)
    here = reverse("meetings:agreement-list")

    def folios(query: str = "") -> list[str]:
        return [row.folio for row in client.get(f"{here}?{query}").context["object_list"]]

    assert folios() == [late.folio, agreement.folio]
    assert folios("estado=vencidos") == [late.folio]
    assert folios("q=surtir+jal") == [late.folio, agreement.folio]
    assert folios("q=vincristina") == [late.folio, agreement.folio]
    assert folios(f"q={agreement.folio}") == [agreement.folio]
    assert folios("mios=si") == [late.folio, agreement.folio]
    assert folios(f"sesion={late.meeting_id}") == [late.folio]
    client.force_login(olga)
    assert folios("estado=fulfilled") == [done.folio]
    assert folios("mios=si") == []
    assert folios("delegacion=JAL") == [late.folio, agreement.folio]

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        return len(queries)

    first = asked()
    for _one in range(4):
        ConditionFactory(agreement=AgreementFactory())
    assert asked() <= first
    assert "text/csv" in client.get(f"{here}?formato=csv")["Content-Type"]


def test_history_reads_as_what_happened(client, agreement, olga):
    AgreementEventFactory(agreement=agreement, kind="carried", meeting=agreement.meeting, before="open")
    AgreementEventFactory(agreement=agreement, kind="reopened", before="fulfilled", after="open")
    client.force_login(olga)
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "Pasó a la sesión n.º 1" in page
    assert "Estaba cumplido y dejó de estarlo" in page


def test_the_board_counts_by_the_day_first_promised(client, delegation, other_delegation, beto, olga):
    today = timezone.localdate()

    def promised(at, days_ago: int, **more):
        day = today - timedelta(days=days_ago)
        AgreementFactory(owner_delegation=at, first_due_on=day, due_on=day, **more)

    promised(delegation, 10, state="fulfilled", fulfilled_on=today - timedelta(days=10))
    promised(delegation, 12, state="fulfilled", fulfilled_on=today - timedelta(days=11))
    promised(delegation, 9, state="broken")
    promised(delegation, 9, state="cancelled", closing_note="Ya no")
    promised(other_delegation, 8, state="fulfilled", fulfilled_on=today - timedelta(days=20))
    AgreementFactory(owner_delegation=delegation)
    client.force_login(olga)
    here = reverse("meetings:agreement-board")
    board = client.get(here).context["board"]
    assert (board.kept.due, board.kept.on_time, board.kept.later, board.kept.not_kept) == (4, 2, 1, 1)
    assert (board.pending, board.broken) == (2, 1)
    rows = {place.code: row for place, row in board.delegations}
    assert (rows["JAL"].kept.due, rows["JAL"].kept.on_time) == (3, 1)
    assert rows["BC"].kept.share == 100
    assert sum(kept.due for _day, kept in board.weeks) == 4
    table = client.get(f"{here}?tabla=delegaciones&formato=csv")
    assert "Jalisco" in b"".join(table).decode("utf-8-sig")
    client.force_login(beto)
    assert [place.code for place, _row in client.get(here).context["board"].delegations] == ["JAL"]


def test_long_tables_of_the_board_show_their_worst_and_the_way_to_the_rest(client, delegation, olga):
    yesterday = timezone.localdate() - timedelta(days=1)
    due = {"due_on": yesterday, "first_due_on": yesterday, "agreed_at": timezone.now() - timedelta(days=9)}
    meeting = MeetingFactory()
    for n in range(12):
        AgreementFactory(
            meeting=meeting, owner_role="", owner_delegation=None, delegation=delegation, owner_name=f"Fuera {n}",
            owner_organisation=f"Organización {n:02d}", **due,
        )  # fmt: skip
    client.force_login(olga)
    here = reverse("meetings:agreement-board")
    page = client.get(here)
    rows = {name: (len(shown), total) for _title, name, shown, total in page.context["tables"]}
    assert rows["responsables"] == (10, 12)
    assert "Organización 11" not in page.content.decode()
    assert "tabla=responsables#tabla-responsables" in page.content.decode()
    assert "Organización 11" in client.get(here, {"tabla": "responsables"}).content.decode()
    file = b"".join(client.get(here, {"tabla": "responsables", "formato": "csv"})).decode()
    assert file.count("Organización") == 12
