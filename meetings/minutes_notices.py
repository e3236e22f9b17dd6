"""What people are told about minutes: to be signed, signed, corrected."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
