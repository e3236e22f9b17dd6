"""How every task goes on after what passes by itself: a lost connection, a lock that timed out."""

from __future__ import annotations

from typing import Any

from django.db import InterfaceError, OperationalError

RETRY: dict[str, Any] = {
    "acks_late": True,
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_backoff": 2,
    "retry_backoff_max": 300,
    "retry_jitter": True,
    "max_retries": 6,
}
