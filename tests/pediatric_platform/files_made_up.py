"""Pictures and PDFs for tests, drawn and written here."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def jpeg(size: tuple[int, int] = (80, 60), *, colour: str = "white", place: bool = False, turned: int = 1) -> bytes:
    """A picture; with `place`, with the coordinates, the camera and the remark that a telephone may add."""
    out, more = io.BytesIO(), {}
    exif = Image.Exif()
    exif[0x0112] = turned
    if place:
        exif[0x010F] = "Camara de prueba"
        exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 40.0, 0.0), 3: "W", 4: (103.0, 20.0, 0.0)})
        more = {"comment": b"remark-of-a-camera"}
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif, **more)
    return out.getvalue()


def png(size: tuple[int, int] = (80, 60), *, colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that claim to be an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(4096), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(*objects: bytes, trailer: bytes = b"", end: bytes = b"") -> bytes:
    """A PDF of one empty page, with what is given besides."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n%s" % (
        len(bodies) + 1, trailer, start, end,
    )  # fmt: skip


def stream(dictionary: bytes, data: bytes, *, packed: bool = True) -> bytes:
    """A stream object, compressed."""
    body = zlib.compress(data, 9) if packed else data
    packing = b"/Filter /FlateDecode" if packed else b""
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, packing, len(body), body)
