"""What events about performance are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise

WORDS: dict[str, str | Promise] = {}
