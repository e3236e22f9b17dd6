"""The public pages as a stranger walks them: nothing typed is lost, nothing stays, nobody's account is told."""

from __future__ import annotations

import uuid

import pytest
from celery import current_app
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from delegations.models import AuditEvent
from delegations.selectors.links import fingerprint
from pediatric_platform.actions.cases import claim_solved, write_note
from pediatric_platform.actions.public_cases.drafts import PER_ADDRESS, TRIES
from pediatric_platform.models import Case, CaseDraft, CaseEvent, CaseFollower, CaseState
from pediatric_platform.public_cases import tasks
from tests.pediatric_platform.public_cases.conftest import WORDS, jpeg, sent_code

pytestmark = pytest.mark.django_db

TELL, CASE = "/avisar/", "/avisar/mi-aviso/"


def told(client: Client, typed: dict) -> str:
    """The form sent: where it leads."""
    answer = client.post(TELL, typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def followed(client: Client, typed: dict) -> Case:
    """Told and confirmed: this browser has the case's page open."""
    answer = client.post(told(client, typed), {"code": sent_code()})
    assert answer.url == CASE
    return Case.objects.get()


def test_from_the_form_to_the_folio(client, typed, ana):
    assert "Avise que falta una medicina" in client.get(TELL).content.decode()
    where = told(client, typed)
    page = client.get(where).content.decode()
    assert "l…@example.org" in page
    assert "lucia@" not in page
    assert WORDS not in page
    assert "Su aviso aún no llega al hospital." in page
    assert not Case.objects.exists()
    answer = client.post(where, {"code": sent_code()}, follow=True)
    case = Case.objects.get()
    page = answer.content.decode()
    assert case.folio in page
    assert "Falta vincristina. Lo resuelve Ana del Hospital, 33 1000 0000." in page
    assert 'href="tel:3310000000"' in page
    # The same press again leads to the same place.
    assert client.post(where, {"code": sent_code()}).url == CASE
    assert Case.objects.count() == 1


def test_from_a_hospitals_poster_the_hospital_is_chosen(client, hospital, other_hospital):
    page = client.get(f"{TELL}?hospital={hospital.clues.lower()}").content.decode()
    assert f'name="unit" value="{hospital.clues}"' in page
    assert other_hospital.name not in page
    assert other_hospital.name in client.get(f"{TELL}?hospital=XX").content.decode()


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("unit", "", "Elija en qué hospital pasó."),
        ("unit", "XXIMS000001", "Falta el hospital."),
        ("kind", "", "Elija una."),
        ("text", " ", "Escriba qué pasó."),
        ("email", "lucia", "Póngalo así: ana@correo.mx."),
        ("phone", "55", "Escriba los 10 números"),
        ("needed_on", "2199-01-01", "Esa fecha no puede ser."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(client, typed, name, wrong, words):
    page = client.post(TELL, typed | {name: wrong}).content.decode()
    assert words in page
    kept = {key: value for key, value in typed.items() if value and key not in {name, "unit"}}
    for value in kept.values():
        assert str(value) in page, value
    assert not mail.outbox
    assert not CaseDraft.objects.exists()


def test_a_photo_is_there_again_where_something_else_was_wrong(client, typed):
    photo = SimpleUploadedFile("receta.jpg", jpeg(), "image/jpeg")
    answer = client.post(TELL, typed | {"email": "lucia", "photo": photo})
    page = answer.content.decode()
    assert "Su foto ya está guardada." in page
    kept = answer.context["form"]["kept"].value()
    case = followed(client, typed | {"kept": kept})
    assert case.attachments.count() == 1


def test_a_photo_that_was_kept_is_taken_by_nobody_who_makes_up_its_name(client, typed):
    photo = SimpleUploadedFile("receta.jpg", jpeg(), "image/jpeg")
    client.post(TELL, typed | {"email": "lucia", "photo": photo})
    waiting = CaseDraft.objects.get()
    case = followed(client, typed | {"kept": str(waiting.pk)})
    assert not case.attachments.exists()


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"GIF89a", b"\xff\xd8\xff garbage"])
def test_a_file_that_is_no_picture_is_refused_with_its_remedy_and_the_words_stay(client, typed, content):
    page = client.post(TELL, typed | {"photo": SimpleUploadedFile("x.jpg", content, "image/jpeg")}).content.decode()
    assert "has-error" in page
    assert WORDS in page
    assert not CaseDraft.objects.exists()


def test_the_line_for_programs_is_told_to_a_person_who_filled_it(client, typed):
    page = client.post(TELL, typed | {"empty": "https://spam.example"}).content.decode()
    assert "Deje vacía esta línea y mande otra vez." in page
    assert WORDS in page
    assert 'class="nobody"' not in page
    assert not mail.outbox
    assert 'class="nobody" aria-hidden="true"' in client.get(TELL).content.decode()


