"""The personal link of an invitation: made of the site's own key, so that it can be written again in a second mail.

Only its SHA-256 stands in the table: whoever reads the database has no link that opens.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from delegations.selectors.links import fingerprint

if TYPE_CHECKING:
    from meetings.models import Attendance, Meeting

_SALT = "meetings.presence"


def token_for(meeting: Meeting, attendance_id: int) -> str:
    """The token of a participant of a meeting; 256 bits that nobody guesses."""
    made = salted_hmac(_SALT, f"{meeting.presence_key}:{attendance_id}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def token_of(attendance: Attendance) -> str:
    """The token that opens for this participant now; nothing where their link is of another making, or gone."""
    token = token_for(attendance.meeting, attendance.pk)
    return token if attendance.token_hash == fingerprint(token) else ""
