"""What people are told about meetings: the words are in `templates/meetings/notices/`."""

from __future__ import annotations

from delegations.notify import NoticeKind
from meetings import agenda_notices, agreement_notices, meeting_notices, minutes_notices

KINDS: tuple[NoticeKind, ...] = (
    *meeting_notices.KINDS,
    *agenda_notices.KINDS,
    *agreement_notices.KINDS,
    *minutes_notices.KINDS,
)
