"""Whether a name in a file is the supplier on record: spelling, dots and company forms differ from report to report."""

from __future__ import annotations

import re

from delegations.naming import fold

_FORMS = re.compile(
    r"\b(s\.?\s*a\.?(\s*p\.?\s*i\.?)?|s\.?\s*de\s*r\.?\s*l\.?|de\s*c\.?\s*v\.?|s\.?\s*c\.?)(?=[\s.,]|$)"
)


def same_supplier(written: str, name: str, rfc: str) -> bool:
    """By RFC, or by name without its company form, dots and commas."""
    if rfc and re.sub(r"[\s\-.]", "", written.upper()) == rfc:
        return True
    return bool(_core(written)) and _core(written) == _core(name)


def _core(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9& ]", " ", _FORMS.sub(" ", fold(name))).split())
