"""Texts marked for translation, wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.extract import extract

from config.messages.template_texts import template_texts

SOURCES = ("config", "delegations", "supply", "pediatric_platform", "meetings")
TEMPLATES = "templates"
KEYWORDS: dict[str, Any] = {
    name + lazy: place
    for name, place in {
        "gettext": (1,),
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
} | {"_": (1,), "gettext_noop": (1,), "N_": (1,)}


@dataclass(frozen=True, order=True)
class Text:
    """A marked text: what stands in the source, its plural and its context where it has them."""

    singular: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks it up by."""
        return self.context or "", self.singular


def found_texts(root: Path) -> dict[Text, set[str]]:
    """Every marked text under `root` with the files it stands in, relative to `root`."""
    found: dict[Text, set[str]] = {}
    for path in source_files(root):
        for text in _texts_of(path):
            found.setdefault(text, set()).add(path.relative_to(root).as_posix())
    return found


def source_files(root: Path) -> Iterator[Path]:
    """The files that may hold screen texts: Python of the apps (migrations aside) and every template."""
    for name in SOURCES:
        for path in sorted((root / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    yield from template_files(root)


def template_files(root: Path) -> Iterator[Path]:
    """The templates of the project and of its apps."""
    for folder in [root / TEMPLATES, *(root / name / TEMPLATES for name in SOURCES)]:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt"})


def _texts_of(path: Path) -> Iterator[Text]:
    if path.suffix != ".py":
        for singular, plural, context in template_texts(path.read_text()):
            yield Text(singular, plural, context)
        return
    with path.open("rb") as source:
        for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
            if isinstance(message, str):
                yield Text(message, None, context)
            else:
                yield Text(message[0], message[1], context)
