"""Which vials a simulated pharmacy lets be shared, and for how many hours: without it nothing is ever shared.

The hours are invented, shorter than what is usual under a laminar flow hood and in the cold. A real pharmacy writes its
own, from each maker's data sheet, in the catalogue.
"""

from __future__ import annotations

from delegations import audit
from supply.models import Drug

EVENT = "simulation.vials"
HOURS = {
    "vincristine": 24,
    "vinblastine": 24,
    "cytarabine": 24,
    "doxorubicin": 24,
    "daunorubicin": 12,
    "cyclophosphamide": 24,
    "ifosfamide": 24,
    "mesna": 24,
    "methotrexate": 24,
    "etoposide": 12,
}


def share() -> int:
    """Let the injectables of the list be shared where nobody has said anything of them; how many drugs."""
    changed = 0
    for inn, hours in HOURS.items():
        silent = Drug.objects.in_compendio().filter(
            inn=inn, form__icontains="inyectable", vial_sharing__isnull=True, hours_stable_after_opening__isnull=True
        )
        changed += silent.update(vial_sharing=True, hours_stable_after_opening=hours)
    if changed:
        audit.record(type=EVENT, by=None, after={"drugs": changed, "hours": HOURS})
    return changed
