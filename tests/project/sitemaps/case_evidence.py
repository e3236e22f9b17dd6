"""Addresses of a case's checklist and files."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.pediatric_platform.files_made_up import jpeg
from tests.project.route import STAFF, Route

# What families sent is for whoever works at cases: not for who only prepares what is asked of them.
WORKERS = STAFF - {Role.AUDITOR, Role.ADMINISTRATOR, Role.MIXING_CENTRE_STAFF}
OPENERS = STAFF - {Role.AUDITOR}


def _case(side: Side) -> tuple[Any, ...]:
    return (side.case.folio,)


def _attachment(side: Side) -> tuple[Any, ...]:
    return (side.case.folio, side.attachment.pk)


def _file(_side: Side) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {"file": SimpleUploadedFile("receta.jpg", jpeg(), "image/jpeg"), "title": "Receta"}


ROUTES: dict[str, Route] = {
    "pediatric:case-check": Route(args=_case, seen=STAFF, reads=None, writes=WORKERS, page=False),
    "pediatric:case-attach": Route(args=_case, seen=STAFF, reads=OPENERS, writes=OPENERS, body=_file),
    "pediatric:case-attachment": Route(args=_attachment, seen=STAFF, reads=WORKERS, page=False),
    "api-case-checks": Route(args=_case, seen=STAFF, writes=WORKERS, page=False),
    "api-case-attachments": Route(args=_case, seen=STAFF, reads=WORKERS, writes=OPENERS, page=False, body=_file),
    "api-case-attachment": Route(args=_attachment, seen=STAFF, reads=WORKERS, page=False),
    "api-case-attachment-removal": Route(
        args=_attachment, seen=STAFF, reads=None, writes=WORKERS, page=False, body=lambda _side: {"reason": "Otra"}
    ),
    "pediatric:case-detach": Route(
        args=_attachment, seen=STAFF, reads=WORKERS, writes=WORKERS, body=lambda _side: {"reason": "Es de otra persona"}
    ),
}
