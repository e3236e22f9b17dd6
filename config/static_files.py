"""Which static files are served, under which names, and how hard they are squeezed: in seconds, not a minute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
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


def smaller(name: str, content: bytes) -> bytes:
    """A style sheet or script without comments and blanks; anything else as it is."""
    if name.endswith(".css"):
        return str(rcssmin.cssmin(content.decode())).encode()
    if name.endswith(".js"):
        return str(rjsmin.jsmin(content.decode())).encode()
    return content


def is_ours(storage: Storage) -> bool:
    """Whether files come from the project's own folders: what a package brings is served as its makers wrote it."""
    return Path(getattr(storage, "location", "")) in {Path(folder) for folder in settings.STATICFILES_DIRS}


class SmallerFiles:
    """A folder of source files that reads as if they had been written without comments and blanks."""

    def __init__(self, source: Storage) -> None:
        self.source = source

    def open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        """The file, minified; sources in `static/` stay readable."""
        with self.source.open(name, mode) as file:
            return ContentFile(smaller(name, file.read()), name=name)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Each file under a name that changes with its content, so that browsers may keep it for ever.

    Our own style sheets and scripts are minified first, so that the name is of what is served.
    """

    def post_process(self, paths: dict[str, tuple[Storage, str]], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Hash and compress, reading our own files minified."""
        read = {
            name: (SmallerFiles(storage) if is_ours(storage) else storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(read, *args, **kwargs)

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor `collectstatic` uses."""
        return QuickCompressor(**options)
