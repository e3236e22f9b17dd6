"""What in the figures of purchases and stock is worth a look. Pure: each file looks for one thing in the facts given.

A sign says how far out something stands among comparable cases, and never more than that: most have an explanation.
The limits are set so that an ordinary year without anything planted raises next to nothing (tests/supply/signs count
the false alarms); all of them are working values, none is official.
"""

from __future__ import annotations

from supply.signs.shapes import Sign

__all__ = ["Sign"]
