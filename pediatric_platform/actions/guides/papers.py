"""The document of a guide as it may be kept: a PDF, looked into, not too large."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from pediatric_platform.errors.guides import NotAPdf, PdfTooLarge
from pediatric_platform.papers_received import checked_pdf

LIMIT_MB = 10
LIMIT = LIMIT_MB * 1024 * 1024


@dataclass(frozen=True)
class Paper:
    """A PDF with a name that is safe in any file system."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def paper_of(name: str, data: bytes) -> Paper:
    """What may be kept of the file; else a refusal with its remedy (also of scripts inside)."""
    if len(data) > LIMIT:
        raise PdfTooLarge(LIMIT_MB)
    if not data.startswith(b"%PDF-"):
        raise NotAPdf
    stem = re.sub(r"[^\w.-]+", "-", PurePath(name).stem).strip("-.")[:100] or "guia"
    return Paper(f"{stem}.pdf", checked_pdf(data))
