"""What people are told about agreements: given, near their day, at risk, broken, kept."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
