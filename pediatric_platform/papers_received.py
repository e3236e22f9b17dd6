"""PDFs that people send: looked into before they are kept. A prescription has no scripts, no files inside, no password.

This is no reader of PDFs: what it can not look into it refuses, and what it lets through is only ever handed out as a
file to save, never opened within a page of the site. Pure.
"""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import Any

from pediatric_platform.errors.case_evidence import BrokenPdf, PdfThatActs, PdfWithPassword

# Names of what acts by itself or brings something along. Long enough not to occur by chance in what is compressed.
_ACTS = re.compile(
    rb"/(?:JavaScript|EmbeddedFiles?|Launch|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition|Filespec)"
    rb"(?=[\s/<>\[\](){}%]|$)"
)
# Two letters occur by chance, so they are sought where names stand: outside streams, and in streams of objects.
_SCRIPT = re.compile(rb"/JS(?=[\s/<>\[\](){}%]|$)")
_ENCRYPTED = re.compile(rb"/Encrypt(?=[\s/<>\[\](){}%]|$)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|script|svg|body|iframe|\?xml)", re.IGNORECASE)
_FILTERS = re.compile(
    rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|FlateDecode|RunLengthDecode|CCITTFaxDecode|"
    rb"JBIG2Decode|DCTDecode|JPXDecode|Crypt|AHx|A85|LZW|Fl|RL|CCF|DCT)(?=[\s/\[\]<>(){}%]|$)"
)
_FLATE = (b"/FlateDecode", b"/Fl")
_CHUNK = 4096
# What all streams together may grow to while they are looked into.
_INFLATED = 40 * 1024 * 1024
_EXIF = (b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00")


def checked_pdf(data: bytes) -> bytes:
    """The same PDF without the place and the camera that its pictures may tell; else a refusal."""
    end = data.rstrip(b"\x00\t\n\x0c\r ")
    if not re.match(rb"%PDF-[12]\.\d", data) or not end.endswith(b"%%EOF") or b"startxref" not in data[-2048:]:
        raise BrokenPdf
    if _MARKUP.search(data[:1024]):
        raise BrokenPdf
    outside, streams = _parts(data)
    names = _plain(outside)
    if _ENCRYPTED.search(names):
        raise PdfWithPassword
    if _ACTS.search(names) or _SCRIPT.search(names):
        raise PdfThatActs
    _look_into(streams)
    return _without_places(data)


def _parts(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """What stands outside streams, and each stream with the text before it, where its dictionary is."""
    outside, streams, position = [], [], 0
    for found in _STREAM.finditer(data):
        if found.start() < position or data[max(0, found.start() - 3) : found.start()] == b"end":
            continue
        end = data.find(_END, found.end())
        if end < 0:
            raise BrokenPdf
        before = data[position : found.start()]
        outside.append(before)
        streams.append((before, data[found.end() : end]))
        position = end + len(_END)
    outside.append(data[position:])
    return b"\n".join(outside), streams


def _plain(text: bytes) -> bytes:
    """Names may be written in hexadecimal, letter by letter: /J#61vaScript is /JavaScript."""
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), text)


def _look_into(streams: list[tuple[bytes, bytes]]) -> None:
    """Whatever is compressed and no picture may hold objects: these act no more than those in the open."""
    left = _INFLATED
    for before, body in streams:
        dictionary = _plain(before[max(before.rfind(b" obj"), 0) :])
        has_objects = b"/ObjStm" in dictionary
        filters = _FILTERS.findall(dictionary)
        if has_objects and (len(filters) > 1 or any(name not in _FLATE for name in filters)):
            raise PdfThatActs  # objects packed as no program packs them
        if b"/DCTDecode" in filters or b"/JPXDecode" in filters:
            continue
        if any(name in _FLATE for name in filters):
            text = _inflated(body, left)
            left -= len(text)
        elif has_objects and b"/Filter" in dictionary:
            raise PdfThatActs
        else:
            text = body
        names = _plain(text)
        if _ACTS.search(names) or (has_objects and _SCRIPT.search(names)):
            raise PdfThatActs


def _inflated(body: bytes, limit: int) -> bytes:
    """At most `limit` bytes of a compressed stream; one that goes on is a bomb.

    Of one that is damaged, everything before the fault: viewers show that too, and mind no checksum.
    """
    reader, rest, text = zlib.decompressobj(), body.lstrip(b"\r\n"), bytearray()
    for start in range(0, len(rest), _CHUNK):
        piece, before = rest[start : start + _CHUNK], reader.copy()
        try:
            _inflate(reader, piece, text, limit)
        except zlib.error:
            # Byte by byte, up to the one that is wrong: a call that fails keeps nothing of what it had read.
            with suppress(zlib.error):
                for at in range(len(piece)):
                    _inflate(before, piece[at : at + 1], text, limit)
            break
    return bytes(text)


def _inflate(reader: Any, piece: bytes, text: bytearray, limit: int) -> None:
    """What a piece holds, added to the text. On an error nothing of this call is added."""
    found = bytearray()
    while piece:
        found += reader.decompress(piece, max(limit - len(text) - len(found), 1))
        if len(text) + len(found) > limit:
            raise BrokenPdf
        piece = reader.unconsumed_tail
    text += found


def _without_places(data: bytes) -> bytes:
    """Pictures inside keep their length, so that nothing moves, and lose what their camera wrote into them."""
    kept = bytearray(data)
    for mark in _EXIF:
        position = kept.find(b"\xff\xe1")
        while position >= 0:
            if kept[position + 4 : position + 4 + len(mark)] == mark:
                length = int.from_bytes(kept[position + 2 : position + 4], "big")
                first, last = position + 4 + len(mark), min(position + 2 + length, len(kept))
                kept[first:last] = bytes(max(last - first, 0))
            position = kept.find(b"\xff\xe1", position + 2)
    return bytes(kept)
