"""What people are told about guides."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
