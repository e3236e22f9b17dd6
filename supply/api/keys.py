"""The idempotency key: the header that makes sending a document twice one effect."""

from __future__ import annotations

import hashlib
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from delegations.api.errors import RefusedRequest, fault
from supply.api.refusals import KEY_HEADER

_FORM = re.compile(r"[\x21-\x7e]{1,100}")

KEY_PARAMETER = OpenApiParameter(
    KEY_HEADER,
    {"type": "string", "minLength": 1, "maxLength": 100, "pattern": r"^[\x21-\x7e]{1,100}$"},
    OpenApiParameter.HEADER,
    required=True,
    description=gettext_lazy(
        "Una por documento, de 1 a 100 caracteres sin blancos (por ejemplo un UUID). Repetida con el mismo contenido "
        "responde 200 y `replayed: true`; con otro contenido, 409."
    ),
)


def key_of(request: Request) -> str:
    """The request's key; 400 when it is missing or malformed."""
    key = request.headers.get(KEY_HEADER, "")
    if _FORM.fullmatch(key):
        return str(key)
    code = "idempotency_key_invalid" if key else "idempotency_key_missing"
    message = (
        _("La llave de idempotencia lleva de 1 a 100 caracteres visibles, sin blancos.")
        if key
        else _("Falta el encabezado Idempotency-Key.")
    )
    remedy = _("Mande una llave propia de este documento, por ejemplo un UUID, y la misma si lo reintenta.")
    raise RefusedRequest(400, code, message, remedy=remedy, faults=[fault(KEY_HEADER, code, message, remedy=remedy)])


def digest_of_key(request: Request) -> str:
    """What stands for the key where a column of 64 characters keeps it: each person's own, and each address's."""
    return hashlib.sha256(f"{request.user.pk} {request.path} {key_of(request)}".encode()).hexdigest()
