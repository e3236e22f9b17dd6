"""What people without an account tell: written, confirmed by a code, forgotten. The only writers of drafts."""

from pediatric_platform.actions.public_cases.confirm import Confirmed, confirm_draft
from pediatric_platform.actions.public_cases.drafts import (
    KEPT_FOR,
    PublicTold,
    begin_draft,
    discard_draft,
    forget_drafts,
    keep_photo,
    kept_photo,
    must_have_room,
    readdress_draft,
)

__all__ = [
    "KEPT_FOR",
    "Confirmed",
    "PublicTold",
    "begin_draft",
    "confirm_draft",
    "discard_draft",
    "forget_drafts",
    "keep_photo",
    "kept_photo",
    "must_have_room",
    "readdress_draft",
]
