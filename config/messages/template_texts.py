"""What a Django template says: its marked texts, and its literal texts that nobody marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

_QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CONSTANT = re.compile(rf"""(?<!\w)_\(({_QUOTED})\)""")
_TRANSLATE = re.compile(rf"""^trans(?:late)?\s+({_QUOTED})""")
_BLOCK = re.compile(r"^blocktrans(?:late)?\b")
_CONTEXT = re.compile(rf"""\scontext\s+({_QUOTED})""")

Found = tuple[str, str | None, str | None]


def template_texts(source: str) -> Iterator[Found]:
    """Marked texts of a template, as (text, plural, context) and as gettext will be asked for them."""
    tokens = iter(_tokens(source))
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        contents = token.contents.strip()
        is_block = token.token_type == TokenType.BLOCK
        if is_block and (simple := _TRANSLATE.match(contents)):
            yield _unquoted(simple[1]), None, _context(contents)
        elif is_block and _BLOCK.match(contents):
            singular, plural = _block(tokens, trimmed="trimmed" in token.split_contents())
            yield singular, plural, _context(contents)
        for constant in _CONSTANT.findall(contents):
            yield _unquoted(constant), None, None


# A word: two letters or more, so that signs, arrows and single keys are none.
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_SPOKEN_ATTRIBUTE = re.compile(
    r"""\b(?:aria-label|aria-description|aria-roledescription|title|alt|placeholder|label|data-label|data-[a-z]*text)="""
    r"""("[^"]*"|'[^']*')"""
)
_SILENT = re.compile(r"<(script|style|kbd|code)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
# In a partial that holds attributes alone: what they say is a tag of its own, and is read as such.
_BARE_ATTRIBUTE = re.compile(r"""\b[a-z-]+=(?:"\s*"|'\s*')""")
_ENTITY = re.compile(r"&\w+;")


def unmarked_texts(source: str, allowed: frozenset[str]) -> list[str]:
    """Literal words that a reader would meet untranslated; `allowed` are the names that no language changes."""
    kept: list[str] = []
    tokens = iter(_tokens(source))
    names_classes = False  # inside a block that fills in a class attribute of the page
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            kept.append("" if names_classes else token.contents)
        elif token.token_type == TokenType.BLOCK and token.contents.split()[0] in {"block", "endblock"}:
            names_classes = token.contents.endswith("_class")
        elif token.token_type == TokenType.BLOCK and _BLOCK.match(token.contents.strip()):
            _block(tokens, trimmed=False)
    markup = _SILENT.sub(" ", "".join(kept))
    spoken = [match[1][1:-1] for match in _SPOKEN_ATTRIBUTE.finditer(markup)]
    pieces = spoken + re.split(r"[\n\x00]", _BARE_ATTRIBUTE.sub("", _TAG.sub("\x00", markup)))
    return [said for piece in pieces if (said := _ENTITY.sub(" ", piece).strip()) and _words(said) - allowed]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text))


def _tokens(source: str) -> Iterator[Token]:
    """The template's tokens without what stands between `comment` and `endcomment`."""
    commented = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK and token.contents.split()[:1] in (["comment"], ["endcomment"]):
            commented = token.contents.startswith("comment")
        elif not commented and token.token_type != TokenType.COMMENT:
            yield token


def _block(tokens: Iterator[Token], *, trimmed: bool) -> tuple[str, str | None]:
    """The singular and plural of a blocktranslate, up to its end."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if token.contents.strip() == "plural":
                parts.append([])
                continue
            break
        is_variable = token.token_type == TokenType.VAR
        parts[-1].append(f"%({token.contents})s" if is_variable else token.contents.replace("%", "%%"))
    texts = [trim_whitespace("".join(part)) if trimmed else "".join(part) for part in parts]
    return texts[0], texts[1] if len(texts) > 1 else None


def _context(contents: str) -> str | None:
    found = _CONTEXT.search(contents)
    return found[1][1:-1] if found else None


def _unquoted(quoted: str) -> str:
    mark = quoted[0]
    return quoted[1:-1].replace("\\" + mark, mark).replace("\\\\", "\\").replace("%", "%%")
