"""Texts sealed at rest, each purpose with a key of its own, and prints by which a sealed text is found again."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


def cipher(purpose: str, keys: Sequence[str]) -> MultiFernet:
    """What seals for one purpose: with the first key; what any of the others sealed is still opened."""
    return _cipher(purpose, tuple(keys))


@lru_cache(maxsize=16)
def _cipher(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(purpose, key))) for key in keys])


@lru_cache(maxsize=32)
def _derived(purpose: str, key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key.encode())


IDENTIFIERS = "oncoabasto identifiers"
LOOKUP = "oncoabasto identifier look-up"


def _identifier_keys() -> tuple[str, ...]:
    return (settings.IDENTIFIER_KEY, *settings.IDENTIFIER_KEY_FALLBACKS)


def fingerprint(kind: str, text: str) -> str:
    """By which an identifier is found without being opened: HMAC-SHA256 under the key of today, 64 hex digits.

    `kind` ("curp", "nss") keeps equal texts of two kinds apart. An empty text has no print.
    """
    return _print(kind, text, settings.IDENTIFIER_KEY) if text else ""


def fingerprints(kind: str, text: str) -> list[str]:
    """Every print that the text may have on record: under the key of today, and under the former ones until
    `reseal_identifiers` has run."""
    return [_print(kind, text, key) for key in _identifier_keys()] if text else []


def _print(kind: str, text: str, key: str) -> str:
    return hmac.new(_derived(LOOKUP, key), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


class SealedText(models.TextField):
    """A text that the database holds sealed (Fernet). It cannot be searched: keep its `fingerprint` beside it."""

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        if not value:
            return value
        try:
            return cipher(IDENTIFIERS, _identifier_keys()).decrypt(value.encode()).decode()
        except InvalidToken:
            raise SealedWithAnotherKey(self.name) from None

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return cipher(IDENTIFIERS, _identifier_keys()).encrypt(text.encode()).decode() if text else text


class SealedBytes(models.BinaryField):
    """A file that the database holds sealed (Fernet): a third larger, and opened as a whole."""

    def from_db_value(self, value: Any, *_args: Any) -> bytes | None:
        if value is None:
            return None
        try:
            return cipher(IDENTIFIERS, _identifier_keys()).decrypt(bytes(value))
        except InvalidToken:
            raise SealedWithAnotherKey(self.name) from None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = None if value is None else cipher(IDENTIFIERS, _identifier_keys()).encrypt(bytes(value))
        return super().get_db_prep_value(sealed, connection, prepared)


class SealedWithAnotherKey(Exception):
    """A stored text that no key opens: IDENTIFIER_KEY was changed without naming the former one among its fallbacks."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: sealed with a key that is not among IDENTIFIER_KEY and IDENTIFIER_KEY_FALLBACKS")
