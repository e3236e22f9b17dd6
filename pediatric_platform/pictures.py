"""Files that people send with a case, made safe to keep: pictures are decoded and written anew, PDFs are looked into.

Nothing of a picture's file is kept but its pixels: no place, no camera, no thumbnail, nothing glued to its end. Pure;
Pillow is loaded when the first picture comes.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from pediatric_platform.errors.case_evidence import (
    BrokenPicture,
    EmptyFile,
    FileTooLarge,
    TooManyPixels,
    UnknownFileType,
)
from pediatric_platform.papers_received import checked_pdf

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
SIGNATURES = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-": PDF}
LIMIT_MB = 5
LIMIT = LIMIT_MB * 1024 * 1024
# A phone's camera at its most. Less where all of it must lie in memory: a PNG, and a JPEG that comes in passes.
MAX_PIXELS, MAX_PIXELS_AT_ONCE = 64_000_000, 24_000_000
# A JPEG in passes has about ten; each costs as much as decoding the whole picture.
MAX_PASSES = 40
# Enough to read a prescription printed small.
LONGEST_SIDE = 2400
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept of a file. The same file gives the same bytes, and so the same print."""

    content_type: str
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.data)


def cleaned(data: bytes) -> Cleaned:
    """The file as it may be kept, by what it is and not by what it says it is; else a refusal with its remedy."""
    if not data:
        raise EmptyFile
    if len(data) > LIMIT:
        raise FileTooLarge(LIMIT_MB)
    kind = type_of(data)
    if kind is None:
        raise UnknownFileType
    if kind == PDF:
        return _kept(PDF, checked_pdf(data))
    return _kept(*_written_anew(data, kind))


def type_of(data: bytes) -> str | None:
    """By its first bytes, exactly at the start: what begins with anything else is not that."""
    return next((kind for signature, kind in SIGNATURES.items() if data.startswith(signature)), None)


def _kept(content_type: str, data: bytes) -> Cleaned:
    return Cleaned(content_type, data, hashlib.sha256(data).hexdigest())


def _written_anew(data: bytes, kind: str) -> tuple[str, bytes]:
    """The pixels alone, upright, no larger than is needed to read them."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # only an upload needs it

    broken = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, struct.error, zlib.error)
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind.removeprefix("image/").upper()])
        at_once = kind == PNG or "progressive" in picture.info
        if picture.width * picture.height > (MAX_PIXELS_AT_ONCE if at_once else MAX_PIXELS):
            raise TooManyPixels
        if kind == JPEG and data.count(b"\xff\xda") > MAX_PASSES:
            raise BrokenPicture
        # A JPEG is decoded at an eighth, a quarter or half where that is large enough: little memory, little time.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        upright: Any = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, *broken):
        raise BrokenPicture from None
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        pixels.paste(upright, mask=upright.getchannel("A"))
    else:
        pixels.paste(upright.convert("RGB"))
    return _encoded(pixels, kind)


def _encoded(pixels: Any, kind: str) -> tuple[str, bytes]:
    """A PNG stays one, sharp, unless it grows too large; all else is a JPEG."""
    out = io.BytesIO()
    if kind == PNG:
        pixels.save(out, "PNG", optimize=False, compress_level=3)
        if out.tell() <= LIMIT:
            return PNG, out.getvalue()
        out = io.BytesIO()
    pixels.save(out, "JPEG", quality=QUALITY, optimize=True)
    if out.tell() > LIMIT:
        raise FileTooLarge(LIMIT_MB)
    return JPEG, out.getvalue()
