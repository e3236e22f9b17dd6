"""Two secretaries type at once: what both wrote is there in the end."""

from __future__ import annotations

import pytest

from delegations.models import AuditEvent
from meetings.actions.minutes import write_minutes
from meetings.errors.minutes import MinutesSigned, NotYoursToKeep, UnknownSection
from meetings.models import Minutes
from pediatric_platform.errors.editing import StaleEdition
from tests.factories.meetings import signed


def text_of(minutes: Minutes, key: str) -> str:
    minutes.refresh_from_db()
    return next(row["text"] for row in minutes.sections if row["key"] == key)


def read(minutes: Minutes, key: str) -> tuple[int, dict[str, str]]:
    """What somebody has before them who opened the page now."""
    return minutes.edition, {key: text_of(minutes, key)}


def test_two_secretaries_on_different_sections_lose_nothing(minutes, olga):
    edition, agenda = read(minutes, "agenda")
    _, closing = read(minutes, "closing")
    write_minutes(minutes=minutes, sections={"agenda": "Lo de ella."}, bases=agenda, edition=edition, by=olga)
    written = write_minutes(minutes=minutes, sections={"closing": "Lo de él."}, bases=closing, edition=edition, by=olga)
    assert not written.clashed
    assert (text_of(minutes, "agenda"), text_of(minutes, "closing")) == ("Lo de ella.", "Lo de él.")


def test_two_secretaries_adding_to_one_section_both_stay(minutes, olga):
    write_minutes(minutes=minutes, sections={"agenda": "Uno.\nDos."}, by=olga)
    minutes.refresh_from_db()
    edition, base = read(minutes, "agenda")
    write_minutes(minutes=minutes, sections={"agenda": "Cero.\nUno.\nDos."}, bases=base, edition=edition, by=olga)
    written = write_minutes(
        minutes=minutes, sections={"agenda": "Uno.\nDos.\nTres."}, bases=base, edition=edition, by=olga
    )
    assert not written.clashed
    assert text_of(minutes, "agenda") == "Cero.\nUno.\nDos.\nTres."


def test_two_secretaries_rewriting_the_same_words_both_versions_stay_and_it_is_told(minutes, olga):
    write_minutes(minutes=minutes, sections={"closing": "Terminó a las ocho."}, by=olga)
    minutes.refresh_from_db()
    edition, base = read(minutes, "closing")
    write_minutes(minutes=minutes, sections={"closing": "Terminó a las nueve."}, bases=base, edition=edition, by=olga)
    written = write_minutes(
        minutes=minutes, sections={"closing": "Terminó a las diez."}, bases=base, edition=edition, by=olga
    )
    assert written.clashed == ("closing",)
    assert "nueve" in text_of(minutes, "closing")
    assert "diez" in text_of(minutes, "closing")


def test_without_what_was_read_an_older_edition_is_refused(minutes, olga):
    write_minutes(minutes=minutes, sections={"closing": "Primero."}, by=olga)
    with pytest.raises(StaleEdition):
        write_minutes(minutes=minutes, sections={"closing": "Segundo."}, edition=minutes.edition, by=olga)
    assert text_of(minutes, "closing") == "Primero."


def test_the_same_text_again_leaves_no_trace(minutes, olga):
    before = minutes.edition
    write_minutes(minutes=minutes, sections={"closing": text_of(minutes, "closing") + "  \r\n"}, by=olga)
    minutes.refresh_from_db()
    assert minutes.edition == before
    assert not AuditEvent.objects.filter(type="minutes.written").exists()


def test_the_trail_holds_no_words(minutes, olga):
    write_minutes(minutes=minutes, sections={"closing": "Palabras de alguien"}, family_text="Otras", by=olga)
    event = AuditEvent.objects.get(type="minutes.written")
    assert event.after == {"meeting": minutes.meeting_id, "sections": ["closing", "family"]}


def test_a_section_that_is_not_there_is_refused(minutes, olga):
    with pytest.raises(UnknownSection):
        write_minutes(minutes=minutes, sections={"otra": "x"}, by=olga)


def test_signed_or_not_theirs_nothing_is_written(minutes, olga, ana):
    with pytest.raises(NotYoursToKeep):
        write_minutes(minutes=minutes, sections={"closing": "x"}, by=ana)
    signed(minutes, olga)
    with pytest.raises(MinutesSigned):
        write_minutes(minutes=minutes, sections={"closing": "x"}, by=olga)
