"""Bring the catalogue up to date, or with --check only say what is missing (exit status 1)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from config.messages.catalogue import faults, read, updated
from config.messages.found import found_texts

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "en"
CATALOGUE = ROOT / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; status 1 when anything is missing")
    only_check = parser.parse_args().check
    found = found_texts(ROOT)
    fresh = updated(read(CATALOGUE, LANGUAGE), found, LANGUAGE)
    if not only_check:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(fresh)
    wrong = faults(read(CATALOGUE, LANGUAGE), found)
    if only_check and not wrong and fresh != CATALOGUE.read_text():
        wrong = ["the file is not as bin/messages writes it"]
    for fault in wrong:
        sys.stderr.write(fault + "\n")
    sys.stderr.write(f"{len(found)} texts, {len(wrong)} faults\n")
    return 1 if wrong and only_check else 0


if __name__ == "__main__":
    sys.exit(main())
