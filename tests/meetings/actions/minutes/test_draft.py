"""A draft says what happened; again, it leaves alone what somebody wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.models import AuditEvent
from meetings.actions.minutes import draft_minutes, write_minutes
from meetings.actions.minutes.draft import facts_of_in_spanish, stale
from meetings.errors.minutes import MeetingNotHeld, MinutesSigned, NotYoursToKeep
from meetings.models import AgendaItem, Agreement, Minutes
from tests.factories.meetings import AgreementEventFactory, AgreementFactory, MeetingFactory, running, signed


def texts(minutes: Minutes) -> dict[str, str]:
    return {row["key"]: row["text"] for row in minutes.sections}


def test_the_draft_tells_what_happened(minutes, olga):
    told = texts(minutes)
    assert "Presidió: Olga de Oficina Central" in told["opening"]
    assert "Hubo quórum: 1 de 1; hacían falta 1." in told["attendance"]
    assert "1. Entregas tardías.\nSe leyó la lista." in told["agenda"]
    assert "· Jalisco: Falta vincristina en la unidad." in told["review"]
    assert "No se revisaron: Baja California." in told["review"]
    assert "Surtir la vincristina." in told["agreements"]
    assert "Responsable de abasto de la delegación · Jalisco" in told["agreements"]
    assert "Hay 1 acuerdo para las familias." in minutes.family_text
    assert "Habrá vincristina en el hospital. Es para el" in minutes.family_text


def test_the_draft_names_no_relative_who_did_not_agree(minutes):
    assert "Rosa" not in str(minutes.sections)


def test_drafted_again_what_was_edited_stays_and_the_rest_is_renewed(held, minutes, olga):
    write_minutes(minutes=minutes, sections={"opening": "Se abrió con retraso."}, by=olga)
    AgendaItem.objects.filter(meeting=held).update(notes="Se leyó y se discutió.")
    again = draft_minutes(meeting=held, by=olga)
    assert again.pk == minutes.pk
    assert texts(again)["opening"] == "Se abrió con retraso."
    assert "Se leyó y se discutió." in texts(again)["agenda"]
    event = AuditEvent.objects.filter(type="minutes.redrafted").get()
    assert event.after["sections"] == ["agenda"]


def test_drafted_again_with_nothing_new_changes_nothing(held, minutes, olga):
    again = draft_minutes(meeting=held, by=olga)
    assert again.edition == minutes.edition
    assert not AuditEvent.objects.filter(type="minutes.redrafted").exists()


def test_a_running_meeting_has_a_draft_that_says_so(olga):
    assert "La sesión sigue en curso." in texts(draft_minutes(meeting=running(MeetingFactory()), by=olga))["closing"]


def test_a_meeting_that_has_not_begun_has_none(olga):
    with pytest.raises(MeetingNotHeld):
        draft_minutes(meeting=MeetingFactory(), by=olga)


def test_only_who_keeps_minutes_drafts(held, beto):
    with pytest.raises(NotYoursToKeep):
        draft_minutes(meeting=held, by=beto)


def test_signed_minutes_are_not_drafted_again(held, minutes, olga):
    signed(minutes, olga)
    with pytest.raises(MinutesSigned):
        draft_minutes(meeting=held, by=olga)


def test_a_night_after_the_close_changes_no_word_of_the_draft(held, minutes, olga):
    """What was owed at the close is told as it stood then, whatever the data say by the next morning."""
    old, other = AgreementFactory(text="Nombrar suplente"), AgreementFactory(text="Enviar el traspaso")
    for row, state in ((old, "at_risk"), (other, "open")):
        AgreementEventFactory(agreement=row, kind="carried", meeting=held, after=state, at=held.closed_at)
    draft = draft_minutes(meeting=held, by=olga)
    assert f"· {old.folio}: Nombrar suplente." in texts(draft)["previous"]
    for row in (old, other):
        Agreement.objects.filter(pk=row.pk).update(state="broken")
        AgreementEventFactory(agreement=row, kind="broken", after="broken", at=held.closed_at + timedelta(hours=9))
    facts = facts_of_in_spanish(held)
    assert {row["folio"]: row["state"] for row in facts["carried"]} == {old.folio: "at_risk", other.folio: "open"}
    assert stale(draft, facts) == []


def test_what_was_written_down_after_the_close_stood_open(held, minutes):
    [row] = Agreement.objects.filter(meeting=held)
    Agreement.objects.filter(pk=row.pk).update(state="at_risk")
    AgreementEventFactory(agreement=row, kind="at_risk", after="at_risk", at=held.closed_at + timedelta(hours=9))
    assert [one["state"] for one in facts_of_in_spanish(held)["agreements"]] == ["open"]
