from __future__ import annotations

import io
import random
import zlib
from typing import Any

import pytest
from PIL import Image

from pediatric_platform.errors.case_evidence import (
    AttachmentRefusal,
    BrokenPdf,
    BrokenPicture,
    EmptyFile,
    FileTooLarge,
    PdfThatActs,
    PdfWithPassword,
    TooManyPixels,
    UnknownFileType,
)
from pediatric_platform.pictures import JPEG, LIMIT, LONGEST_SIDE, PDF, PNG, cleaned
from tests.pediatric_platform.files_made_up import jpeg, pdf, png, png_that_says, stream

SCRIPT = b"<< /Type /Action /S /JavaScript /JS (app.alert(1)) >>"


def opened(data: bytes) -> Any:
    return Image.open(io.BytesIO(data))


def test_nothing_but_the_pixels_of_a_photograph_is_kept():
    sent = jpeg(place=True)
    assert b"Camara de prueba" in sent
    kept = cleaned(sent)
    assert kept.content_type == JPEG
    for trace in (b"Exif", b"Camara", b"remark-of-a-camera"):
        assert trace not in kept.data
    assert dict(opened(kept.data).getexif()) == {}


def test_a_photograph_taken_sideways_stands_upright():
    assert opened(cleaned(jpeg((80, 60), turned=6)).data).size == (60, 80)


def test_a_large_photograph_is_kept_as_large_as_is_needed_to_read_it():
    assert max(opened(cleaned(jpeg((6000, 3000))).data).size) == LONGEST_SIDE


def test_what_is_glued_to_the_end_of_a_picture_is_gone():
    glued = jpeg() + b"PK\x03\x04 an archive <script>alert(1)</script>"
    kept = cleaned(glued)
    assert b"PK\x03\x04" not in kept.data
    assert b"<script" not in kept.data


def test_the_same_file_gives_the_same_print_and_another_another():
    assert cleaned(jpeg()).sha256 == cleaned(jpeg()).sha256
    assert cleaned(jpeg()).sha256 != cleaned(jpeg(colour="black")).sha256


def test_a_png_stays_one_and_what_shines_through_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    kept = cleaned(out.getvalue())
    assert kept.content_type == PNG
    assert opened(kept.data).getpixel((5, 5)) == (255, 255, 255)


def test_a_png_of_a_photograph_that_would_be_too_large_becomes_a_jpeg():
    noise = random.Random(7).randbytes(1200 * 1200 * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (1200, 1200), noise).resize((1900, 1900)).quantize(48).save(out, "PNG")
    sent = out.getvalue()
    assert len(sent) < LIMIT
    assert cleaned(sent).content_type == JPEG


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (jpeg() + bytes(LIMIT), FileTooLarge),
        (b"<html><script>alert(1)</script></html>", UnknownFileType),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", UnknownFileType),
        (b"GIF89a" + bytes(40), UnknownFileType),
        (b"MZ" + bytes(200), UnknownFileType),
        (b"\n" + jpeg(), UnknownFileType),
        (b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>", BrokenPicture),
        (b"\xff\xd8\xff<svg onload=alert(1)>", BrokenPicture),
        (jpeg((400, 300))[:700], BrokenPicture),
        (png((200, 200))[:-40], BrokenPicture),
        (png_that_says(60_000, 60_000), TooManyPixels),
        (png_that_says(8_000, 8_000), TooManyPixels),
        (png_that_says(4_000, 4_000), BrokenPicture),
        (jpeg((9_000, 9_000)), TooManyPixels),
    ],
    ids=[
        "nothing", "too large", "html", "svg", "gif", "program", "something before", "html as png", "svg as jpeg",
        "cut jpeg", "cut png", "bomb", "more pixels than fit", "less behind than it says", "more than a camera",
    ],
)  # fmt: skip
def test_what_is_no_picture_to_be_kept_is_refused_with_its_remedy(data, refusal):
    with pytest.raises(refusal) as refused:
        cleaned(data)
    assert refused.value.remedy
    assert refused.value.field == "file"


