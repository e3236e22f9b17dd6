"""Children's identifiers, sealed anew after IDENTIFIER_KEY changed, and their prints made under the new one."""

from __future__ import annotations

from django.db import transaction

from delegations import audit
from delegations.models import Person
from pediatric_platform.models import Child

BATCH = 500
COLUMNS = ["curp", "curp_print", "nss", "nss_print", "agregado"]


@transaction.atomic
def reseal_identifiers(*, by: Person | None) -> int:
    """Seal every CURP, NSS and agregado with the key of today and make their prints again; how many children.

    All or none: SealedWithAnotherKey when no known key opens one. Meanwhile children are found by the prints of either
    key (`fingerprints`), so no double slips in between.
    """
    done, last = 0, 0
    while rows := list(Child.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH]):
        for child in rows:
            child.prepare()
        Child.objects.bulk_update(rows, COLUMNS)
        done, last = done + len(rows), rows[-1].pk
    audit.record(type="identifiers.resealed", by=by, after={"children": done})
    return done
