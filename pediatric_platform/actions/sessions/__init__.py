"""The writers of sessions: give, cancel, move."""

from pediatric_platform.actions.sessions.cancel import cancel_session
from pediatric_platform.actions.sessions.give import give_session
from pediatric_platform.actions.sessions.move import move_session

__all__ = ["cancel_session", "give_session", "move_session"]
