"""Figures frozen for a meeting: counted right for every place at once, and not moved by anything that comes later."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import AuditEvent, Delegation, Person, Unit, UnitKind
from delegations.wording import week_text
from meetings.actions.figures import freeze_all, freeze_country, freeze_one
from meetings.actions.meetings import open_meeting
from meetings.canonical import digest
from meetings.errors.agenda import FiguresStay, NotYoursToKeep, UnknownPlace
from meetings.figures import gather
from meetings.minuting.annexes import annexes_of
from meetings.minuting.facts import facts_of
from meetings.models import Meeting, Snapshot
from pediatric_platform.models import Level
from supply.models import Drug, WeeklyLine, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.boards import Stood, add_up, report
from tests.factories.cases import CaseFactory
from tests.factories.delegations import UnitFactory
from tests.factories.meetings import AgreementFactory, MeetingFactory, SeriesFactory, ended
from tests.factories.supply import DrugFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def week() -> IsoWeek:
    return IsoWeek.of(timezone.localdate()).previous()


@pytest.fixture
def drugs() -> list[Drug]:
    return [DrugFactory(generic_name=name) for name in ("Vincristina", "Metotrexato")]


@pytest.fixture
def umae(hospital: Unit) -> Unit:
    Unit.objects.filter(pk=hospital.pk).update(kind=UnitKind.UMAE)
    hospital.refresh_from_db()
    return hospital


@pytest.fixture
def zonal(delegation: Delegation) -> Unit:
    return UnitFactory(clues="JCIMS000002", name="HGZ 2 de prueba", delegation=delegation, kind=UnitKind.HGZ)


@pytest.fixture
def reported(week: IsoWeek, drugs: list[Drug], umae: Unit, zonal: Unit, other_hospital: Unit) -> None:
    """The UMAE lacks one of two drugs, its neighbour is well and has not signed; elsewhere all is well, both weeks."""
    vincristine, methotrexate = drugs
    well = {vincristine: Stood("adequate", 50), methotrexate: Stood("adequate", 20)}
    for one, lines in ((week.previous(), well), (week, {**well, vincristine: Stood("out", 0, denied=3, days_out=4)})):
        report(umae, one, lines)
        report(zonal, one, well, signed_at=None if one == week else timezone.now())
        report(other_hospital, one, well)
        add_up(one)


@pytest.fixture
def meeting(week: IsoWeek) -> Meeting:
    return MeetingFactory()


def test_every_place_gets_its_own_figures_of_one_moment(
    reported: None, meeting: Meeting, umae: Unit, week: IsoWeek, olga: Person
) -> None:
    rows = freeze_all(meeting=meeting, by=olga)

    assert set(rows) == {"country", "network", "JAL", "BC", "JCIMS000001"}
    assert {row.taken_at for row in rows.values()} == {rows["JAL"].taken_at}
    meeting.refresh_from_db()
    assert meeting.week == week.monday == rows["JAL"].week
    levels = {key: rows[key].data["abasto"]["conjunto"]["level"] for key in rows if key != "network"}
    # Of pairs, never of percentages: five of six in the country, three of four in Jalisco, one of two at the UMAE.
    assert levels == {"country": 83.3, "JAL": 75.0, "BC": 100.0, "JCIMS000001": 50.0}
    assert rows["JAL"].data["abasto"]["conjunto"]["change"] == -25.0
    told = rows["JAL"].data["reporting"]
    assert (told["expected"], told["signed"], told["rate"], told["unsigned"]) == (2, 1, 50.0, ["JCIMS000002"])
    assert rows["JCIMS000001"].data["reporting"]["rate"] == 100.0
    pair = rows["JAL"].data["worst"][0]
    assert (pair["clues"], pair["category"], pair["denied"], pair["days_out"]) == ("JCIMS000001", "out", 3, 4)
    assert rows["BC"].data["worst"] == []
    zero = rows["country"].data["zero_drugs"]
    assert [(one["out"], one["pairs"], one["denied"]) for one in zero] == [(1, 3, 3)]
    assert [point["level"] for point in rows["JCIMS000001"].data["trend"]][-2:] == [100.0, 50.0]
    assert len(rows["JCIMS000001"].data["trend"]) == 12
    assert rows["country"].data["delegations"][0]["code"] == "BC"
    assert [row["code"] for row in rows["country"].data["umae"]] == [umae.clues]


def test_children_cases_and_agreements_count_where_they_are_and_children_once(
    reported: None, umae: Unit, zonal: Unit, other_hospital: Unit
) -> None:
    today = timezone.localdate()
    for unit, folio, days in ((umae, "P-22", 2), (zonal, "P-22", 3), (other_hospital, "P-33", 20)):
        RequirementPackageFactory(
            unit=unit, folio=folio, needed_on=today + timedelta(days=days), status="uncovered",
            uncovered_since=timezone.now(), computed_at=timezone.now(),
        )  # fmt: skip
    WeeklyReport.objects.update(signed_at=timezone.now(), state="signed")  # young enough to be believed
    late = CaseFactory(unit=umae, severity=1, level=Level.DELEGATION, deadline_at=timezone.now() - timedelta(minutes=5))
    CaseFactory(unit=other_hospital)
    before = ended(MeetingFactory(starts_at=timezone.now() - timedelta(days=7)))
    meeting = MeetingFactory(series=before.series)
    agreed = AgreementFactory(meeting=before, delegation=umae.delegation, state="broken", due_on=date(2026, 1, 5))

    rows = freeze_all(meeting=meeting, by=None)

    data = {key: row.data for key, row in rows.items()}
    near = {key: one["uncovered"]["within_7"]["uncovered"] for key, one in data.items() if key[0] not in "nD"}
    assert near == {"country": 1, "JAL": 1, "BC": 0, "JCIMS000001": 1}
    assert data["country"]["uncovered"]["within_28"]["uncovered"] == 2
    assert data["JAL"]["cases"]["overdue_folios"] == [late.folio] == data["JCIMS000001"]["cases"]["overdue_folios"]
    assert (data["country"]["cases"]["standing"], data["BC"]["cases"]["standing"]) == (2, 1)
    assert (data["JAL"]["cases"]["vital"], data["JAL"]["cases"]["delegation"]) == (1, 1)
    assert [(one["folio"], one["held"]) for one in data["JAL"]["agreements"]["last"]] == [(agreed.folio, False)]
    assert data["BC"]["agreements"]["last"] == [] == data["JCIMS000001"]["agreements"]["last"]
    assert data["BC"]["agreements"]["last_number"] == before.number


def test_a_later_correction_changes_nothing_that_was_frozen(
    reported: None, meeting: Meeting, umae: Unit, week: IsoWeek
) -> None:
    frozen = freeze_all(meeting=meeting, by=None)["JCIMS000001"]
    WeeklyLine.objects.filter(report__unit=umae, report__week=week.monday, category="out").update(category="adequate")
    add_up(week)

    kept = Snapshot.objects.get(pk=frozen.pk)
    assert kept.data["abasto"]["conjunto"]["level"] == 50.0
    assert digest(kept.data) == kept.sha256  # as the database gives it back, sign by sign
    again = freeze_one(meeting=meeting, place=umae, by=None)
    assert again.data["abasto"]["conjunto"]["level"] == 100.0
    assert again.pk != kept.pk
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_snapshot SET data = '{}' WHERE id = %s", [kept.pk])


@pytest.mark.parametrize("has_reviews", [True, False])
def test_a_meeting_that_begins_says_and_freezes_one_gathering_of_its_newest_week(
    reported: None, week: IsoWeek, olga: Person, monkeypatch: pytest.MonkeyPatch, *, has_reviews: bool
) -> None:
    """Prepared in an earlier week, its agenda would tell of that one, and what is frozen of the week since."""
    meeting = MeetingFactory(
        series=SeriesFactory(has_reviews=has_reviews),
        week=week.previous().monday,
        starts_at=timezone.now() + timedelta(hours=2),
    )
    looks: list[Meeting] = []
    gather_all = gather._gather
    monkeypatch.setattr(gather, "_gather", lambda one, now: looks.append(one) or gather_all(one, now))

    open_meeting(meeting=meeting, by=olga)

    frozen = Snapshot.objects.get(meeting=meeting, kind="country")
    worst = meeting.agenda.get(kind="delegations")
    assert len(looks) == 1
    assert frozen.data["week"] == week.monday.isoformat()
    assert week_text(str(week)) in worst.body


def test_before_the_first_week_it_is_told_that_nobody_knows(meeting: Meeting, delegation: Delegation) -> None:
    row = freeze_one(meeting=meeting, place=delegation, by=None)
    assert row.week is None
    assert row.data["week"] is None
    assert row.data["abasto"]["conjunto"]["level"] is None
    assert row.data["reporting"]["rate"] is None
    assert row.data["trend"] == []
    assert row.data["fever"]["median"] is None


def test_frozen_figures_hold_no_name_but_those_of_the_public_directory(
    reported: None, meeting: Meeting, umae: Unit, ana: Person, nina: object
) -> None:
    CaseFactory(unit=umae, drug_words="la medicina de Nina Fernanda")
    rows = freeze_all(meeting=meeting, by=None)
    told = json.dumps({key: row.data for key, row in rows.items() if key != "network"}, ensure_ascii=False)
    assert "Nina" not in told
    assert ana.full_name not in told
    assert ana.full_name in json.dumps(rows["network"].data, ensure_ascii=False)


def test_more_delegations_ask_no_more_questions(reported: None, meeting: Meeting) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            freeze_all(meeting=meeting, by=None)
        return len(captured)

    first = asked()
    for index in range(6):
        UnitFactory(clues=f"ZZIMS00010{index}", kind=UnitKind.UMAE)
    assert asked() == first <= 40


def test_who_does_not_keep_minutes_freezes_nothing(meeting: Meeting, ana: Person, beto: Person) -> None:
    for person in (ana, beto):
        with pytest.raises(NotYoursToKeep):
            freeze_all(meeting=meeting, by=person)
    assert not Snapshot.objects.exists()


def test_a_meeting_that_is_over_keeps_its_figures(meeting: Meeting, delegation: Delegation) -> None:
    with pytest.raises(FiguresStay):
        freeze_all(meeting=ended(meeting), by=None)
    with pytest.raises(FiguresStay):
        freeze_one(meeting=meeting, place=delegation, by=None)


def test_a_hospital_outside_the_review_has_no_figures_of_its_own(meeting: Meeting, zonal: Unit) -> None:
    with pytest.raises(UnknownPlace):
        freeze_one(meeting=meeting, place=zonal, by=None)


def test_freezing_is_written_in_the_trail(meeting: Meeting, delegation: Delegation, olga: Person) -> None:
    freeze_all(meeting=meeting, by=olga)
    event = AuditEvent.objects.get(type="figures.frozen")
    assert (event.by_id, event.after["snapshots"]) == (olga.pk, 3)


def test_a_meeting_that_begins_keeps_the_country_and_the_directory_for_its_minutes(
    reported: None, week: IsoWeek, ana: Person, olga: Person
) -> None:
    meeting = MeetingFactory(series=SeriesFactory(has_reviews=False), starts_at=timezone.now() + timedelta(hours=1))

    opened = open_meeting(meeting=meeting, by=olga)

    assert opened.week == week.monday
    facts = facts_of(opened)
    assert facts["country"]["data"]["abasto"]["conjunto"]["level"] == 83.3
    assert ana.full_name in json.dumps(facts["directory"]["data"], ensure_ascii=False)
    assert [table["key"] for table in annexes_of(facts)] == ["attendance", "figures", "directory"]


def test_what_was_frozen_the_same_day_is_not_frozen_again_when_it_begins(
    reported: None, meeting: Meeting, olga: Person
) -> None:
    at = timezone.localtime().replace(hour=12)
    freeze_all(meeting=meeting, by=olga, now=at - timedelta(days=1))

    assert set(freeze_country(meeting=meeting, by=olga, now=at)) == {"country", "network"}
    assert freeze_country(meeting=meeting, by=olga, now=at + timedelta(hours=1)) == {}
