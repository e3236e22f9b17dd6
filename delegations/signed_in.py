"""Who asks: for views behind a sign-in, where the request's user is always a person."""

from __future__ import annotations

from django.http import HttpRequest

from delegations.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who signed in. TypeError where a view forgot to require it."""
    if not isinstance(request.user, Person):
        raise TypeError("this view must require sign-in")
    return request.user
