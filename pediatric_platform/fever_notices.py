"""What people are told about the golden hour."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
