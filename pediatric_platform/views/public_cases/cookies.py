"""What this browser keeps of a public case: two secrets, for an hour, for these pages alone, and no session."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HERE = "/avisar/"
# A draft that this browser wrote; the secret of the case whose page is open.
DRAFT, FOLLOW = "aviso_escrito", "aviso_abierto"
AGE_SECONDS = 3600


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Signed, for an hour at most."""
    response.set_signed_cookie(
        name,
        value,
        salt=name,
        max_age=AGE_SECONDS,
        path=HERE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # the link comes from another site: the mail
    )


def kept(request: HttpRequest, name: str) -> str:
    """What was kept, or nothing: forged, foreign and old alike."""
    return str(request.get_signed_cookie(name, "", salt=name, max_age=AGE_SECONDS))


def forget(response: HttpResponse, name: str) -> None:
    """It is of no more use here."""
    response.delete_cookie(name, path=HERE, samesite="Lax")


def wrote(request: HttpRequest, draft: uuid.UUID) -> bool:
    """Whether this browser wrote that draft."""
    return kept(request, DRAFT) == str(draft)
