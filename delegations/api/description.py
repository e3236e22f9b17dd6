"""The description of the API (OpenAPI), made once: it says the same to every reader and takes seconds to make."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

# (language, media type) → what is sent. The code it speaks of does not change while the process lives.
_made: dict[tuple[str, str], str | bytes] = {}


class Description(SpectacularAPIView):
    """What the library serves, kept by language and format; what is asked for in another way is made for the asking."""

    def _get_schema_response(self, request: Request) -> Any:
        renderer, language = request.accepted_renderer, get_language() or ""
        plain = request.accepted_media_type == renderer.media_type and not request.GET.get("version")
        if not plain or language not in dict(settings.LANGUAGES):
            return super()._get_schema_response(request)
        key = language, renderer.media_type
        if key not in _made:
            # Written out at once, while its own language is spoken: some words are translated no earlier.
            said = super()._get_schema_response(request).data
            _made[key] = renderer.render(said, renderer.media_type, self.get_renderer_context())
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        named = f'inline; filename="{self._get_filename(request, None)}"'
        return HttpResponse(
            _made[key], content_type=renderer.media_type + charset, headers={"Content-Disposition": named}
        )
