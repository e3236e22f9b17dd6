"""Sessions that a person ends from another one."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession

from delegations import audit
from delegations.models import Person


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        person = context.request.user
        if ended and isinstance(person, Person):
            audit.record(type="sessions.ended", by=person, target=person, after={"sessions": len(ended)})