def test_an_address_with_an_account_is_answered_like_any_other(client, typed, rosa, ana):
    pages = []
    for email in ("nadie@example.org", rosa.email, ana.email):
        page = client.get(told(client, typed | {"email": email})).content.decode()
        pages.append(page.replace(f"{email[0]}…", "x…"))
    shape = [page[page.index("<h1") : page.index("<form")] for page in pages]
    assert shape[0] == shape[1] == shape[2]
    bodies = {letter.body.replace(code, "") for letter in mail.outbox for code in [letter.body.split("\n\n")[1]]}
    assert len(bodies) == 1


def test_too_many_codes_are_refused_with_everything_typed_still_there(client, typed):
    for number in range(PER_ADDRESS):
        told(client, typed | {"key": uuid.uuid4().hex, "text": f"{WORDS} {number}"})
    page = client.post(TELL, typed | {"key": uuid.uuid4().hex}).content.decode()
    assert "Ya se pidieron muchos códigos" in page
    assert WORDS in page


def test_wrong_codes_run_out_and_another_is_sent_without_writing_it_again(client, typed):
    where = told(client, typed)
    for _try in range(TRIES):
        page = client.post(where, {"code": "1"}).content.decode()
    assert "Pida otro abajo: lo que escribió sigue aquí." in page
    answer = client.post(where, {"hacer": "otro", "email": "lucia.perez@example.org"})
    assert answer.status_code == 302
    assert client.post(answer.url, {"code": sent_code()}).url == CASE
    assert Case.objects.get().followers.get().contact_email == "lucia.perez@example.org"


def test_only_the_browser_that_wrote_it_sends_it_elsewhere_or_takes_it_back(client, typed):
    """Whoever comes upon the address of the page has no more than a place to type a code."""
    where, stranger = told(client, typed), Client()
    page = stranger.get(where).content.decode()
    assert "Mandar otro código" not in page
    assert "Borrar lo que escribí" not in page
    for act in ({"hacer": "otro", "email": "mala@example.org"}, {"hacer": "borrar"}):
        assert stranger.post(where, act).status_code == 404
    assert len(mail.outbox) == 1
    assert CaseDraft.objects.get().facts


def test_taken_back_it_is_gone(client, typed):
    where = told(client, typed)
    assert client.post(where, {"hacer": "borrar"}).url == TELL
    assert not CaseDraft.objects.get().facts
    assert client.get(where).status_code == 410
    assert client.post(where, {"code": sent_code()}).status_code == 410


def test_ended_used_up_and_never_there_are_told_alike(client, typed):
    where = told(client, typed)
    CaseDraft.objects.update(made_at=timezone.now() - timezone.timedelta(hours=2), ends_at=timezone.now())
    pages = [client.get(path) for path in (where, f"/avisar/codigo/{uuid.uuid4()}/")]
    assert [page.status_code for page in pages] == [410, 410]
    bodies = [page.content.decode() for page in pages]
    assert bodies[0][bodies[0].index("<h1") :] == bodies[1][bodies[1].index("<h1") :]


# --- Behind the secret link


def link() -> str:
    """The path of the link in the mail of the folio."""
    (url,) = [word for word in mail.outbox[-1].body.split() if "/avisar/seguir/" in word]
    return url[url.index("/avisar/") :]


@pytest.fixture
def queued(monkeypatch) -> list[tuple[str, list]]:
    """What is handed to the workers, instead of handing it over."""
    sent: list[tuple[str, list]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args=(), **_more: sent.append((name, list(args))))
    return sent


@pytest.fixture
def case(client, typed, queued, django_capture_on_commit_callbacks) -> Case:
    """Told and confirmed, and the worker has written."""
    with django_capture_on_commit_callbacks(execute=True):
        case = followed(client, typed)
    ((_name, arguments),) = [task for task in queued if task[0].endswith("write_folio")]
    tasks.write_folio(*arguments)
    queued.clear()
    return case


def test_news_within_minutes_are_one_mail_with_a_link_that_opens(case, ana, queued, django_capture_on_commit_callbacks):
    for text in ("Ya la pedí", "Llega mañana"):
        with django_capture_on_commit_callbacks(execute=True):
            write_note(case=case, text=text, for_family=True, by=ana)
    mine = [task for task in queued if task[0].endswith("write_news")]
    assert mine == [("pediatric_platform.public_cases.tasks.write_news", [case.followers.get().pk])]
    tasks.write_news(*mine[0][1])
    assert mail.outbox[-1].to == ["lucia@example.org"]
    assert "Llega mañana" not in mail.outbox[-1].body
    assert Client().get(link()).url == CASE
    with django_capture_on_commit_callbacks(execute=True):
        write_note(case=case, text="Ya está", for_family=True, by=ana)
    assert len([task for task in queued if task[0].endswith("write_news")]) == 2


def test_who_left_is_not_written_to(case):
    sent = len(mail.outbox)
    CaseFollower.objects.update(left_at=timezone.now(), left_reason="x")
    tasks.write_news(CaseFollower.objects.get().pk)
    assert len(mail.outbox) == sent


