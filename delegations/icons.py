"""A few line icons of our own on a 24-unit grid."""

# ruff: noqa: E501
from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
    "close": "M6 6l12 12M18 6L6 18",
    "down": "M6 9l6 6l6-6",
    "up": "M6 15l6-6l6 6",
    "left": "M15 6l-6 6l6 6",
    "right": "M9 6l6 6l-6 6",
    "sort": "M8 10l4-4l4 4M8 14l4 4l4-4",
    "sun": "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "user": "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
    "language": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z",
    "exit": "M10 4H5v16h5M15 8l4 4l-4 4M19 12H9",
    "download": "M12 4v11M7.5 11l4.5 4.5l4.5-4.5M5 20h14",
    "upload": "M12 16V5M7.5 9l4.5-4.5L16.5 9M5 20h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "trash": "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5",
    "undo": "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
    "check": "M5 12.5l5 5L19.5 7",
    "alert": "M12 4L2.5 20h19zM12 10v5M12 17.5v.5",
    "info": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5M12 7.5v.5",
    "clock": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "phone": "M6 3.5h3l1.5 4.5l-2 1.5a12 12 0 0 0 6 6l1.5-2l4.5 1.5v3c0 1-1 2-2 2A16 16 0 0 1 4 5.5c0-1 1-2 2-2z",
    "mail": "M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7",
    "box": "M4 8l8-4l8 4v8l-8 4l-8-4zM4 8l8 4l8-4M12 12v8",
    "truck": "M3 6h11v10H3zM14 9.5h4l3 3.5v3h-7zM7 15.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM17 15.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4z",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7",
    "filter": "M4 5h16l-6 7.5V19l-4-2v-4.5z",
    "columns": "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
    "rows": "M4 6h16M4 12h16M4 18h16",
    "pencil": "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5zM9 14.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z",
    "link": "M9 15l6-6M8 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 13l2-2a3.5 3.5 0 0 0-5-5l-2 2",
    "key": "M8 9a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM11.2 10.3L19 2.5M16 5.5l3 3M8 13.5v.1",
    "shield": "M12 3l7.5 3v5.5c0 5-3.2 8-7.5 9.5c-4.3-1.5-7.5-4.5-7.5-9.5V6zM8.5 12l2.5 2.5l4.5-5",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
    "help": "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .9-1 1.7M12 16.5v.5",
    "home": "M4 11l8-7l8 7M6 9.5V20h12V9.5M10 20v-5h4v5",
    "map": "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
    "pill": "M10.5 4.5l9 9a4.2 4.2 0 0 1-6 6l-9-9a4.2 4.2 0 0 1 6-6zM9 15l6-6",
    "code": "M8 7l-5 5l5 5M16 7l5 5l-5 5",
}
_ICONS = {
    name: mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>')
    for name, path in _PATHS.items()
}
NAMES = tuple(sorted(_ICONS))


def icon_svg(name: str) -> SafeString:
    """The icon's SVG. KeyError when there is none of that name, so that a typing error does not pass unseen."""
    return _ICONS[name]
