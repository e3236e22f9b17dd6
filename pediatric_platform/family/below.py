"""What upper floors add to a family's page: a line among the others, with its address by URL name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from delegations.navigation import address


@dataclass(frozen=True)
class Line:
    """`icon` is one of delegations/icons.py; the page of `url_name` takes no argument and asks who opens it."""

    url_name: str
    label: str | Promise
    icon: str

    @property
    def href(self) -> str:
        """Where it leads; empty on a site without that page."""
        return address(self.url_name)


_LINES: dict[str, Line] = {}


def register(line: Line) -> None:
    """Once for each address; an app registers in its `ready`."""
    _LINES[line.url_name] = line


def lines() -> list[Line]:
    """Those whose pages this site has, in the order in which they were registered."""
    return [line for line in _LINES.values() if line.href]
