"""Prescriptions drawn for simulated cases: nobody's, and they say so."""

from __future__ import annotations

import io
from datetime import date
from random import Random

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 720, 920


def prescription(drug: str, on: date, rng: Random) -> bytes:
    """A sheet as a telephone would take it, a little askew."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), (248, 246, 238))
    pen = ImageDraw.Draw(sheet)
    large, small = ImageFont.load_default(34), ImageFont.load_default(22)
    pen.rectangle((36, 36, WIDTH - 36, HEIGHT - 36), outline=(60, 90, 80), width=3)
    pen.text((64, 64), "RECETA SIMULADA", font=large, fill=(20, 60, 50))
    pen.text((64, 118), "No es de ninguna persona", font=small, fill=(120, 60, 60))
    pen.text((64, 180), f"Fecha: {on:%d/%m/%Y}", font=small, fill=(40, 40, 40))
    pen.line((64, 228, WIDTH - 64, 228), fill=(120, 130, 125), width=2)
    pen.text((64, 262), drug[:48], font=small, fill=(20, 20, 20))
    for row in range(5):
        length = rng.randrange(260, WIDTH - 160)
        pen.line((64, 330 + row * 56, 64 + length, 326 + row * 56 + rng.randrange(-5, 6)), fill=(90, 95, 110), width=3)
    pen.text((64, HEIGHT - 150), "NO SURTIDA", font=large, fill=(150, 40, 40))
    out = io.BytesIO()
    sheet.rotate(rng.uniform(-2.5, 2.5), expand=True, fillcolor=(70, 62, 54)).save(out, "JPEG", quality=82)
    return out.getvalue()
