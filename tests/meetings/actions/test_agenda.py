"""The agenda builds itself and people shape it; nothing that they did is undone by the next night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import AuditEvent, Delegation, Notification, Person, Place, Unit
from delegations.notify import inbox_line
from meetings.actions.agenda import (
    accept_item,
    add_item,
    build_agenda,
    build_agendas,
    change_item,
    drop_item,
    move_item,
    note_item,
    propose_item,
    put_back,
)
from meetings.actions.agenda import build as building
from meetings.agenda.cases import at_the_session
from meetings.errors.agenda import (
    AgendaHasBegun,
    AgendaHasNotBegun,
    MatterIncomplete,
    MatterIsTheData,
    MatterNamesSomebody,
    MeetingIsOver,
    NotesAreSigned,
    NotOnTheAgenda,
    NotProposed,
    NotYoursToKeep,
    TooManyProposals,
    UnknownWay,
)
from meetings.models import AgendaItem, Meeting, Series
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import Case, CaseEvent, Child, Level
from tests.factories.cases import CaseFactory
from tests.factories.children import ChildFactory
from tests.factories.meetings import (
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    ended,
    running,
    signed,
)
from tests.factories.purchasing import SupplyOrderFactory
from tests.factories.recalls import RecallHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    """Tomorrow's, after one a week ago."""
    before = ended(MeetingFactory(starts_at=timezone.now() - timedelta(days=6)))
    made: Meeting = MeetingFactory(series=before.series)
    return made


@pytest.fixture
def escalated(hospital: Unit) -> Case:
    case: Case = CaseFactory(
        unit=hospital, level=Level.SESSION, agenda_on=timezone.localdate(), needed_on=timezone.localdate()
    )
    return case


def kinds(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).standing().values_list("kind", flat=True))


def titles(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).standing().values_list("title", flat=True))


