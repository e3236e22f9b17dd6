"""Every screen text can be read in both languages: marked in the sources, complete in the catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, pgettext

from config.messages.__main__ import CATALOGUE, LANGUAGE, ROOT
from config.messages.catalogue import faults, read, updated
from config.messages.found import Text, found_texts, source_files, template_files
from config.messages.template_texts import unmarked_texts

# Names and signs that no language changes. A word that one language would say otherwise does not belong here.
SIGNS = [
    "OncoAbasto",
    "IMSS",
    "OOAD",
    "UMAE",
    "CLUES",
    "CPM",
    "ATC",
    "GTIN",
    "VEN",
    "AWaRe",
    "API",
    "CSV",
    "XLSX",
    "ZIP",
]
UNITS = ["kg", "cm", "m", "m²", "mg", "ml", "µL"]
NAMES = frozenset([*SIGNS, *UNITS, "Mosteller"])
# Each language names itself in its own words.
OWN_NAMES = {
    "templates/_components/language.html": frozenset({"Español", "English", "ES", "EN"}),
    # A citation stays as it was published.
    "templates/pediatric_platform/_surface_source.html": frozenset(
        ["Mosteller", "RD", "Simplified", "calculation", "of", "body", "surface", "area", "N", "Engl", "J", "Med"]
    ),
    # A class, given to the block of the template below.
    "templates/pediatric_platform/child_allergies.html": frozenset({"split"}),
    "templates/pediatric_platform/child_growth.html": frozenset({"split"}),
}


@pytest.fixture(scope="module")
def found() -> dict[Text, set[str]]:
    return found_texts(ROOT)


def test_english_is_complete(found: dict[Text, set[str]]) -> None:
    assert faults(read(CATALOGUE, LANGUAGE), found) == [], "run bin/messages and fill the empty msgstr"


def test_the_catalogue_is_as_bin_messages_writes_it(found: dict[Text, set[str]]) -> None:
    assert updated(read(CATALOGUE, LANGUAGE), found, LANGUAGE) == CATALOGUE.read_text(), "run bin/messages"


@pytest.mark.parametrize("path", list(template_files(ROOT)), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_says_nothing_that_is_not_marked(path: Path) -> None:
    allowed = NAMES | OWN_NAMES.get(path.relative_to(ROOT).as_posix(), frozenset())
    assert unmarked_texts(path.read_text(), allowed) == []


GETTEXT = {"gettext", "ngettext", "pgettext", "npgettext"}


def calls(node: ast.AST, names: set[str], *, inside: bool = False) -> Iterator[tuple[ast.Call, bool]]:
    """Calls of these functions, each with whether it waits in the body of a function until somebody asks."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
        yield node, inside
    body = {id(child) for child in getattr(node, "body", [])} if isinstance(node, ast.FunctionDef) else set()
    for child in ast.iter_child_nodes(node):
        waits = inside or id(child) in body or isinstance(node, ast.Lambda)
        yield from calls(child, names, inside=waits)


def test_texts_are_literal_and_no_language_is_chosen_at_import() -> None:
    wrong = []
    for path in source_files(ROOT):
        if path.suffix != ".py":
            continue
        tree = ast.parse(path.read_text())
        imported = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name.removesuffix("_lazy") in GETTEXT
        }
        for call, waits in calls(tree, set(imported)):
            name = imported[call.func.id]  # type: ignore[attr-defined]  # a Name: see calls()
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            if not waits and name in GETTEXT:
                wrong.append(f"{where}: use {name}_lazy here")
            if call.args and not isinstance(call.args[0], ast.Constant):
                wrong.append(f"{where}: only a literal text can be found by bin/messages")
    assert wrong == []


def test_spanish_is_shown_as_it_is_written(found: dict[Text, set[str]]) -> None:
    """A text of ours that happens to be an English one of Django's would come out as Django's Spanish."""
    with translation.override("es-mx"):
        changed = [
            text.singular
            for text in found
            if (pgettext(text.context, text.singular) if text.context else gettext(text.singular)) != text.singular
        ]
    assert changed == []


def test_english_is_compiled_and_counts_as_english_does() -> None:
    with translation.override("en"):
        assert gettext("Caducidad") == "Expiry", "bin/test and bin/messages compile the catalogue"
        assert translation.ngettext("%(n)d día", "%(n)d días", 1) == "%(n)d day"
        assert translation.ngettext("%(n)d día", "%(n)d días", 0) == "%(n)d days"


@pytest.mark.django_db
@pytest.mark.parametrize(("cookie", "said"), [("", "Saltar al contenido"), ("en", "Skip to content")])
def test_a_page_speaks_the_language_of_the_cookie(client: Client, cookie: str, said: str) -> None:
    if cookie:
        client.cookies["idioma"] = cookie
    page = client.get("/entrar/", headers={"accept-language": "en" if not cookie else "es"})
    assert said in page.content.decode()
    assert page.headers["Content-Language"] == (cookie or "es-mx")
