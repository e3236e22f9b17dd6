"""Which static files are served, under which names, and how hard they are squeezed: in seconds, not a minute."""

from __future__ import annotations

from typing import Any

import brotli
from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Brotli's highest level takes half a minute over the API's pages and saves a tenth of their size.
BROTLI_QUALITY = 8


class StaticFiles(StaticFilesConfig):
    """Static files without those of pages not offered here (the browsable API, a second view of its schema)."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "rest_framework/*", "drf_spectacular_sidecar/redoc/*"]


class QuickCompressor(Compressor):
    """Squeezes what browsers load; debugging maps stay as they are."""

    SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map", "txt", "md")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"extensions": self.SKIP_COMPRESS_EXTENSIONS})

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """`data`, compressed."""
        return brotli.compress(data, quality=BROTLI_QUALITY)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Each file under a name that changes with its content, so that browsers may keep it for ever."""

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor `collectstatic` uses."""
        return QuickCompressor(**options)
