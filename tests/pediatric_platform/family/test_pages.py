"""The family's pages: whose they are, what they say, what they keep of having said it."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.models import Child, Consent, Promise, Session, SessionMove
from tests.factories.children import ChildFactory, ConsentFactory, GuardianFactory, SessionFactory, relative_of
from tests.factories.delegations import PersonFactory

pytestmark = pytest.mark.django_db


def page(client: Client, person, path: str, status: int = 200, **more) -> str:
    client.force_login(person)
    answer = client.get(path, **more)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def of(child: Child, name: str = "child", *more) -> str:
    return reverse(f"pediatric:family-{name}", args=[child.folio, *more])


# --- Whose


@pytest.mark.parametrize("name", ["child", "history", "contacts", "calendar", "problem", "fever"])
def test_nobody_else_opens_a_childs_pages(client, name, nina, ana, carmen, admin, hospital):
    """Not staff, who have pages of their own; not another family of the same hospital."""
    neighbour = relative_of(ChildFactory(unit=hospital), email="vecina@example.org").person
    for person in (ana, carmen, admin, neighbour):
        page(client, person, of(nina, name), 404)
    client.logout()
    assert client.get(of(nina, name)).status_code == 302


def test_without_consent_nothing_is_there(client, nina, rosa):
    page(client, rosa, of(nina))
    Consent.objects.update(withdrawn_at=timezone.now())
    page(client, rosa, of(nina), 404)


def test_who_has_not_agreed_is_asked_on_the_first_page(client, nina):
    guardian = GuardianFactory(child=nina, person=PersonFactory(email="abuela@example.org"))
    text = page(client, guardian.person, "/mi-familia/")
    assert reverse("pediatric:family-consent", args=[guardian.pk]) in text
    ConsentFactory(guardian=guardian)
    client.force_login(guardian.person)
    assert client.get("/mi-familia/").url == of(nina)


def test_one_child_opens_at_once_and_so_does_home(client, nina, rosa):
    client.force_login(rosa)
    assert client.get("/").url == "/mi-familia/"
    assert client.get("/mi-familia/").url == of(nina)


def test_several_children_are_chosen_by_name_and_remembered(client, nina, rosa, hospital):
    brother = ChildFactory(unit=hospital, given_names="Leo Andrés")
    ConsentFactory(guardian=GuardianFactory(child=brother, person=rosa))
    text = page(client, rosa, "/mi-familia/")
    assert ">Leo<" in text
    assert ">Nina<" in text
    assert "Simulada" not in text  # no surname
    client.get(of(brother))
    assert client.get("/mi-familia/").url == of(brother)
    assert ">Nina<" in client.get("/mi-familia/?elegir=1").content.decode()


def test_a_grandmother_sees_the_same_child_with_her_own_mail(client, nina, rosa):
    grandmother = relative_of(nina, email="abuela@example.org", full_name="Elena").person
    page(client, grandmother, of(nina))
    assert Promise.objects.count() == 0


def test_a_relative_of_nobody_is_told_what_to_do(client, ana):
    assert "pida en su hospital" in page(client, ana, "/mi-familia/")


# --- What it says


def test_the_next_session_comes_first(client, nina, rosa, session, answer, phones):
    later = SessionFactory(plan=session.plan, cycle=2, on=session.on + timedelta(days=7))
    answer(session)
    answer(later, "uncovered")
    text = page(client, rosa, of(nina))
    assert text.index("Está todo para la sesión de mañana.") < text.index("Falta vincristina.")
    assert text.index("<h1") < text.index("Mañana, ") < text.index("Está todo para")


def test_missing_shows_whom_to_call_with_the_first_telephone(client, nina, rosa, session, answer, phones):
    answer(session, "uncovered")
    text = page(client, rosa, of(nina))
    first = text[text.index('class="first"') : text.index('class="acts"')]
    assert "Falta vincristina. Lo resuelve Ana del Hospital, 33 1000 0000." in first
    assert first.count("tel:") == 1
    assert 'href="tel:3310000000"' in first
    assert "is-missing" in first
    assert "■" in first


def test_complete_offers_one_telephone_of_who_treats_the_child(client, nina, rosa, session, answer, phones):
    answer(session)
    text = page(client, rosa, of(nina))
    first = text[text.index('class="first"') : text.index('class="acts"')]
    assert first.count("tel:") == 1
    assert 'href="tel:3320000000"' in first


def test_no_diagnosis_no_strength_no_surname(client, nina, rosa, session, answer):
    answer(session, "uncovered")
    text = page(client, rosa, of(nina)) + page(client, rosa, of(nina, "history"))
    for word in ("leucemia", "Leucemia", nina.diagnosis.name, "LLA", "Inducción", nina.first_surname, " mg", "010.000"):
        assert word not in text, word


def test_old_data_say_how_old(client, nina, rosa, session, answer, monkeypatch):
    answer(session)
    long_ago = timezone.now() - timedelta(days=5)
    monkeypatch.setattr("supply.selectors.coverage.data_at", lambda units: dict.fromkeys(units, long_ago))
    text = page(client, rosa, of(nina))
    assert "No sabemos si está todo. Lo último que nos dijo el hospital es de hace 5 días." in text
    assert Promise.objects.get().answer == "unknown"


def test_a_session_that_moved_says_so(client, nina, rosa, session, answer):
    answer(session)
    SessionMove.objects.create(
        session=session, moved_from=session.on - timedelta(days=5), moved_to=session.on, reason="fever", note="secreto"
    )
    text = page(client, rosa, of(nina))
    assert "Cambió de día: antes era" in text
    assert "Fue por fiebre" in text
    assert "secreto" not in text


def test_a_plan_that_was_stopped_is_paused(client, nina, rosa, session):
    Session.objects.update(state="cancelled", state_reason="x")
    plan = session.plan
    type(plan).objects.update(state="stopped", state_reason="x", ended_on=timezone.localdate())
    assert "El tratamiento está en pausa." in page(client, rosa, of(nina))


@pytest.mark.parametrize(
    ("state", "words"), [("finished", "ya terminó su tratamiento"), ("abandoned", "Puede volver cuando quiera")]
)
def test_a_child_out_of_treatment(client, nina, rosa, session, answer, state, words):
    answer(session)
    Child.objects.filter(pk=nina.pk).update(state=state, state_on=timezone.localdate())
    text = page(client, rosa, of(nina))
    assert words in text
    assert "Está todo" not in text


def test_a_child_who_died_has_a_quiet_page(client, nina, rosa, session, answer, phones):
    answer(session, "uncovered")
    Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=timezone.localdate())
    text = page(client, rosa, of(nina))
    assert "Sentimos mucho la muerte de Nina." in text
    for word in ("Falta", "fiebre", "Está todo", "Avisar", "correo", "próxima"):
        assert word not in text.replace("ni manda correos", ""), word
    for name in ("problem", "fever", "calendar"):
        page(client, rosa, of(nina, name), 404)
    assert Promise.objects.count() == 0


@pytest.mark.parametrize("state", ["finished", "abandoned", "deceased"])
def test_history_of_who_left_treatment_holds_no_day_after_that(client, nina, rosa, session, state):
    today = nina.unit.today()
    before = SessionFactory(plan=session.plan, day=1, on=today - timedelta(days=9))
    Session.objects.filter(pk=session.pk).update(on=today - timedelta(days=2))
    Child.objects.filter(pk=nina.pk).update(state=state, state_on=today - timedelta(days=5))
    client.force_login(rosa)
    days = client.get(reverse("pediatric:family-history", args=[nina.folio])).context["days"]
    assert [day.session for day in days] == [before]


def test_history_tells_what_was_given(client, nina, rosa, session):
    day = timezone.localdate() - timedelta(days=3)
    Session.objects.update(on=day, state="given", given_on=day, recorded_at=timezone.now())
    assert "La sesión ya se dio" in page(client, rosa, of(nina, "history"))


def test_contacts_name_who_treats_and_who_solves(client, nina, rosa, phones, beto):
    beto.postings.update(office_phone="33 3000 0000")
    text = page(client, rosa, of(nina, "contacts"))
    assert text.index("33 2000 0000") < text.index("33 1000 0000") < text.index("33 3000 0000")


# --- What it keeps


def test_opening_is_written_down_and_so_is_what_was_shown(client, nina, rosa, session, answer):
    package = answer(session, "incoming")
    page(client, rosa, of(nina))
    event = AuditEvent.objects.get(type="family_page.read")
    assert (event.by_id, event.target_id) == (rosa.pk, str(nina.pk))
    row = Promise.objects.get()
    assert (row.person, row.session, row.channel, row.answer) == (rosa, session, "page", "incoming")
    assert (row.needed_on, row.expected_on) == (session.on, package.expected_on)
    assert row.data_at is not None


def test_far_sessions_are_no_promises(client, nina, rosa, session, answer):
    far = SessionFactory(plan=session.plan, cycle=3, on=nina.unit.today() + timedelta(days=40))
    answer(far, "unknown", computed_at=None)
    answer(session)
    text = page(client, rosa, of(nina))
    assert "Le diremos si está todo a partir del" in text
    assert Promise.objects.get().session == session


# Who asks and for whom, the page, its answers, the child's cases, the trail, the promises: however many sessions.
QUERIES = 23


def test_queries_do_not_grow_with_the_sessions(client, nina, rosa, session, answer, phones, django_assert_num_queries):
    answer(session, "uncovered")
    client.force_login(rosa)
    client.get(of(nina))
    for day in range(2, 25):
        answer(SessionFactory(plan=session.plan, cycle=day, on=session.on + timedelta(days=day)), "uncovered")
    with django_assert_num_queries(QUERIES):
        client.get(of(nina))


# --- A borrowed telephone


def test_a_borrowed_phone_forgets_with_the_browser_and_when_left_alone(client, nina, rosa, monkeypatch):
    client.force_login(rosa)
    client.post("/mi-familia/telefono-prestado/")
    client.get(of(nina))
    assert client.session.get_expire_at_browser_close()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 9 * 60)
    assert client.get(of(nina)).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 18 * 60)
    assert client.get(of(nina)).status_code == 200  # in use, it goes on
    monkeypatch.setattr(time, "time", lambda: now + 29 * 60)
    answer = client.get(of(nina))
    assert answer.status_code == 302
    assert answer.url.startswith("/entrar/")
    assert "_auth_user_id" not in client.session


def test_ones_own_phone_stays(client, nina, rosa, monkeypatch):
    client.force_login(rosa)
    client.get(of(nina))
    assert not client.session.get_expire_at_browser_close()


def test_the_guides_for_families_are_one_tap_away(client, nina, rosa):
    assert f'href="{reverse("pediatric:guide-public-list")}"' in page(client, rosa, of(nina))
