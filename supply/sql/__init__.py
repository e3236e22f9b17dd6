"""The set-based statements of the week, as text beside the code that runs them.

Each statement is one `.sql` file with named parameters; what they share with Python (reasons, thresholds, windows)
is passed in, so that it is written once. A line `-- include: <name>` stands for the text of another file.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_INCLUDE = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


@cache
def statement(name: str) -> str:
    """The text of `supply/sql/<name>.sql`, with what it includes."""
    text = (files(__package__) / f"{name}.sql").read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: statement(found[1]), text)
