"""What people are told about cases."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
