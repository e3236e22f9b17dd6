"""What people are told about children's treatments: the words are in `templates/pediatric_platform/notices/`."""

from __future__ import annotations

from delegations.notify import NoticeKind

KINDS: tuple[NoticeKind, ...] = ()
