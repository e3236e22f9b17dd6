"""A guide's document on its way out: a PDF, shown sealed off."""

from __future__ import annotations

from django.http import HttpResponse

from pediatric_platform.models import GuideVersion

SEALED_OFF = "default-src 'none'; sandbox; frame-ancestors 'none'"


def paper_response(version: GuideVersion) -> HttpResponse:
    """The stored bytes; whoever has them once need not ask again, for they never change."""
    response = HttpResponse(bytes(version.file or b""), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{version.file_name}"'
    response["Content-Security-Policy"] = SEALED_OFF
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
