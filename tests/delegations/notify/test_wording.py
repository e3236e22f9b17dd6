from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from delegations.notify.kinds import NoticeKind, all_kinds, register
from delegations.notify.packing import pack, unpack
from delegations.notify.wording import paragraphs, words_are_there


@pytest.mark.parametrize(
    "kind", [kind for kind in all_kinds() if not kind.name.startswith("test.")], ids=lambda k: k.name
)
def test_every_kind_has_its_words(kind: NoticeKind) -> None:
    words_are_there(kind)
    get_template(f"{kind.template}.inbox.txt")
    with override("es-mx"):
        assert str(kind.label)
        assert str(kind.why).endswith(".")


def test_a_text_becomes_paragraphs_and_lists_and_is_escaped() -> None:
    html = paragraphs("Hola <b>Ana</b>:\r\nsegunda línea\r\n\r\n- uno\n- dos & tres\n\n\n")
    assert html.count("<p ") == 1
    assert "&lt;b&gt;Ana&lt;/b&gt;:<br>segunda línea" in html
    assert html.count("<li ") == 2
    assert "dos &amp; tres" in html


def test_what_is_packed_comes_back(long_ago) -> None:
    values = {"day": long_ago, "at": datetime(2026, 1, 5, 7, tzinfo=UTC), "rows": [{"n": 1}, None, True], "text": "ñ"}
    assert unpack(pack(values)) == values


def test_a_kind_is_registered_once() -> None:
    kind = all_kinds()[0]
    register(kind)
    with pytest.raises(ValueError, match="twice"):
        register(NoticeKind(name=kind.name, label="Otra"))
