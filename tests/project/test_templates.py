"""Rules that every template keeps."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# auto_id and table_id are texts that a form or a page names itself.
BARE_KEY = re.compile(r"\{\{\s*(?!\w*\.?auto_id|table_id)[\w.]*(?:\bpk|\.id|_id)\s*\}\}")


def test_keys_are_never_grouped_by_thousands() -> None:
    """`{{ drug.pk }}` reads 1,234 from the thousandth row on: an address or an anchor with it leads nowhere."""
    bare = [
        f"{path.relative_to(TEMPLATES)}: {found[0]}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for found in BARE_KEY.finditer(path.read_text())
        if "auto_id" not in found[0]
    ]
    assert not bare, 'write {{ … |stringformat:"d" }}'
