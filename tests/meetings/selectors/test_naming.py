"""Who is named in what a meeting writes: exact, however many bear the same surname."""

from __future__ import annotations

import pytest

from meetings.models import Meeting
from meetings.selectors.naming import _children_in, who_is_named
from tests.factories.children import ChildFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    made: Meeting = MeetingFactory()
    return made


def test_a_given_name_and_a_surname_of_two_texts_name_nobody(meeting: Meeting) -> None:
    ChildFactory(given_names="Ana Sofía", first_surname="García", second_surname="de la Cruz")
    apart = {"Uno": "Llamó Ana", "Dos": "García pidió fecha", "Tres": "Sofía"}
    assert who_is_named(meeting, apart) == []
    [told] = who_is_named(meeting, apart | {"Cuatro": "Se habló de GARCIA DE LA CRUZ, SOFIA."})
    assert "«Cuatro»" in told


def test_of_a_surname_of_many_only_what_stands_there_is_looked_for_in_each_text(meeting: Meeting) -> None:
    for given in ("Nina", "María Elena", "Julia"):
        ChildFactory(given_names=given, first_surname="García", second_surname="Luna")
    texts = {f"Texto {n}": f"Lo lleva García {n} con María y la delegación." for n in range(9)}
    assert _children_in(" lo lleva garcia con maria y la delegacion ") == set()
    assert who_is_named(meeting, texts) == []
    assert _children_in(" falta para nina garcia ") == {"nina garcia"}
    [told] = who_is_named(meeting, texts | {"Último": "Falta para Nina García."})
    assert "«Último»" in told
