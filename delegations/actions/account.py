"""What a person changes about their own account; name and mobile phone have their own actions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from delegations import audit
from delegations.models import Person


@transaction.atomic
def change_language(*, language: str, by: Person) -> Person:
    """Speak and write to the person in another language; a language that is not offered changes nothing."""
    if language not in dict(settings.LANGUAGES) or language == by.language:
        return by
    before, by.language = by.language, language
    by.save(update_fields=["language"])
    audit.record(
        type="person.language_changed", by=by, target=by, before={"language": before}, after={"language": language}
    )
    return by


@transaction.atomic
def end_session(*, session: UserSession, by: Person) -> None:
    """Close one of the person's own sessions: at its next request that device is asked to sign in."""
    if session.user_id != by.pk:
        raise PermissionError("a session is ended by its own person")
    session.end()
    audit.record(type="sessions.ended", by=by, target=by, after={"sessions": 1})
