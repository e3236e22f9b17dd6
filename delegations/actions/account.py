"""What a person changes about their own account."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from delegations import audit
from delegations.models import Person


@transaction.atomic
def change_language(*, language: str, by: Person) -> Person:
    """Speak and write to the person in another language; a language that is not offered changes nothing."""
    if language not in dict(settings.LANGUAGES) or language == by.language:
        return by
    before = by.language
    by.language = language
    by.save(update_fields=["language"])
    audit.record(type="person.language_changed", by=by, target=by, before={"language": before}, after={"language": language})
    return by
