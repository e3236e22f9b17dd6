"""What every template may ask about the site itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`SIMULATED`: whether the data on this page is simulated, so that the page says so. `SUPPORT_EMAIL`: the
    administration's address, for who cannot go on alone.
    """
    return {"SIMULATED": settings.SIMULATED, "SUPPORT_EMAIL": settings.SUPPORT_EMAIL}