def test_after_a_change_of_key_the_next_mail_has_a_new_link(case):
    CaseFollower.objects.update(token_hash=fingerprint("of another key"))
    tasks.write_news(CaseFollower.objects.get().pk)
    browser = Client()
    browser.get(link())
    assert case.folio in browser.get(CASE).content.decode()


def test_the_mail_opens_the_page_on_another_telephone_and_leaves_no_secret_in_the_address(case):
    browser = Client()
    answer = browser.get(link())
    assert (answer.status_code, answer.url) == (302, CASE)
    page = browser.get(CASE)
    assert case.folio in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def closed(client: Client, case: Case) -> None:
    page = client.get(CASE).content.decode()
    assert "Aquí no hay un aviso abierto." in page
    assert case.folio not in page


def test_a_secret_that_opens_nothing_says_so_and_closes_what_was_open(client, case):
    assert case.folio in client.get(CASE).content.decode()
    client.get("/avisar/seguir/" + "0" * 64 + "/")
    closed(client, case)


def test_on_a_borrowed_telephone_it_is_closed_by_one_press(client, case):
    client.post(CASE, {"hacer": "cerrar"})
    closed(client, case)


def test_opening_leaves_a_trace(client, case):
    client.get(CASE)
    assert AuditEvent.objects.filter(type="case_link.read", target_id=str(case.pk)).exists()


def test_no_word_of_the_story_and_nothing_of_a_child_stands_there(client, case):
    page = client.get(CASE).content.decode()
    assert case.folio in page
    for word in (WORDS, "Lucía", "lucia@", "5678"):
        assert word not in page


def test_messages_to_the_family_are_read_and_notes_are_not(client, case, ana):
    write_note(case=case, text="Interno: revisar almacén", by=ana)
    write_note(case=case, text="Venga mañana a las 8", for_family=True, by=ana)
    page = client.get(CASE).content.decode()
    assert "Ana del Hospital le escribió:" in page
    assert "Venga mañana a las 8" in page
    assert "Interno" not in page


def test_what_is_written_arrives_once(client, case):
    body = {"hacer": "escribir", "aviso": case.folio, "key": "a1", "text": "¿Ya llegó?"}
    for _twice in range(2):
        assert client.post(CASE, body).status_code == 302
    assert CaseEvent.objects.filter(case=case, kind="reply").count() == 1
    assert "¿Ya llegó?" in client.get(CASE).content.decode()


def test_an_empty_reply_is_said_beside_the_field(client, case):
    page = client.post(CASE, {"hacer": "escribir", "aviso": case.folio, "key": "a1", "text": " "}).content.decode()
    assert "Escriba algo antes de mandarlo." in page


def test_solved_asks_and_not_yet_opens_it_again(client, case, ana):
    claim_solved(case=case, solution="Llegó hoy", edition=Case.objects.get().edition, by=ana)
    page = client.get(CASE).content.decode()
    assert "¿Ya se lo dieron?" in page
    assert "«Llegó hoy»" in page
    for _twice in range(2):
        client.post(CASE, {"hacer": "no", "aviso": case.folio, "text": "Fui y no hay"})
    case.refresh_from_db()
    assert case.state == CaseState.IN_PROGRESS
    assert CaseEvent.objects.filter(case=case, kind="disputed").count() == 1


def test_yes_confirms_it_and_it_can_be_opened_again(client, case, ana):
    claim_solved(case=case, solution="Llegó hoy", edition=Case.objects.get().edition, by=ana)
    for _twice in range(2):
        client.post(CASE, {"hacer": "si", "aviso": case.folio})
    case.refresh_from_db()
    assert case.state == CaseState.CONFIRMED
    assert "Ya está resuelto. Usted nos lo dijo, hoy." in client.get(CASE).content.decode()
    for _twice in range(2):
        client.post(CASE, {"hacer": "abrir", "aviso": case.folio, "text": ""})
    case.refresh_from_db()
    assert (case.state, case.reopenings) == (CaseState.OPEN, 1)


def test_a_photo_sent_later_is_kept_clean(client, case):
    for _twice in range(2):
        photo = SimpleUploadedFile("r.jpg", jpeg(), "image/jpeg")
        assert client.post(CASE, {"hacer": "foto", "aviso": case.folio, "photo": photo}).status_code == 302
    assert case.attachments.get().from_family
    bad = SimpleUploadedFile("r.jpg", b"MZ", "image/jpeg")
    page = client.post(CASE, {"hacer": "foto", "aviso": case.folio, "photo": bad}).content.decode()
    assert "JPG o PNG" in page


def test_what_was_pressed_on_another_cases_page_does_nothing_here(client, case):
    client.post(CASE, {"hacer": "escribir", "aviso": "C-22222222", "key": "a", "text": "hola"})
    assert not CaseEvent.objects.filter(kind="reply").exists()
