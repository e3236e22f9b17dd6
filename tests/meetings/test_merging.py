"""Two texts written at once come together, and nothing that either wrote is lost."""

import random
from random import Random
from time import perf_counter

import pytest

from meetings.merging import Merged, merged

TWICE = [
    # base, theirs, mine, together
    ("", "Falta vincristina.", "", "Falta vincristina."),
    ("", "", "Falta vincristina.", "Falta vincristina."),
    ("", "Falta vincristina.", "Llega el jueves.", "Falta vincristina.\nLlega el jueves."),
    ("Falta vinc", "Falta vinc\nLlega el jueves.", "Falta vincristina.", "Falta vincristina.\nLlega el jueves."),
    ("Uno.\nDos.\nTres.", "Uno.\nDos y más.\nTres.", "Uno.\nDos.\nTres y no.", "Uno.\nDos y más.\nTres y no."),
    ("Uno.\nDos.", "Cero.\nUno.\nDos.", "Uno.\nDos.\nTres.", "Cero.\nUno.\nDos.\nTres."),
    ("Uno.\nDos.", "Dos.", "Uno.\nDos.\nTres.", "Dos.\nTres."),
    # Both did the same.
    ("Uno.", "Uno.\nDos.", "Uno.\nDos.", "Uno.\nDos."),
    # The first answer never came, and more was typed.
    ("", "Falta vin", "Falta vincristina", "Falta vincristina"),
    ("", "Falta vincristina", "Falta vin", "Falta vincristina"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "theirs", "mine", "together"), TWICE)
def test_what_each_wrote_comes_together(base: str, theirs: str, mine: str, together: str) -> None:
    assert merged(base, theirs, mine) == Merged(together)


def test_the_same_words_rewritten_by_both_stay_twice_and_are_told() -> None:
    found = merged("Llega el jueves.\nSin casos.", "Llega el viernes.\nSin casos.", "Llega el lunes.\nSin casos.")
    assert found == Merged("Llega el viernes.\nSin casos.\nLlega el lunes.", clash=True)


def test_what_one_took_away_while_the_other_mended_it_stays() -> None:
    assert merged("Llega el jueves.", "", "Llega el lunes.").text == "Llega el lunes."
    assert merged("Llega el jueves.", "Llega el lunes.", "").text == "Llega el lunes."


def test_no_word_added_by_either_is_ever_lost() -> None:
    """A thousand pairs of edits of one text: whoever added a word finds it in the outcome."""
    dice = random.Random(6)
    vocabulary = ["falta", "llega", "lote", "clave", "jueves", "lunes", "unidad", "pieza", "caso", "acuerdo"]

    def text() -> list[str]:
        return [dice.choice(vocabulary) + dice.choice(["", ",", "\n"]) for _ in range(dice.randint(0, 12))]

    def edited(words: list[str], own: str) -> tuple[str, set[str]]:
        words, new = list(words), set()
        for turn in range(dice.randint(1, 4)):
            at = dice.randint(0, len(words))
            if words and dice.random() < 0.3:
                words.pop(min(at, len(words) - 1))
            new.add(f"{own}{turn}")
            words.insert(min(at, len(words)), f"{own}{turn}")
        return " ".join(words), {word for word in new if word in words}

    for _ in range(1000):
        base = text()
        theirs, their_words = edited(base, "suya")
        mine, my_words = edited(base, "mia")
        found = merged(" ".join(base), theirs, mine).text
        assert not (their_words | my_words) - set(found.replace(",", " ").split())


def test_two_long_texts_come_together_at_once_and_whole():
    """Forty thousand signs in one paragraph and in many, changed here and there and rewritten: half a minute before."""
    words = ["se", "dijo", "que", "faltan", "piezas", "en", "la", "unidad", "y", "el", "lunes", "con", "su", "plan"]
    rng = Random(7)
    for line_end in (" ", "\n"):
        pieces = [" ".join(rng.choices(words, k=9)) for _ in range(700)]
        base = line_end.join(pieces)
        theirs = line_end.join(["Arriba", *pieces[:350], "en medio", *pieces[350:]])
        mine = line_end.join([*pieces[:100], "otra cosa", *pieces[100:], "Abajo"])
        began = perf_counter()
        both = merged(base, theirs, mine)
        rewritten = merged(base, theirs, line_end.join(rng.sample(pieces, 700)))
        assert perf_counter() - began < 3
        for said in ("Arriba", "en medio", "otra cosa", "Abajo"):
            assert said in both.text
        assert rewritten.text
