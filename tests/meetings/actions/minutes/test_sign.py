"""A signature freezes everything that the minutes tell; from then on nothing changes it, not even plain SQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from delegations.models import AuditEvent, Notification
from meetings.actions.figures import freeze_all
from meetings.actions.minutes import add_addendum, countersign, draft_minutes, sign_minutes, write_minutes
from meetings.actions.presence import say_naming_consent
from meetings.actions.reviews import write_review
from meetings.canonical import digest
from meetings.errors.minutes import (
    AlreadySigned,
    MinutesNotReady,
    MinutesNotSigned,
    NamesSomebody,
    NotYoursToKeep,
    NotYoursToSign,
    NoWords,
)
from meetings.errors.reviews import MinutesAreSigned
from meetings.minuting.chain import is_intact
from meetings.models import Attendance, Meeting, Minutes, Review, Signature, Snapshot
from pediatric_platform.errors.editing import StaleEdition
from supply.actions.ledger import AdjustLine, adjust
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week
from supply.weeks import IsoWeek
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    ReviewFactory,
    ended,
    running,
    signed,
)
from tests.factories.supply import AssortmentFactory
from tests.plugins.database import owner_rights


def fresh(minutes: Minutes) -> Minutes:
    return Minutes.objects.get(pk=minutes.pk)


def test_signed_minutes_hold_everything_with_its_print(minutes, held, olga):
    row = fresh(sign_minutes(minutes=minutes, edition=minutes.edition, by=olga))
    content = row.content
    assert row.sha256 == digest(content)
    assert content["folio"] == row.folio
    assert [part["key"] for part in content["sections"]] == [part["key"] for part in minutes.sections]
    snapshot = Snapshot.objects.get(meeting=held)
    review = content["reviews"][0]
    assert review["snapshot"]["id"] == snapshot.pk
    assert review["snapshot"]["sha256"] == snapshot.sha256
    assert review["snapshot"]["data"] == snapshot.data
    assert content["agreements"][0]["text"] == "Surtir la vincristina"
    signature = Signature.objects.get(minutes=row)
    assert (signature.person, signature.sha256, signature.post) == (olga, row.sha256, "Oficina central")
    event = AuditEvent.objects.get(type="minutes.signed")
    assert event.after["sha256"] == row.sha256


def test_a_relative_who_did_not_agree_is_frozen_as_initials(minutes, olga):
    row = fresh(sign_minutes(minutes=minutes, by=olga))
    assert "R. M. L." in [one["name"] for one in row.content["attendance"]]
    assert "Mendoza" not in str(row.content)
    assert "example.org" not in str(row.content["attendance"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_minutes SET family_text = 'otra cosa' WHERE id = %s",
        "UPDATE meetings_minutes SET content = '{}'::jsonb WHERE id = %s",
        "UPDATE meetings_minutes SET signed_at = NULL, signed_by_id = NULL, content = NULL, sha256 = '' WHERE id = %s",
        "DELETE FROM meetings_minutes WHERE id = %s",
        "TRUNCATE meetings_minutes CASCADE",
        "UPDATE meetings_signature SET name = 'Otra' WHERE minutes_id = %s",
        "DELETE FROM meetings_signature WHERE minutes_id = %s",
        "UPDATE meetings_attendance SET presence = 'absent' WHERE meeting_id = "
        "(SELECT meeting_id FROM meetings_minutes WHERE id = %s)",
        "UPDATE meetings_review SET comment = 'otra cosa' WHERE meeting_id = "
        "(SELECT meeting_id FROM meetings_minutes WHERE id = %s)",
        "DELETE FROM meetings_agendaitem WHERE meeting_id = (SELECT meeting_id FROM meetings_minutes WHERE id = %s)",
        "UPDATE meetings_snapshot SET data = '{}'::jsonb WHERE meeting_id = "
        "(SELECT meeting_id FROM meetings_minutes WHERE id = %s)",
    ],
)
def test_signed_minutes_cannot_be_changed_by_raw_sql_even_by_the_owner_of_the_tables(minutes, olga, statement):
    before = fresh(sign_minutes(minutes=minutes, by=olga))
    values = [minutes.pk] if "%s" in statement else []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with owner_rights(), pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    after = fresh(minutes)
    assert (after.content, after.sha256, after.signed_at) == (before.content, before.sha256, before.signed_at)
    assert is_intact(after, [])


def test_figures_in_signed_minutes_stay_when_the_ledger_is_corrected_later(
    delegation, hospital, pharmacy, vincristine, stocked, olga, ana
):
    """The same week, frozen again after a count found ten pieces less, reads otherwise; what was signed does not."""
    week = IsoWeek.of(pharmacy.today()).previous()
    AssortmentFactory(unit=hospital, drug=vincristine)

    def added_up() -> None:
        draft_week(delegation=delegation, week=week, now=timezone.now())
        aggregate_delegation_week(delegation=delegation, week=week)
        aggregate_country_week(week=week)

    def usable(data: dict) -> int:
        return data["abasto"]["conjunto"]["usable"]

    added_up()
    meeting = running(MeetingFactory())
    snapshot = freeze_all(meeting=meeting, by=olga)[delegation.code]
    assert usable(snapshot.data) == 30
    ReviewFactory(
        meeting=meeting, delegation=delegation, snapshot=snapshot, state="reviewed", verdict="good",
        reviewed_at=timezone.now(),
    )  # fmt: skip
    minutes = draft_minutes(meeting=ended(meeting), by=olga)
    row = fresh(sign_minutes(minutes=minutes, by=olga))

    line = AdjustLine(stocked["near"].pk, 10, "damage")
    adjust(place=pharmacy, lines=[line], key="later", by=ana, occurred_on=week.sunday)
    added_up()
    later = freeze_all(meeting=running(MeetingFactory()), by=olga)[delegation.code]
    assert usable(later.data) == 20

    again = fresh(minutes)
    figures = again.content["reviews"][0]["snapshot"]
    assert usable(figures["data"]) == 30
    assert digest(figures["data"]) == figures["sha256"] == Snapshot.objects.get(pk=snapshot.pk).sha256
    assert again.content == row.content
    assert is_intact(again, [])


def test_a_meeting_with_signed_minutes_is_not_reopened(minutes, held, olga):
    sign_minutes(minutes=minutes, by=olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=held.pk).update(state="running", closed_at=None)


class TestWhatStandsInTheWay:
    def refused(self, minutes: Minutes, olga) -> str:
        with pytest.raises(MinutesNotReady) as refusal:
            sign_minutes(minutes=fresh(minutes), by=olga)
        assert not fresh(minutes).is_signed
        return " ".join(refusal.value.missing)

    def test_a_childs_name_is_refused_and_nobody_is_told_whose(self, minutes, olga, nina):
        write_minutes(minutes=minutes, sections={"agenda": f"La mamá de nina {nina.first_surname} preguntó."}, by=olga)
        told = self.refused(minutes, olga)
        assert "«Orden del día» está el nombre de una niña o un niño" in told
        assert nina.first_surname not in told
        assert "Nina" not in told

    def test_a_childs_name_in_a_comment_of_a_review_is_refused(self, minutes, held, olga, nina):
        comment = f"Falta para {nina.first_surname.upper()} {nina.second_surname}, Nina Fernanda"
        Review.objects.filter(meeting=held, state="reviewed").update(comment=comment)
        draft_minutes(meeting=held, by=olga)
        assert "Revisión de Jalisco" in self.refused(minutes, olga)

    def test_a_childs_name_beside_a_relative_on_the_list_is_refused(self, minutes, held, olga, nina):
        Attendance.objects.filter(meeting=held, kind="family").update(post=f"Mamá de Nina {nina.first_surname}")
        draft_minutes(meeting=held, by=olga)
        told = self.refused(minutes, olga)
        assert "«Lista de asistencia» está el nombre de una niña o un niño" in told
        assert nina.first_surname not in told

    def test_a_relative_who_did_not_agree_is_refused_and_one_who_did_is_not(self, minutes, held, olga):
        write_minutes(minutes=minutes, sections={"agenda": "Rosa Mendoza pidió la palabra."}, by=olga)
        assert "familiar que no ha aceptado" in self.refused(minutes, olga)
        Attendance.objects.filter(meeting=held, kind="family").update(may_be_named=True)
        assert sign_minutes(minutes=fresh(minutes), by=olga).is_signed

    def test_a_doctor_called_as_a_child_is_may_be_named(self, minutes, olga, nina, hospital):
        doctor = PersonFactory(full_name=f"Nina {nina.first_surname} Duarte")
        PostingFactory(person=doctor, role="clinician", unit=hospital)
        write_minutes(minutes=minutes, sections={"agenda": f"Habló la Dra. {doctor.full_name}."}, by=olga)
        assert sign_minutes(minutes=fresh(minutes), by=olga).is_signed

    def test_a_curp_is_refused(self, minutes, olga):
        write_minutes(minutes=minutes, sections={"agenda": "Es GOMA160304HJCMRN09."}, by=olga)
        assert "CURP" in self.refused(minutes, olga)

    def test_what_changed_since_the_draft_is_told_until_it_is_drafted_again(self, minutes, held, olga):
        held.agenda.update(notes="Se dijo otra cosa.")
        assert "Los datos cambiaron desde que se redactó: Orden del día" in self.refused(minutes, olga)
        draft_minutes(meeting=held, by=olga)
        assert sign_minutes(minutes=fresh(minutes), by=olga).is_signed

    def test_a_running_meeting_pending_reviews_and_empty_texts(self, olga, delegation):
        meeting = running(MeetingFactory())
        meeting.reviews.create(delegation=delegation, position=1)
        minutes = draft_minutes(meeting=meeting, by=olga)
        write_minutes(minutes=minutes, sections={"agenda": ""}, by=olga)
        told = self.refused(minutes, olga)
        assert "La sesión aún no termina" in told
        assert "Queda 1 revisión sin estado" in told
        assert "Falta el texto de: Orden del día" in told

    def test_a_meeting_of_families_without_their_part(self, minutes, olga):
        write_minutes(minutes=minutes, sections={}, family_text="", by=olga)
        assert "Falta la parte para las familias." in self.refused(fresh(minutes), olga)

    def test_an_older_edition(self, minutes, olga):
        write_minutes(minutes=minutes, sections={"closing": "Otro cierre."}, by=olga)
        with pytest.raises(StaleEdition):
            sign_minutes(minutes=minutes, edition=minutes.edition, by=olga)

    def test_somebody_who_does_not_keep_minutes(self, minutes, beto):
        with pytest.raises(NotYoursToKeep):
            sign_minutes(minutes=minutes, by=beto)


def test_staff_who_were_called_and_relatives_are_told_each_of_their_own(minutes, olga, ana, rosa):
    sign_minutes(minutes=minutes, by=olga)
    told = dict(Notification.objects.filter(kind__startswith="minutes.").values_list("kind", "person"))
    assert told == {"minutes.signed": ana.pk, "minutes.for_families": rosa.pk}


class TestFurtherSignatures:
    def test_who_was_there_signs_too_and_once(self, minutes, olga, ana):
        sign_minutes(minutes=minutes, by=olga)
        row = countersign(minutes=minutes, by=ana)
        assert (row.name, row.sha256) == (ana.full_name, fresh(minutes).sha256)
        with pytest.raises(AlreadySigned):
            countersign(minutes=minutes, by=ana)

    def test_who_was_not_there_does_not(self, minutes, olga, beto, rosa):
        sign_minutes(minutes=minutes, by=olga)
        for person in (beto, rosa):
            with pytest.raises(NotYoursToSign):
                countersign(minutes=minutes, by=person)

    def test_before_the_first_signature_nobody_does(self, minutes, ana):
        with pytest.raises(MinutesNotSigned):
            countersign(minutes=minutes, by=ana)


class TestAddenda:
    def test_each_is_chained_to_the_one_before(self, minutes, olga):
        sign_minutes(minutes=minutes, by=olga)
        first = add_addendum(minutes=minutes, text="Donde dice ocho, léase nueve.", by=olga)
        second = add_addendum(minutes=minutes, text="Faltó un acuerdo.", by=olga)
        assert [first.number, second.number] == [1, 2]
        rows = list(fresh(minutes).addenda.all())
        assert is_intact(fresh(minutes), rows)
        assert not is_intact(fresh(minutes), rows[1:])
        rows[0].text = "Donde dice ocho, léase diez."
        assert not is_intact(fresh(minutes), rows)

    def test_no_words_no_signature_no_name_no_right(self, minutes, olga, beto, nina):
        with pytest.raises(MinutesNotSigned):
            add_addendum(minutes=minutes, text="Antes de firmar.", by=olga)
        sign_minutes(minutes=minutes, by=olga)
        with pytest.raises(NoWords):
            add_addendum(minutes=minutes, text="  \n", by=olga)
        with pytest.raises(NamesSomebody):
            add_addendum(minutes=minutes, text=f"Era para Nina {nina.first_surname}.", by=olga)
        with pytest.raises(NotYoursToKeep):
            add_addendum(minutes=minutes, text="Otra cosa.", by=beto)
        assert not fresh(minutes).addenda.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_attendance_while_it_is_signed_waits_and_is_refused(olga):
    """The line is not in what was frozen, so it must not be in the list either."""
    meeting = ended(MeetingFactory())
    minutes = draft_minutes(meeting=meeting, by=olga)

    def come() -> str:
        try:
            AttendanceFactory(meeting=meeting, person=None, name="Llegó tarde")
        except IntegrityError as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "written"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            sign_minutes(minutes=minutes, by=olga)
            late = pool.submit(come)
            with pytest.raises(TimeoutError):
                late.result(timeout=0.4)  # it waits for the signature
        assert "minutes of meeting" in late.result(timeout=5)
    assert not Attendance.objects.filter(name="Llegó tarde").exists()


def test_minutes_do_not_begin_signed(olga):
    row = MinutesFactory.build(meeting=MeetingFactory())
    row.content, row.sha256, row.signed_by = {}, digest({}), olga
    row.signed_at = row.drafted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_signing_and_drafting_at_once_wait_in_one_order(olga):
    """Both hold the meeting first: the other way round each would wait for what the other has."""
    meeting = ended(MeetingFactory())
    minutes = draft_minutes(meeting=meeting, by=olga)

    def sign() -> Minutes:
        try:
            return sign_minutes(minutes=minutes, by=olga)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
            waiting = pool.submit(sign)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.4)
            draft_minutes(meeting=meeting, by=olga)
        assert waiting.result(timeout=5).is_signed


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_a_review_while_it_is_signed_is_refused_in_words(olga, rosa):
    """Not by the database's own guard, which nobody could read."""
    meeting = ended(MeetingFactory())
    minutes, review = MinutesFactory(meeting=meeting), ReviewFactory(meeting=meeting)
    row = AttendanceFactory(meeting=meeting, person=rosa, name="Rosa Mendoza Luna", kind="family")

    def late() -> tuple[object, int]:
        try:
            with pytest.raises(MinutesAreSigned) as refused:
                write_review(review=review, comment="Tarde", by=olga)
            return refused.value, say_naming_consent(may_be_named=True, attendance=row, by=rosa)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
            waiting = pool.submit(late)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.4)
            signed(minutes, olga)
        assert waiting.result(timeout=5)[1] == 0
    assert not Attendance.objects.get(pk=row.pk).may_be_named


def test_a_proposal_that_nobody_took_is_not_in_the_minutes(held, olga, ana):
    AgendaItemFactory(meeting=held, title="Sin respuesta", is_proposed=True, added_by=ana)
    row = fresh(sign_minutes(minutes=draft_minutes(meeting=held, by=olga), by=olga))
    assert "Sin respuesta" not in str(row.content)


def test_signed_twice_over_the_api_is_a_conflict(minutes, olga):
    client = APIClient()
    client.force_authenticate(olga)
    address = f"/api/v1/minutes/{minutes.folio}/"
    assert client.post(f"{address}sign/", {"edition": minutes.edition}, format="json").status_code == 200
    answer = client.post(f"{address}sign/", {"edition": minutes.edition + 1}, format="json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "minutes_signed")
    assert client.post(f"{address}countersign/").status_code == 409


@pytest.mark.parametrize("table", ["attendance", "agendaitem", "review"])
def test_what_signed_minutes_tell_of_is_not_emptied_even_by_the_owner_of_the_tables(minutes, olga, table):
    sign_minutes(minutes=minutes, by=olga)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with owner_rights(), pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE meetings_{table} CASCADE")
    assert refused.value.__cause__.diag.constraint_name == "what_signed_minutes_tell_stays"
