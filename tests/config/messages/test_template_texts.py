"""What is found in a template, and what is missed there."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from config.messages.template_texts import template_texts, unmarked_texts


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'Lote' %}", [("Lote", None, None)]),
        ('{% translate "Lote" as label %}', [("Lote", None, None)]),
        ('{% translate "Surtidas" context "recetas" %}', [("Surtidas", None, "recetas")]),
        ('{% translate "98 %" %}', [("98 %%", None, None)]),
        ("{% blocktranslate %}Faltan {{ n }} %{% endblocktranslate %}", [("Faltan %(n)s %%", None, None)]),
        (
            "{% blocktranslate count n=2 %}{{ n }} pieza{% plural %}{{ n }} piezas{% endblocktranslate %}",
            [("%(n)s pieza", "%(n)s piezas", None)],
        ),
        (
            "{% blocktranslate trimmed with a=_('Unidad') context 'c' %}\n uno\n  dos\n{% endblocktranslate %}",
            [("uno dos", None, "c"), ("Unidad", None, None)],
        ),
        (
            """{% include "a.html" with title=_("Nada aquí") text=_('Di "sí"') %}""",
            [("Nada aquí", None, None), ('Di "sí"', None, None)],
        ),
        ("""{{ x|default:_("Ninguno") }}{{ _("Uno")|lower }}""", [("Ninguno", None, None), ("Uno", None, None)]),
        ("{# {% translate 'no' %} #}{% comment %}{% translate 'no' %}{% endcomment %}", []),
    ],
)
def test_marked_texts_are_found(source: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert list(template_texts(source)) == expected


def test_they_are_what_django_asks_gettext_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    source = "{% load i18n %}{% blocktranslate with a=1 %}{{ a }} de 3 %{% endblocktranslate %}{% translate '5 %' %}"
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda text: asked.append(str(text)) or text)
    with translation.override("en"):
        Template(source).render(Context())
    assert asked == [text for text, _plural, _context in template_texts(source)]


@pytest.mark.parametrize(
    ("source", "unmarked"),
    [
        ("<p>Sin marcar</p>", ["Sin marcar"]),
        ('<th data-label="Lote">{{ lot }}</th>', ["Lote"]),
        ('<img alt="Mapa" src="mapa.png" class="wide tall">', ["Mapa"]),
        ("<p>{% if x %}Hay{% else %}{% translate 'No hay' %}{% endif %}</p>", ["Hay"]),
        ("{% blocktranslate %}Todo marcado{% endblocktranslate %}", []),
        ('<a class="button" href="{{ href }}">{% translate "Ver" %}</a> · &nbsp; CLUES', []),
        ('{% block body_class %}plain-words{% endblock %}<p>{% translate "Sí" %}</p>', []),
        ("{% block body_class %}wide{% endblock %}{% block title %}Lotes{% endblock %}", ["Lotes"]),
        ('data-lost="{% translate \'Se perdió\' %}" data-found="Hallado"', ['data-found="Hallado"']),
        ("<script src='a.js'></script><kbd>Enter</kbd><!-- nota -->", []),
    ],
)
def test_unmarked_texts_are_named(source: str, unmarked: list[str]) -> None:
    assert unmarked_texts(source, frozenset({"CLUES"})) == unmarked
