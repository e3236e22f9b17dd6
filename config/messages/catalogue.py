"""A language's catalogue on disk: brought up to date, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from config.messages.found import Text

# No dates and no line numbers: two people who add texts on the same day then change different lines.
HEADER = """\
# English of OncoAbasto's screen texts. Spanish is the source: `bin/messages` writes this file, people fill the msgstr.
msgid ""
msgstr ""
"Project-Id-Version: OncoAbasto\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|\{\w*\}|%[sd]")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def read(path: Path, language: str) -> Catalog:
    """The catalogue at `path`; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stored:
        return read_po(stored, locale=language)


def updated(known: Catalog, found: Mapping[Text, set[str]], language: str) -> str:
    """The file's text for the texts found: translations kept, new ones empty, those no longer used gone."""
    fresh = Catalog(locale=language)
    for text in sorted(found, key=lambda text: (min(found[text]), text.singular, text.context or "")):
        message_id = (text.singular, text.plural) if text.plural else text.singular
        told = known.get(message_id, text.context)
        fresh.add(
            message_id,
            _kept(told, text),
            locations=[(name, 0) for name in sorted(found[text])],
            context=text.context,
        )
    out = BytesIO()
    write_po(out, fresh, omit_header=True, include_lineno=False, ignore_obsolete=True, width=120)
    return HEADER.format(language=language) + out.getvalue().decode().strip() + "\n"


def faults(known: Catalog, found: Mapping[Text, set[str]]) -> list[str]:
    """What keeps the catalogue from being complete: one sentence each, none when all is well."""
    wrong = clashes(found)
    for text in found:
        told = known.get((text.singular, text.plural) if text.plural else text.singular, text.context)
        problem = _problem(told, text)
        if problem:
            wrong.append(f"{min(found[text])}: {problem}: {text.singular!r}")
    keys = {text.key for text in found}
    wrong += [f"no longer used: {told.id!r}" for told in known if told.id and _key(told) not in keys]
    return sorted(wrong)


def clashes(found: Mapping[Text, set[str]]) -> list[str]:
    """Texts that gettext cannot tell apart: the same singular with two plurals, or with one and without."""
    times = Counter(text.key for text in found)
    doubled = [text for text in found if times[text.key] > 1]
    return [f"{min(found[text])}: two plurals, or one and none: {text.singular!r}" for text in doubled]


def _kept(told: Message | None, text: Text) -> str | tuple[str, str]:
    if told is None:
        return ("", "") if text.plural else ""
    if text.plural:
        singular, plural = (*_strings(told), "", "")[:2]
        return singular, plural
    return (*_strings(told), "")[0]


def _problem(told: Message | None, text: Text) -> str | None:
    if told is None:
        return "missing in the catalogue"
    strings = _strings(told)
    if len(strings) != (2 if text.plural else 1) or not all(strings):
        return "untranslated"
    if told.fuzzy:
        return "fuzzy"
    sources = [text.singular, text.plural][: len(strings)]
    for source, string in zip(sources, strings, strict=True):
        assert source is not None
        if not _placeholders(source, text) <= _placeholders(string, text) <= _placeholders(source, text, widest=True):
            return f"other placeholders in {string!r}"
        if Counter(_TAG.findall(source)) != Counter(_TAG.findall(string)):
            return f"other tags in {string!r}"
        if _edges(source) != _edges(string):
            return f"other white space at the ends of {string!r}"
    return None


def _strings(told: Message) -> list[str]:
    return [told.string] if isinstance(told.string, str) else list(told.string or ())


def _placeholders(string: str, text: Text, *, widest: bool = False) -> set[str]:
    """Those of one form; with `widest`, of both: "one unit" may leave the number out where "%(n)s units" has it."""
    told = _named_and_numbered(string)
    return told | _named_and_numbered(text.plural or "") if widest else told


def _named_and_numbered(string: str) -> set[str]:
    """Each placeholder; those without a name with their place, because none may be left out or swapped."""
    found = _PLACEHOLDER.findall(string.replace("%%", ""))
    bare = [placeholder for placeholder in found if placeholder in {"%s", "%d", "{}"}]
    return {f"{place} {placeholder}" for place, placeholder in enumerate(bare)} | (set(found) - set(bare))


def _edges(string: str) -> tuple[str, str]:
    return string[: len(string) - len(string.lstrip())], string[len(string.rstrip()) :]


def _key(told: Message) -> tuple[str, str]:
    return told.context or "", told.id if isinstance(told.id, str) else told.id[0]
