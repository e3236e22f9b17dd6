"""Typed readers of environment variables that fail loudly: each error names the variable, the fault and the remedy."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "si", "sí"}
FALSE = {"0", "false", "no", "off"}
SHORTEST_SECRET = 32
_MAKE_ONE = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"


def env_str(name: str, default: str | None = None, *, remedy: str = "") -> str:
    """Text of `name`; a variable that is set but empty counts as not set.

    Raises ImproperlyConfigured when it is missing and there is no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. {remedy or 'Set it; .env.example explains it.'}")
    return default


def env_bool(name: str, default: bool = False) -> bool:
    """Yes or no of `name`. Raises ImproperlyConfigured for any other word: a typing error is never a silent no."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}, which is neither yes nor no. Set it to 1 or 0.")


def env_int(name: str, default: int) -> int:
    """Whole number of `name`. Raises ImproperlyConfigured when it is not one."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which is not a whole number. Set it to digits only."
        ) from None


def env_list(name: str, default: list[str] | None = None, *, remedy: str = "") -> list[str]:
    """Comma-separated words of `name`, without blanks. Raises ImproperlyConfigured when missing without a default."""
    words = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    if words:
        return words
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. {remedy or 'Set it to a comma-separated list.'}")
    return default


def secret(name: str, *, generate: Callable[[], str] | None = None, optional: bool = False) -> str:
    """A secret of at least 32 characters. `generate` supplies one where that is safe (a laptop, never production);
    an `optional` one that is not set is empty.

    Raises ImproperlyConfigured when it is missing or too short to be a secret; never shows its value.
    """
    value = os.environ.get(name, "").strip()
    if not value and generate is not None:
        value = generate()
    if not value and optional:
        return ""
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {_MAKE_ONE}")
    return _long_enough(name, value)


def secrets_list(name: str) -> list[str]:
    """Comma-separated secrets of `name`, none if it is not set. Raises ImproperlyConfigured when one is too short."""
    return [_long_enough(name, value) for value in env_list(name, [])]


def _long_enough(name: str, value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters; at least {SHORTEST_SECRET} are needed. {_MAKE_ONE}"
        )
    return value
