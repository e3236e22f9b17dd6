"""A person's key to the API: one each, shown once, given and taken back by the person. Only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from rest_framework.authtoken.models import Token

from delegations import audit
from delegations.errors.sign_in import SecondFactorMissing
from delegations.models import Person
from delegations.sign_in.policy import lacks_second_factor


def kept_as(key: str) -> str:
    """What stands in the table for a key: as long as the library's column, and no way back."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


@transaction.atomic
def give_token(*, by: Person) -> str:
    """A new key for the person, in place of the one there was; it cannot be read again. SecondFactorMissing."""
    if lacks_second_factor(by):
        raise SecondFactorMissing
    replaced, _per_model = Token.objects.filter(user=by).delete()
    key = secrets.token_hex(20)
    Token.objects.create(user=by, key=kept_as(key))
    audit.record(type="token.created", by=by, target=by, after={"replaced": bool(replaced)})
    return key


@transaction.atomic
def revoke_token(*, by: Person) -> bool:
    """Take the person's key back; whether there was one."""
    deleted, _per_model = Token.objects.filter(user=by).delete()
    if deleted:
        audit.record(type="token.revoked", by=by, target=by)
    return bool(deleted)
