"""One way to write figures down, so that their print is the same wherever it is made: canonical JSON, SHA-256."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: Any) -> str:
    """JSON with sorted keys, no blanks, nothing escaped that need not be. Plain values only: a float that is no number
    is refused (ValueError), as is what JSON does not know (TypeError).
    """
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()
