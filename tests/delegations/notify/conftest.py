"""A kind of notice of our own for these tests, with words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.template import engines

from delegations.notify import NoticeKind, kinds

TEMPLATES = {
    "delegations/notices/test_stock.subject.txt": (
        "{% if person.language == 'en' %}{{ drug }} is missing{% else %}Falta {{ drug }}{% endif %}"
    ),
    "delegations/notices/test_stock.txt": (
        "{% if person.language == 'en' %}Since {{ since|date:'F' }}.{% else %}Desde {{ since|date:'F' }}.{% endif %}"
        "\n\n- {{ drug }}\n- dos"
    ),
    "delegations/notices/test_stock.inbox.txt": "{{ drug }}: falta",
    "delegations/notices/test_link.subject.txt": "Un enlace",
    "delegations/notices/test_link.txt": "Su enlace: {{ url }}",
    "delegations/notices/test_must.subject.txt": "Obligatorio",
    "delegations/notices/test_must.txt": "Esto llega siempre.",
}


@dataclass(frozen=True)
class Kinds:
    """The three sorts there are: one may choose, one must, one carries a link."""

    stock: NoticeKind
    must: NoticeKind
    link: NoticeKind


@pytest.fixture(autouse=True)
def words_of_the_tests() -> Iterator[None]:
    """These templates stand before the project's own."""
    from django.template.loaders.locmem import Loader

    engine = engines["django"].engine  # type: ignore[attr-defined]
    before = engine.template_loaders
    engine.template_loaders = [Loader(engine, TEMPLATES), *before]
    yield
    engine.template_loaders = before


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    made = Kinds(
        NoticeKind(name="test.stock", label="Faltantes", why="Porque es de prueba."),
        NoticeKind(name="test.must", label="Lo obligatorio", mandatory=True),
        NoticeKind(name="test.link", label="Enlaces", secret=True),
    )
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    for one in (made.stock, made.must, made.link):
        kinds.register(one)
    return made
