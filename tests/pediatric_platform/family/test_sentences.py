"""What is said of a session: one sentence, one tone, and what stands below."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from pediatric_platform.family.sentences import Facts, Solver, Tone
from tests.pediatric_platform.family.syllables import inflesz, syllables
from tests.pediatric_platform.family.told_variants import (
    NOW,
    TUESDAY,
    Reply,
    coming,
    every_variant,
    say,
    short,
)

MONDAY = TUESDAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def spanish():
    with translation.override("es-mx"):
        yield


def test_complete():
    told = say(answer=Reply())
    assert (told.tone, told.sentence) == (Tone.COMPLETE, "Está todo para la sesión del martes 24 de noviembre.")
    assert not told.names_solver


def test_complete_tomorrow():
    told = say(Facts(on=MONDAY), Reply(needed_on=MONDAY))
    assert told.sentence == "Está todo para la sesión de mañana."


@pytest.mark.parametrize(
    ("certainty", "sentence", "calls"),
    [
        ("dated", "Viene en camino vincristina. Lo esperamos mañana.", False),
        ("estimated", "Viene en camino vincristina. La fecha no es segura. Creemos que llega mañana.", False),
        ("late", "Viene en camino vincristina. Viene tarde: ya debía estar aquí.", True),
    ],
)
def test_on_its_way_says_how_sure_the_day_is(certainty, sentence, calls):
    told = say(answer=coming(MONDAY, certainty))
    assert (told.tone, told.sentence, told.names_solver) == (Tone.COMING, sentence, calls)


def test_what_was_only_ordered_is_never_said_to_come():
    """It is no «on its way», the day is likely and not sure, and whoever gets it can be called."""
    told = say(answer=coming(MONDAY, "ordered"))
    assert (told.tone, told.names_solver) == (Tone.ORDERED, True)
    assert told.sentence == "Ya se pidió vincristina. Es probable que llegue mañana o antes, pero no es seguro."
    assert told.more == ("Aún no viene en camino.",)


def test_only_a_sure_day_is_said_to_be_in_time():
    """And only on the condition that it comes."""
    assert "Si llega ese día, hay tiempo para la sesión." in say(answer=coming(MONDAY, "dated")).more
    assert say(answer=coming(MONDAY, "estimated")).more == ()


def test_missing_says_what_who_since_when_and_by_when():
    told = say(answer=short(2))
    assert told.tone is Tone.MISSING
    assert told.sentence == "Falta vincristina. Lo resuelve Rosa Titular, 33 1000 0000."
    # Found on Sunday at 16:00: Monday at 16:00; noon of Monday, the day before the session, comes first.
    assert told.more == ("Falta desde hoy.", "Lo sabremos a más tardar mañana a las 12:00.")
    assert told.names_solver


def test_two_are_missing():
    told = say(answer=short(2), missing=("vincristina", "metotrexato"))
    assert told.sentence.startswith("Faltan vincristina y metotrexato.")


def test_a_deadline_that_passed_is_owned_up_to():
    # Found on Wednesday at 18:00: Thursday at 16:00, three days ago.
    told = say(answer=short(96))
    assert told.more[1] == "Debimos darle respuesta el jueves 19 de noviembre a las 16:00. Llame ahora."


def test_found_on_the_very_day_leaves_no_time():
    told = say(Facts(on=NOW.date()), short(1, needed_on=NOW.date()))
    assert told.more[-1] == "Lo vimos muy tarde y ya no hay plazo. Llame ahora."


def test_without_a_telephone_she_is_told_where_to_call():
    """«Llame ahora» with nothing to call is no help."""
    for hours, on in ((96, TUESDAY), (1, NOW.date())):
        told = say(Facts(on=on), short(hours, needed_on=on), solver=Solver("Rosa Titular", email="rosa@example.org"))
        assert told.more[-1].endswith("Llame ahora a su hospital.")


def test_nobody_to_name():
    told = say(answer=short(2), solver=Solver()).sentence
    assert told == "Falta vincristina. Aún no sabemos quién lo resuelve. Pregunte en la dirección de su hospital."


def test_what_is_mixed_is_there_and_what_was_held_back_is_not():
    assert say(Facts(on=TUESDAY, ready=True)).tone is Tone.COMPLETE
    told = say(Facts(on=TUESDAY, ready=True, held=True), Reply())
    assert (told.tone, told.names_solver) == (Tone.UNKNOWN, True)
    assert say(Facts(on=TUESDAY, held=True), short(2)).tone is Tone.MISSING


def test_old_data_are_never_passed_off_as_an_answer():
    """Even where the last answer was «complete»."""
    told = say(answer=Reply("covered", data_at=NOW - timedelta(days=4)))
    assert told.tone is Tone.UNKNOWN
    assert told.sentence == "No sabemos si está todo. Lo último que nos dijo el hospital es de hace 4 días."
    assert told.names_solver


def test_an_answer_for_another_day_than_the_session_has_now_is_not_told():
    told = say(Facts(on=TUESDAY + timedelta(days=2)), Reply("covered", needed_on=TUESDAY))
    assert (told.tone, told.sentence[:30]) == (Tone.UNKNOWN, "Aún no tenemos la respuesta de")


def test_far_says_from_which_day_it_is_looked_at():
    told = say(Facts(on=NOW.date() + timedelta(days=29)), None)
    assert told.tone is Tone.FAR
    assert told.sentence == "Aún falta tiempo. Le diremos si está todo a partir de mañana."
    assert say(Facts(on=NOW.date() + timedelta(days=28)), None).tone is Tone.UNKNOWN


def test_moved_says_from_when_and_why_and_never_the_note():
    told = say(Facts(on=TUESDAY, moved_from=date(2026, 11, 20), moved_reason="missing_drug"), Reply())
    assert told.more == ("Cambió de día: antes era el viernes 20 de noviembre.", "Fue porque faltó una medicina.")
    other = say(Facts(on=TUESDAY, moved_from=date(2026, 11, 20), moved_reason="other"), Reply())
    assert len(other.more) == 1


@pytest.mark.parametrize(
    ("facts", "tone", "words"),
    [
        (Facts(on=TUESDAY, state="given", given_on=date(2026, 11, 21)), Tone.DONE, "ya se dio, ayer"),
        (Facts(on=TUESDAY, state="cancelled"), Tone.OFF, "ya no se hará"),
        (Facts(on=TUESDAY, paused=True), Tone.OFF, "en pausa"),
        (Facts(on=date(2026, 11, 20)), Tone.UNKNOWN, "aún no anota si se dio"),
    ],
)
def test_what_needs_no_answer(facts, tone, words):
    told = say(facts, short(5))
    assert told.tone is tone
    assert words in told.sentence


def test_no_tone_is_told_by_colour_alone():
    """Each colour has a sign of its own, and each tone words of its own."""
    assert len({tone.sign for tone in Tone}) == len({tone.code for tone in Tone}) == 7
    assert len({(tone.sign, tone.code) for tone in Tone}) == 7
    assert len({str(tone.label) for tone in Tone}) == len(list(Tone)) == 12


def test_syllables_counted_by_hand():
    by_hand = {
        "hospital": 3, "está": 2, "quien": 1, "guitarra": 3, "agua": 2, "país": 2, "día": 2, "sesión": 2,
        "vincristina": 4, "leer": 2, "averigüe": 4, "reúne": 3, "oncología": 5, "hay": 1, "y": 1, "médico": 3,
        "teléfono": 4, "mañana": 3, "ciudad": 2, "niño": 2, "aún": 2, "quimioterapia": 5,
    }  # fmt: skip
    assert {word: syllables(word) for word in by_hand} == by_hand


def test_the_measure_by_hand():
    # Es-tá to-do pa-ra la se-sión de to-da A-na Ro-sa: 16 syllables, 9 words, 1 sentence.
    text = "Está todo para la sesión de toda Ana Rosa."
    assert sum(map(syllables, text.split())) == 16
    assert inflesz(text) == pytest.approx(206.835 - 62.3 * 16 / 9 - 9)


@pytest.mark.parametrize(("name", "told"), [pytest.param(name, told, id=name) for name, told in every_variant()])
def test_every_sentence_reads_easily(name, told):
    assert inflesz(told.spoken()) >= 65, told.spoken()
