"""What is said of a case: who has it, the telephone, by when, and what is asked of the family."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import translation

from pediatric_platform.family.case_sentences import case_told
from pediatric_platform.family.case_story import NOT_TOLD, Happened, steps
from pediatric_platform.family.sentences import Solver, Tone
from pediatric_platform.models import CaseEventKind, ContactWay
from tests.pediatric_platform.family.case_variants import DAY, HOUR, every_case, facts, tell
from tests.pediatric_platform.family.syllables import inflesz
from tests.pediatric_platform.family.told_variants import NOW, ROSA


@pytest.fixture(autouse=True)
def spanish():
    with translation.override("es-mx"):
        yield


def test_an_open_case_names_who_has_it_the_telephone_and_by_when():
    told = tell()
    assert (told.tone, told.names_owner, told.asks) == (Tone.UNSOLVED, True, "")
    assert told.sentence == "Falta vincristina. Lo resuelve Rosa Titular, 33 1000 0000."
    assert told.more == (
        "Es para el martes 24 de noviembre.",
        "Le llamarán a más tardar hoy a las 19:00.",
        "Debe resolverlo a más tardar mañana a las 18:00. Si no, pasa a su delegación.",
    )


def test_without_a_drug_nothing_is_invented():
    assert tell(what="").sentence.startswith("Falta una medicina. ")


def test_nobody_has_it_and_it_says_so():
    told = tell(owner=Solver())
    assert "Aún nadie lo tiene a su cargo. Pregunte en la dirección de su hospital." in told.sentence


def test_a_deadline_that_passed_is_no_promise():
    """Before the sweep has run the page must not promise a moment that is over."""
    told = tell(deadline_at=NOW - HOUR, contact_by=NOW - HOUR)
    assert "Debía estar listo hoy a las 17:00, y no lo está. Llame ahora." in told.more
    assert "Ya debían haberle llamado. Llame usted." in told.more
    assert "a más tardar" not in told.spoken()


def test_the_exact_moment_is_over():
    assert "Debía estar listo" in tell(deadline_at=NOW).spoken()


@pytest.mark.parametrize(
    ("level", "words", "next_"),
    [
        (2, "Ya lo tiene su delegación.", "Si no, pasa a la oficina central."),
        (3, "Ya lo tiene la oficina central.", "Si no, se ve en la junta con las familias."),
    ],
)
def test_each_level_says_who_has_it_and_where_it_goes_next(level, words, next_):
    spoken = tell(level=level).spoken()
    assert words in spoken
    assert next_ in spoken


@pytest.mark.parametrize("deadline_at", [None, NOW + 3 * DAY, NOW - HOUR])
def test_on_the_agenda_it_says_the_day(deadline_at):
    told = tell(level=4, deadline_at=deadline_at, agenda_on=(NOW + 3 * DAY).date())
    assert "Se verá el miércoles 25 de noviembre en la junta con las familias." in told.spoken()
    assert "Deb" not in told.spoken()


def test_a_hospital_without_delegation_hands_it_to_central_office():
    spoken = tell(level=1, is_umae=True).spoken()
    assert "Si no, pasa a la oficina central." in spoken
    assert "delegación" not in spoken


def test_who_was_called_is_not_promised_a_call():
    assert "llamarán" not in tell(contacted_at=NOW - HOUR, contact_by=None).spoken()


def test_who_left_no_telephone_is_not_promised_a_call():
    assert "llamarán" not in tell(has_phone=False).spoken()


def test_waiting_says_for_whom_and_until_when():
    spoken = tell("waiting", waiting_for="supplier", waiting_until=(NOW + DAY).date()).spoken()
    assert "Ahora espera a quien lo vende. Lo verá otra vez mañana." in spoken
    assert "33 1000 0000" in spoken
    assert "Debe resolverlo a más tardar" in spoken


def test_solved_asks_whether_it_was_given():
    told = tell("solved", solution="Llegó hoy.", deadline_at=NOW + DAY)
    assert (told.asks, str(told.tone.label)) == ("confirm", "Díganos")
    assert told.sentence == "Rosa Titular dice que ya está. ¿Ya se lo dieron?"
    assert told.more == ("Dijo: «Llegó hoy».", "Si no nos dice nada, le preguntamos otra vez mañana a las 18:00.")


def test_who_has_confirmed_is_not_asked_again():
    assert tell("solved", solution="x", confirmed_at=NOW).asks == ""


def test_confirmed_says_by_whom():
    assert "Usted nos lo dijo, hoy." in tell("confirmed", confirmed_at=NOW).sentence
    by_record = tell("confirmed", confirmed_at=NOW - DAY, confirmed_by_record=True)
    assert "El hospital anotó que se lo dio, ayer." in by_record.sentence
    assert by_record.asks == "reopen"


def test_closed_says_who_why_and_how_to_open_it_again():
    told = tell("closed", closed_reason="No la hallamos.", ended_at=NOW - DAY)
    assert "La oficina central lo cerró ayer" in told.sentence
    assert told.more == ("Dijo: «No la hallamos».", "Si aún le hace falta, ábralo otra vez aquí.")
    assert told.asks == "reopen"


@pytest.mark.parametrize(("name", "told"), list(every_case()), ids=[name for name, _told in every_case()])
def test_every_variant_reads_easily_and_is_whole(name, told):
    with translation.override("es-mx"):
        spoken = told.spoken()
    assert inflesz(spoken) >= 65, (round(inflesz(spoken)), spoken)
    for line in (told.sentence, *told.more):
        assert line[-1] in ".?»", line
        assert not re.search(r"%\(|en proceso|  |\.\.", line), line


def test_standing_cases_always_say_who_and_by_when():
    """Never a state without somebody and a moment."""
    for name, told in every_case():
        if told.tone is Tone.UNSOLVED and "nobody" not in name:
            spoken = told.spoken()
            assert "Rosa Titular" in spoken, name
            assert re.search(r"a las? \d|el (lunes|martes|miércoles)|hoy|mañana", spoken), name


# --- The story


def happened(kind: str, **more) -> Happened:
    return Happened(kind, NOW - HOUR, **{"who": "Rosa", **more})


def test_notes_of_the_staff_and_words_of_others_are_never_told():
    told = steps(
        [happened("note", text="interno"), happened("reply", text="de otra"), happened("severity")], is_shared=False
    )
    assert told == []


def test_own_words_and_messages_are_shown_as_theirs():
    message, reply = steps(
        [happened("message", text="Venga a las 8"), happened("reply", text="Gracias", is_own=True)], is_shared=True
    )
    assert (message.line, message.words) == ("Rosa le escribió:", "Venga a las 8")
    assert (reply.line, reply.words) == ("Usted dijo:", "Gracias")


def test_of_a_shared_case_no_familys_call_is_told_to_another():
    call = happened("contact", way="phone", reached=True)
    assert [step.line for step in steps([call], is_shared=False)] == ["Rosa le llamó."]
    assert steps([call, happened("confirmed")], is_shared=True) == []


@pytest.mark.parametrize("way", ContactWay.values)
@pytest.mark.parametrize("reached", [True, False])
def test_every_way_of_contact_has_words(way, reached):
    (step,) = steps([happened("contact", way=way, reached=reached)], is_shared=False)
    assert step.line.startswith("Rosa ")


@pytest.mark.parametrize("kind", sorted(set(CaseEventKind.values) - NOT_TOLD))
def test_every_kind_that_is_told_has_easy_words(kind):
    (step,) = steps([happened(kind, is_own=True, way="phone" if kind == "contact" else "")], is_shared=False)
    assert step.line
    assert inflesz(step.line) >= 55


def test_of_a_moment_in_another_zone_nothing_changes_but_the_hour():
    """`case_told` takes moments as they are given: who calls it puts them in the hospital's zone."""
    told = case_told(facts(deadline_at=NOW + timedelta(hours=6, minutes=30)), ROSA, now=NOW)
    assert "mañana a las 0:30" in told.spoken()
