"""What people are told about children's treatments: the words are in `templates/pediatric_platform/notices/`."""

from __future__ import annotations

from delegations.notify import NoticeKind
from pediatric_platform import arrival_notices, case_notices, fever_notices, guide_notices, kit_notices, rollout_notices
from pediatric_platform.family import notices as family

KINDS: tuple[NoticeKind, ...] = (
    *arrival_notices.KINDS,
    *family.KINDS,
    *case_notices.KINDS,
    *fever_notices.KINDS,
    *kit_notices.KINDS,
    *rollout_notices.KINDS,
    *guide_notices.KINDS,
)
