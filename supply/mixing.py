"""Where a drug is given out of, where a unit has a mixing centre. Pure, no ORM.

An injectable for cancer is mixed; anything else leaves through the pharmacy. This is only where a drug is expected
first: the kinds of place that did dispense it in the last weeks outrank it (`supply/sql/draft_lines.sql`).
"""

from __future__ import annotations

import re

MIXED_CLASSES = ("cytotoxic", "mab", "targeted")
# Read by Python and by PostgreSQL alike, in any case.
MIXED_FORMS = "inyectable|infusi|^polvo|^soluci.n$"


def is_mixed(drug_class: str, form: str) -> bool:
    """Whether a mixing centre, where there is one, is where the drug is expected to be given out of."""
    return drug_class in MIXED_CLASSES and re.search(MIXED_FORMS, form, re.IGNORECASE) is not None


def natural_kind(drug_class: str, form: str, *, has_mixing_centre: bool, has_pharmacy: bool = True) -> str | None:
    """The kind of place that gives the drug out: "central_de_mezclas", "farmacia", or None (a bare warehouse)."""
    if has_mixing_centre and (is_mixed(drug_class, form) or not has_pharmacy):
        return "central_de_mezclas"
    return "farmacia" if has_pharmacy else None
