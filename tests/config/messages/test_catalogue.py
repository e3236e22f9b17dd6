"""What makes a catalogue incomplete, and what bringing it up to date keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from config.messages.catalogue import faults, read, updated
from config.messages.found import Text

SEND = Text("Enviar %(n)s a <b>%(place)s</b>")
PIECES = Text("%(n)d pieza", "%(n)d piezas")


def catalogue_with(text: Text, *strings: str, flags: tuple[str, ...] = ()) -> Catalog:
    known = Catalog(locale="en")
    message_id = (text.singular, text.plural) if text.plural else text.singular
    known.add(message_id, strings if text.plural else strings[0], flags=flags)
    return known


@pytest.mark.parametrize(
    ("text", "strings", "flags", "fault"),
    [
        (SEND, ["Send %(n)s to <b>%(place)s</b>"], (), ""),
        (SEND, [""], (), "untranslated"),
        (SEND, ["Send %(n)s to <b>%(place)s</b>"], ("fuzzy",), "fuzzy"),
        (SEND, ["Send to <b>%(place)s</b>"], (), "other placeholders"),
        (SEND, ["Send %(n)d to <b>%(place)s</b>"], (), "other placeholders"),
        (SEND, ["Send %(n)s to %(place)s"], (), "other tags"),
        (SEND, ["Send %(n)s to <b>%(place)s</b> "], (), "other white space"),
        (PIECES, ["%(n)d piece", "%(n)d pieces"], (), ""),
        (PIECES, ["%(n)d piece", ""], (), "untranslated"),
        (PIECES, ["%(n)d piece", "pieces"], (), "other placeholders"),
        (Text("Una pieza", "%(n)d piezas"), ["%(n)d piece", "%(n)d pieces"], (), ""),
        (Text("%s de %s"), ["%s"], (), "other placeholders"),
    ],
)
def test_each_fault_is_named(text: Text, strings: list[str], flags: tuple[str, ...], fault: str) -> None:
    wrong = faults(catalogue_with(text, *strings, flags=flags), {text: {"a.py"}})
    assert [fault in said for said in wrong] == ([True] if fault else [])


def test_a_text_without_entry_and_an_entry_without_text_are_faults() -> None:
    wrong = faults(catalogue_with(SEND, "x"), {PIECES: {"a.py"}})
    assert [said.split(":")[0] for said in wrong] == ["a.py", "no longer used"]


def test_one_text_with_two_plurals_cannot_be_told_apart() -> None:
    found = {PIECES: {"a.py"}, Text("%(n)d pieza"): {"b.py"}}
    assert sum("two plurals" in said for said in faults(Catalog(locale="en"), found)) == 2


def test_an_update_keeps_translations_adds_texts_and_drops_the_unused(tmp_path: Path) -> None:
    known = catalogue_with(PIECES, "%(n)d piece", "%(n)d pieces")
    known.add("Ya no", "No longer")
    path = tmp_path / "django.po"
    path.write_text(updated(known, {PIECES: {"b.py", "a.html"}, Text("Nuevo"): {"c.py"}}, "en"))
    fresh = read(path, "en")
    assert {message.id: message.string for message in fresh if message.id} == {
        (PIECES.singular, PIECES.plural): ("%(n)d piece", "%(n)d pieces"),
        "Nuevo": "",
    }
    assert "#: a.html b.py\n" in path.read_text()
    assert updated(fresh, {PIECES: {"b.py", "a.html"}, Text("Nuevo"): {"c.py"}}, "en") == path.read_text()