def test_a_jpeg_of_countless_passes_is_refused_before_it_is_decoded():
    with pytest.raises(BrokenPicture):
        cleaned(jpeg()[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 60 + b"\xff\xd9")


def test_a_plain_pdf_is_kept_as_it_is():
    kept = cleaned(pdf(stream(b"", b"BT (Vincristina 1 mg, /JavaScripting) Tj ET")))
    assert kept.content_type == PDF
    assert kept.data == pdf(stream(b"", b"BT (Vincristina 1 mg, /JavaScripting) Tj ET"))


@pytest.mark.parametrize("size", [0, 5000], ids=["short", "long dictionary"])
@pytest.mark.parametrize("way", ["checksum", "twice", "aside", "plain"])
def test_objects_with_a_script_are_found_however_they_are_packed(way, size):
    script = b"9 0 " + SCRIPT
    packed = zlib.compress(script)
    filters = b"/Filter /FlateDecode"
    if way == "checksum":
        packed = packed[:-1] + bytes([packed[-1] ^ 1])
    if way == "twice":
        packed, filters = zlib.compress(packed), b"/Filter [/FlateDecode /FlateDecode]"
    if way == "aside":
        filters += b" /X /DCTDecode"
    head = b"<< /Type /ObjStm /N 1 /First 4 /Note (%s) %s /Length %d >>" % (b"a" * size, filters, len(packed))
    with pytest.raises(PdfThatActs):
        cleaned(pdf(head + b"\nstream\n" + packed + b"\nendstream"))


def test_the_place_that_a_picture_in_a_pdf_tells_is_blanked_and_nothing_moves():
    inside = stream(b"/Subtype /Image /Filter /DCTDecode", jpeg(place=True), packed=False)
    sent = pdf(inside)
    kept = cleaned(sent).data
    assert b"Camara de prueba" in sent
    assert b"Camara de prueba" not in kept
    assert len(kept) == len(sent)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (pdf(SCRIPT), PdfThatActs),
        (pdf(b"<< /S /J#61vaScript /J#53 (app.alert(1)) >>"), PdfThatActs),
        (pdf(b"<< /S /Rendition /JS (app.alert(1)) >>"), PdfThatActs),
        (pdf(b"<< /Type /Action /S /Launch /F (cmd.exe) >>"), PdfThatActs),
        (pdf(b"<< /Names << /EmbeddedFiles 5 0 R >> >>"), PdfThatActs),
        (pdf(stream(b"/Type /EmbeddedFile", b"MZ")), PdfThatActs),
        (pdf(stream(b"/Type /ObjStm /N 1 /First 4", b"9 0 " + SCRIPT)), PdfThatActs),
        (pdf(stream(b"/Type /Obj#53tm /N 1 /First 4", b"9 0 << /JS (app.alert(1)) >>")), PdfThatActs),
        (pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode]", b"9 0")), PdfThatActs),
        (pdf(stream(b"", b"<< /S /Launch /F (cmd) >>")), PdfThatActs),
        (pdf(trailer=b"/Encrypt 9 0 R"), PdfWithPassword),
        (pdf(end=b"PK\x05\x06" + bytes(18)), BrokenPdf),
        (pdf()[:-30], BrokenPdf),
        (b"%PDF-1.7\n<html><script>alert(1)</script>" + pdf(), BrokenPdf),
        (b"%PDF-nothing of the kind", BrokenPdf),
        (pdf(stream(b"/Type /ObjStm", bytes(60 * 1024 * 1024))), BrokenPdf),
        (pdf(b"<< /Length 5 >>\nstream\nabc"), BrokenPdf),
    ],
    ids=[
        "script", "script in hexadecimal", "script by its short name", "program", "files", "a file", "packed script",
        "packed script in disguise", "packed twice", "program in an untold stream", "password", "archive at the end",
        "cut", "html inside its start", "no pdf", "bomb", "stream without end",
    ],
)  # fmt: skip
def test_a_pdf_that_does_more_than_show_a_page_is_refused_with_its_remedy(data, refusal):
    with pytest.raises(refusal) as refused:
        cleaned(data)
    assert refused.value.remedy


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_bytes_of_any_kind_are_refused_and_never_fail():
    """A thousand files cut and changed at random: each is kept or refused by name."""
    dice = random.Random(20261122)
    sources = [jpeg((120, 90), place=True), png((60, 40)), pdf(stream(b"/Type /ObjStm", b"9 0 << >>"))]
    for number in range(1000):
        data = bytearray(sources[number % 3])
        for _change in range(dice.randint(1, 12)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        try:
            kept = cleaned(bytes(data[: dice.randint(20, len(data))]))
        except AttachmentRefusal:
            continue
        assert kept.content_type in (JPEG, PNG, PDF)
