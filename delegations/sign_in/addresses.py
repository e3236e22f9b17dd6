"""The library keeps addresses in a table of its own; the person's row is what counts, and this keeps the two equal."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from delegations.models import Person


@transaction.atomic
def keep_address(person: Person) -> EmailAddress:
    """Make the person's e-mail their one verified address. An account is taken by a link sent there, so it is proven.

    Addresses the account no longer has, and others' claims to this one, go.
    """
    email = person.email.lower()
    kept: EmailAddress | None = EmailAddress.objects.filter(
        user=person, email=email, verified=True, primary=True
    ).first()
    if kept is not None and not EmailAddress.objects.filter(user=person).exclude(pk=kept.pk).exists():
        return kept
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.filter(email=email).delete()
    made: EmailAddress = EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return made
