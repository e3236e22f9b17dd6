"""Codes and secret links of people without an account. Nothing here is kept: only hashes are. Pure."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

from django.conf import settings

# Numbers, for a telephone's number pad; told in two halves.
CODE_DIGITS = 8


def new_code() -> str:
    """`12345678`."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def shown(code: str) -> str:
    """`1234-5678`."""
    return f"{code[:4]}-{code[4:]}"


def typed(code: str) -> str:
    """What somebody typed, without what stands between its numbers."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())


def code_print(draft: uuid.UUID, code: str) -> str:
    """What is kept of a code: of use for its own draft alone."""
    return _print("code", str(draft), code)


def same(one: str, other: str) -> bool:
    """Compared in the same time whatever is equal of them."""
    return hmac.compare_digest(one, other)


def draft_id(key: str, *facts: str) -> uuid.UUID:
    """The same form with the same words is the same draft; nobody can tell it from either."""
    return uuid.UUID(_print("draft", key, *facts)[:32], version=4)


def follow_token(draft: uuid.UUID) -> str:
    """The secret of a case's page for whoever told it: made again for each mail, so that none is lost."""
    return _print("follow", str(draft))


def _print(*parts: str) -> str:
    whole = "\x1f".join(("public-case", *parts)).encode()
    return hmac.new(settings.IDENTIFIER_KEY.encode(), whole, hashlib.sha256).hexdigest()
