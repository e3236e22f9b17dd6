"""What people are told about the roll-out of the electronic record."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