def test_what_the_data_hold_puts_itself_on_the_agenda_in_its_order(
    meeting: Meeting, escalated: Case, delegation: Delegation, olga: Person
) -> None:
    late = AgreementFactory(
        meeting=Meeting.objects.get(series=meeting.series, number=1), delegation=delegation, text="Surtir vincristina",
        due_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    build_agenda(meeting=meeting, by=olga)

    assert kinds(meeting) == ["opening", "agreements", "cases", "delegations", "network", "review"]
    of_cases = AgendaItem.objects.get(meeting=meeting, kind="cases")
    [line] = of_cases.data["lines"]
    assert (of_cases.data["n"], line["unit"], line["delegation"]) == (1, "JCIMS000001", "JAL")
    assert escalated.folio in line["text"]
    assert line["href"] == f"/casos/{escalated.folio}/"
    assert of_cases.as_of is not None
    [told] = AgendaItem.objects.get(meeting=meeting, kind="agreements").data["lines"]
    assert late.folio in told["text"]
    assert "Surtir vincristina" in told["text"]
    assert told["delegation"] == "JAL"
    # The review takes what the others leave of the two hours.
    spent = dict(AgendaItem.objects.filter(meeting=meeting).values_list("kind", "minutes"))
    assert spent["review"] == meeting.minutes - sum(n for kind, n in spent.items() if kind != "review")


def test_what_suppliers_owe_and_recalls_nobody_answered_put_themselves_on_the_agenda(
    meeting: Meeting, pharmacy: Place, beto: Person
) -> None:
    today = timezone.localdate()
    days = {"issued_on": today - timedelta(days=40), "place": pharmacy}
    SupplyOrderFactory(deadline_on=today - timedelta(days=12), packs=10, **days)
    SupplyOrderFactory(deadline_on=today + timedelta(days=1), **days)
    RecallHoldingFactory(place=pharmacy, deadline_at=timezone.now() - timedelta(hours=1), pieces=5)
    build_agenda(meeting=meeting)

    assert kinds(meeting) == ["opening", "recalls", "delegations", "fill_rate", "network", "review"]
    owed = AgendaItem.objects.get(meeting=meeting, kind="fill_rate")
    assert "llegó el 0 % de sus envases" in owed.body
    assert "Hay 1 orden tarde" in owed.body
    assert owed.data["n"] == 1
    of_supplier, of_delegation = owed.data["lines"]
    assert "12 días la más atrasada" in of_supplier["value"]
    assert of_supplier["delegation"] == ""
    assert (of_delegation["text"], of_delegation["delegation"]) == (pharmacy.unit.delegation.name, "JAL")
    [unanswered] = AgendaItem.objects.get(meeting=meeting, kind="recalls").data["lines"]
    assert unanswered["text"].startswith("RS-")
    assert (unanswered["unit"], unanswered["delegation"]) == ("JCIMS000001", "JAL")


def test_words_that_end_in_a_stop_lose_it_where_the_line_goes_on(meeting: Meeting, delegation: Delegation) -> None:
    AgreementFactory(
        meeting=Meeting.objects.get(series=meeting.series, number=1), delegation=delegation,
        text="Surtir en\nTorreón. ", due_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    build_agenda(meeting=meeting)
    [told] = AgendaItem.objects.get(meeting=meeting, kind="agreements").data["lines"]
    assert " · Surtir en Torreón · Responsable" in told["text"]


def test_cases_of_a_past_session_are_those_that_stood_there_then(escalated: Case, hospital: Unit) -> None:
    now = timezone.now()
    week, session = timedelta(days=7), {"level": Level.SESSION, "agenda_on": timezone.localdate()}
    Case.objects.filter(pk=escalated.pk).update(opened_at=now - 3 * week)
    climbed = CaseFactory(unit=hospital, opened_at=now - 3 * week, **session)
    CaseEvent.objects.create(case=climbed, kind="escalated", at=now - timedelta(days=1), data={"from": 3, "to": 4})
    solved = CaseFactory(unit=hospital, opened_at=now - 3 * week, **session)
    Case.objects.filter(pk=solved.pk).update(
        state="solved", solved_at=now - timedelta(days=2), solution="Llegó", deadline_at=now
    )
    CaseFactory(unit=hospital, opened_at=now, **session)

    def folios(at: datetime) -> set[object]:
        return {row[0] for row in at_the_session(at)}

    assert folios(now - 4 * week) == set()
    assert folios(now - week) == {escalated.folio, solved.folio}
    assert len(folios(now + timedelta(hours=1))) == 3
    assert solved.folio not in folios(now)


def test_a_series_without_reviews_has_none_on_its_agenda(meeting: Meeting) -> None:
    Series.objects.filter(pk=meeting.series_id).update(has_reviews=False)
    build_agenda(meeting=meeting)
    assert "review" not in kinds(meeting)


def test_built_again_it_renews_the_data_and_keeps_what_people_did(
    meeting: Meeting, escalated: Case, olga: Person
) -> None:
    build_agenda(meeting=meeting)
    by_kind = {row.kind: row for row in AgendaItem.objects.filter(meeting=meeting)}
    move_item(item=by_kind["cases"], to="first", by=olga)
    change_item(item=by_kind["cases"], minutes=33, by=olga)
    drop_item(item=by_kind["network"], by=olga)
    own = add_item(meeting=meeting, title="Informe de la Secretaría", minutes=7, by=olga)
    move_item(item=own, to="up", by=olga)
    before = kinds(meeting)
    second = CaseFactory(unit=escalated.unit, level=Level.SESSION, agenda_on=timezone.localdate())

    build_agenda(meeting=meeting)

    assert kinds(meeting) == before
    assert before[0] == "cases"
    of_cases = AgendaItem.objects.get(meeting=meeting, kind="cases")
    assert (of_cases.minutes, of_cases.data["n"]) == (33, 2)
    assert any(second.folio in line["text"] for line in of_cases.data["lines"])
    assert AgendaItem.objects.get(meeting=meeting, kind="network").is_dropped
    rows = list(AgendaItem.objects.filter(meeting=meeting).values())
    build_agenda(meeting=meeting)
    again = list(AgendaItem.objects.filter(meeting=meeting).values())
    assert [{**row, "as_of": 0} for row in again] == [{**row, "as_of": 0} for row in rows]


def test_a_matter_of_which_nothing_is_left_goes_unless_somebody_changed_it(
    meeting: Meeting, escalated: Case, olga: Person
) -> None:
    build_agenda(meeting=meeting)
    Case.objects.filter(pk=escalated.pk).update(level=Level.CENTRAL, agenda_on=None)
    build_agenda(meeting=meeting)
    assert "cases" not in kinds(meeting)

    Case.objects.filter(pk=escalated.pk).update(level=Level.SESSION, agenda_on=timezone.localdate())
    build_agenda(meeting=meeting)
    assert kinds(meeting).index("cases") == 1  # where its kind belongs, after the opening
    change_item(item=AgendaItem.objects.get(meeting=meeting, kind="cases"), minutes=9, by=olga)
    Case.objects.filter(pk=escalated.pk).update(level=Level.CENTRAL, agenda_on=None)
    build_agenda(meeting=meeting)
    kept = AgendaItem.objects.get(meeting=meeting, kind="cases")
    assert (kept.minutes, kept.data) == (9, {"lines": [], "n": 0, "more": 0})


def test_once_the_meeting_began_the_data_stay_as_it_was_called_with(meeting: Meeting, escalated: Case) -> None:
    build_agenda(meeting=meeting)
    running(meeting)
    with pytest.raises(AgendaHasBegun):
        build_agenda(meeting=meeting)
    with pytest.raises(MeetingIsOver):
        build_agenda(meeting=ended(meeting))
    assert "cases" in kinds(meeting)


def test_more_cases_and_places_ask_no_more_questions(meeting: Meeting, escalated: Case) -> None:
    build_agenda(meeting=meeting)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            build_agenda(meeting=meeting)
        return len(captured)

    first = asked()
    for _index in range(5):
        CaseFactory(level=Level.SESSION, agenda_on=timezone.localdate())
    assert asked() == first <= 55


def test_the_night_builds_what_comes_within_two_weeks_and_has_not_begun(meeting: Meeting) -> None:
    far = MeetingFactory(series=meeting.series, starts_at=timezone.now() + timedelta(days=30))
    now = running(MeetingFactory())
    assert build_agendas() == 1
    assert kinds(meeting)
    assert not AgendaItem.objects.filter(meeting__in=(far, now)).exists()


def test_an_agenda_that_cannot_be_built_keeps_no_other_from_its_own(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = MeetingFactory(starts_at=timezone.now() + timedelta(minutes=30))
    matters_of = building.matters_of

    def found(one: Meeting, *told: Any) -> Any:
        if one == broken:
            raise RuntimeError("no figures")
        return matters_of(one, *told)

    monkeypatch.setattr(building, "matters_of", found)
    with pytest.raises(RuntimeError):
        build_agendas()
    assert kinds(meeting)


def test_a_relative_cannot_ask_who_else_is_treated_and_what_names_a_child_goes_nowhere(
    meeting: Meeting, rosa: Person, olga: Person, hospital: Unit
) -> None:
    ChildFactory(unit=hospital, given_names="Ximena", first_surname="Arizpe", second_surname="Tello")
    AttendanceFactory(meeting=meeting, person=rosa, kind="family", name="Rosa")
    Meeting.objects.filter(pk=meeting.pk).update(secretary=olga)
    for name in ("Ximena Arizpe", "Ximena Nadie"):
        item = propose_item(meeting=meeting, title=f"El caso de {name}", by=rosa)
        assert item.is_proposed
    item = AgendaItem.objects.get(title__contains="Arizpe")
    with pytest.raises(MatterNamesSomebody):
        accept_item(item=item, by=olga)
    drop_item(item=item, by=olga)
    told = [
        *Notification.objects.values_list("context", flat=True),
        *AuditEvent.objects.values_list("target_label", flat=True),
    ]
    assert len(told) > 3
    assert "Arizpe" not in str(told)
    with pytest.raises(MatterNamesSomebody):
        propose_item(meeting=meeting, title="La CURP GARC120101MDFRRS09", by=rosa)


def test_matters_move_one_by_one_and_to_the_ends(meeting: Meeting, olga: Person) -> None:
    one, two, three = (add_item(meeting=meeting, title=title, by=olga) for title in ("Uno", "Dos", "Tres"))
    move_item(item=three, to="up", by=olga)
    assert titles(meeting) == ["Uno", "Tres", "Dos"]
    drop_item(item=three, by=olga)
    move_item(item=two, to="first", by=olga)
    assert titles(meeting) == ["Dos", "Uno"]
    move_item(item=two, to="up", by=olga)  # at the top it stays
    put_back(item=three, by=olga)
    assert titles(meeting) == ["Dos", "Uno", "Tres"]  # after what it stood with
    move_item(item=two, to="last", by=olga)
    move_item(item=one, to="down", by=olga)
    assert titles(meeting) == ["Tres", "Uno", "Dos"]
    with pytest.raises(UnknownWay):
        move_item(item=one, to="sideways", by=olga)


def test_whoever_was_called_proposes_and_the_secretary_says_yes_or_no(
    meeting: Meeting, ana: Person, carla: Person, olga: Person
) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    with pytest.raises(NotYoursToKeep):
        propose_item(meeting=meeting, title="Campaña", by=carla)
    yes, no = (propose_item(meeting=meeting, title=title, by=ana) for title in ("Refrigerador", "Otra cosa"))
    assert titles(meeting) == []
    assert told("agenda.proposed") == [(olga.pk, "Refrigerador"), (olga.pk, "Otra cosa")]  # nobody writes it down yet
    with pytest.raises(NotYoursToKeep):
        accept_item(item=yes, by=ana)
    with pytest.raises(NotOnTheAgenda):
        move_item(item=yes, to="up", by=olga)
    add_item(meeting=meeting, title="Ya estaba", by=olga)
    accept_item(item=yes, by=olga)
    drop_item(item=no, by=olga)
    assert titles(meeting) == ["Ya estaba", "Refrigerador"]
    with pytest.raises(NotProposed):
        accept_item(item=no, by=olga)
    assert AuditEvent.objects.filter(type="agenda.refused").count() == 1
    assert told("agenda.answered") == [(ana.pk, "Refrigerador"), (ana.pk, "Otra cosa")]
    answers = Notification.objects.filter(kind="agenda.answered").order_by("pk")
    assert [row.context["taken"] for row in answers] == [True, False]
    assert "no se trata" in inbox_line(answers[1])


def test_the_secretary_of_the_meeting_hears_of_proposals_and_nobody_of_what_was_only_taken_off(
    meeting: Meeting, ana: Person, admin: Person, olga: Person
) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    Meeting.objects.filter(pk=meeting.pk).update(secretary=admin)
    propose_item(meeting=meeting, title="Refrigerador", by=ana)
    drop_item(item=add_item(meeting=meeting, title="Otra cosa", by=olga), by=olga)
    assert told("agenda.proposed") == [(admin.pk, "Refrigerador")]
    assert told("agenda.answered") == []


def told(kind: str) -> list[tuple[int, str]]:
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return [(row.person_id, row.context["title"]) for row in rows]


def test_the_second_of_two_is_told_who_was_first_and_their_words_do_not_go_over(meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=meeting, title="Asunto", minutes=5, by=olga)
    change_item(item=item, minutes=8, edition=1, by=olga)
    with pytest.raises(StaleEdition) as caught:
        change_item(item=item, title="Otro asunto", edition=1, by=olga)
    assert olga.full_name in caught.value.message
    item.refresh_from_db()
    assert (item.title, item.minutes, item.edition) == ("Asunto", 8, 2)


def test_words_of_the_data_are_not_rewritten_by_hand(meeting: Meeting, olga: Person) -> None:
    build_agenda(meeting=meeting)
    item = AgendaItem.objects.get(meeting=meeting, kind="opening")
    with pytest.raises(MatterIsTheData):
        change_item(item=item, title="Bienvenida", by=olga)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Bien", "body": "x" * 2001}, "body"),
        ({"title": "Bien", "minutes": 0}, "minutes"),
        ({"title": "Bien", "minutes": 481}, "minutes"),
    ],
)
def test_a_matter_without_sense_is_refused_by_its_field(
    meeting: Meeting, olga: Person, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(MatterIncomplete) as caught:
        add_item(meeting=meeting, by=olga, **facts)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert not AgendaItem.objects.filter(meeting=meeting).exists()


def test_no_matter_and_no_note_names_a_child(meeting: Meeting, nina: Child, olga: Person) -> None:
    with pytest.raises(MatterNamesSomebody) as caught:
        add_item(meeting=meeting, title=f"Lo de {nina.full_name}", by=olga)
    assert nina.full_name not in caught.value.message
    item = add_item(meeting=meeting, title="Un caso", by=olga)
    running(meeting)
    with pytest.raises(MatterNamesSomebody):
        note_item(item=item, notes=f"Falta para {nina.full_name}.", by=olga)
    item.refresh_from_db()
    assert item.notes == ""


def test_notes_are_taken_from_the_opening_until_the_minutes_are_signed(meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    with pytest.raises(AgendaHasNotBegun):
        note_item(item=item, notes="Antes de tiempo", by=olga)
    running(meeting)
    note_item(item=item, state="treated", notes="Se revisó.\r\nQueda para el lunes.", edition=1, by=olga)
    item.refresh_from_db()
    assert (item.state, item.notes, item.edition) == ("treated", "Se revisó.\nQueda para el lunes.", 2)
    ended(meeting)
    note_item(item=item, state="postponed", by=olga)
    signed(MinutesFactory(meeting=meeting), olga)
    with pytest.raises(NotesAreSigned):
        note_item(item=item, notes="Otra cosa", by=olga)


def test_nobody_else_keeps_the_agenda_and_an_agenda_that_is_over_stays(
    meeting: Meeting, ana: Person, beto: Person, olga: Person
) -> None:
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    for person in (ana, beto):
        for act in (drop_item, put_back, note_item, change_item):
            with pytest.raises(NotYoursToKeep):
                act(item=item, by=person)
        with pytest.raises(NotYoursToKeep):
            add_item(meeting=meeting, title="Mío", by=person)
        with pytest.raises(NotYoursToKeep):
            build_agenda(meeting=meeting, by=person)
    ended(meeting)
    for act in (drop_item, put_back, change_item):
        with pytest.raises(MeetingIsOver):
            act(item=item, by=olga)
    with pytest.raises(MeetingIsOver):
        add_item(meeting=meeting, title="Tarde", by=olga)


def test_the_trail_says_what_was_done_and_none_of_the_words(meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=meeting, title="Palabras del asunto", by=olga)
    running(meeting)
    note_item(item=item, notes="Palabras de la nota", by=olga)
    events = AuditEvent.objects.filter(type__startswith="agenda.")
    assert [event.type for event in events.order_by("id")] == ["agenda.added", "agenda.noted"]
    assert "Palabras" not in "".join(f"{event.before}{event.after}" for event in events)


def test_proposals_of_one_person_end_where_a_list_of_matters_does(meeting: Meeting, ana: Person, olga: Person) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    for number in range(10):
        propose_item(meeting=meeting, title=f"Asunto {number}", by=ana)
    with pytest.raises(TooManyProposals):
        propose_item(meeting=meeting, title="Uno más", by=ana)
    assert add_item(meeting=meeting, title="De\x00 quien lleva la minuta", by=olga).title == "De quien lleva la minuta"
