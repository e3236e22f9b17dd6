"""The secrets of second factors, sealed anew after SECRET_KEY changed."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from delegations import audit
from delegations.models import Person
from delegations.sign_in.factors import resealed

# Where a factor keeps what is sealed: an app's secret, the seed of recovery codes.
SEALED = ("secret", "seed")


@transaction.atomic
def reseal_factors(*, by: Person | None) -> int:
    """Seal every secret with the key of today; how many. All or none: InvalidToken when no known key opens one."""
    changed = []
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        sealed = {name: resealed(factor.data[name]) for name in SEALED if factor.data.get(name)}
        if sealed:
            factor.data = factor.data | sealed
            changed.append(factor)
    Authenticator.objects.bulk_update(changed, ["data"])
    audit.record(type="second_factor.resealed", by=by, after={"factors": len(changed)})
    return len(changed)
