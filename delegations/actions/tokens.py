"""A person's key to the API: one each, given and taken back by the person."""

from __future__ import annotations

from django.db import transaction
from rest_framework.authtoken.models import Token

from delegations import audit
from delegations.models import Person


@transaction.atomic
def give_token(*, by: Person) -> tuple[Token, bool]:
    """The person's token, and whether it is new: asked for twice it is the same one."""
    token, is_new = Token.objects.get_or_create(user=by)
    if is_new:
        audit.record(type="token.created", by=by, target=by)
    return token, is_new


@transaction.atomic
def revoke_token(*, by: Person) -> bool:
    """Take the person's token back; whether there was one."""
    deleted, _per_model = Token.objects.filter(user=by).delete()
    if deleted:
        audit.record(type="token.revoked", by=by, target=by)
    return bool(deleted)
