"""Words that somebody typed always come to paper: a sign that no font draws gives way, and nothing else does."""

from __future__ import annotations

import pytest

from delegations import typesetting
from delegations.paper_signs import BOX, named_in, plainer, plainest
from delegations.typesetting import typeset
from meetings.papers.minutes import HERE


def _families(text: str) -> dict[str, object]:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    told = dict.fromkeys(("title", "subject", "agreements_title", "addenda", "folio", "qr_alt", "check"), "Prueba")
    return told | {"text": text, "agreements": [], "qr": drawn, "check_href": "https://oncoabasto.example/"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Entregado ✅ y firmado", id="no font has it"),
        pytest.param("campana\x07 y \x1f\x9f", id="control signs"),
        pytest.param("Ponencia de \U0001f9d1\u200d\U0001f680, e\u20e3 y n\u033d", id="signs put on others"),
        pytest.param("".join(chr(0x1F300 + n) for n in range(40)), id="more than give way one by one"),
    ],
)
def test_what_no_font_draws_keeps_no_paper_from_being_made(text):
    assert typeset("families", _families(text), folder=HERE).startswith(b"%PDF-")


def test_what_can_be_drawn_is_left_as_it_was_written(monkeypatch):
    drawn = []
    compiled = typesetting._compiled
    monkeypatch.setattr(typesetting, "_compiled", lambda page, words: drawn.append(words) or compiled(page, words))
    typeset("families", _families("Cobertura ≥ 95 % · niñas → «sí»"), folder=HERE)
    typeset("families", _families("Niñas ≥ 95 % ✅"), folder=HERE)
    assert [one["text"] for one in drawn] == [
        "Cobertura ≥ 95 % · niñas → «sí»",
        "Niñas ≥ 95 % ✅",
        f"Niñas ≥ 95 % {BOX}",
    ]


def test_another_fault_of_a_layout_is_told():
    with pytest.raises(Exception, match="heading"):
        typeset("families", _families("") | {"title": ""}, folder=HERE)


def test_signs_are_read_from_the_fault_and_taken_from_every_text():
    assert named_in(r'PDF/UA-1 error: the text `"\u{7}"` could not be displayed with font `"X"`') == "\x07"
    assert named_in("heading title is empty") == ""
    assert plainer({"a": ["1✅", 2, ("é",)]}, "✅") == {"a": [f"1{BOX}", 2, ["é"]]}
    assert plainer("n\u033do\u0301", "n") == "nó"
    assert plainest("Añó ✅ «5 €»") == "Añó ? «5 €»"
