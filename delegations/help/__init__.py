"""Help, one page per screen: each floor keeps the texts of its own and registers them in `AppConfig.ready`."""

from delegations.help.registry import (
    CONTROL,
    EVERYONE,
    FAMILIES,
    FORM_KEYS,
    LIST_KEYS,
    NETWORK,
    STOCK,
    HelpPage,
    all_pages,
    grouped,
    page_at,
    page_of,
    pages_for,
    register,
)

__all__ = [
    "CONTROL",
    "EVERYONE",
    "FAMILIES",
    "FORM_KEYS",
    "LIST_KEYS",
    "NETWORK",
    "STOCK",
    "HelpPage",
    "all_pages",
    "grouped",
    "page_at",
    "page_of",
    "pages_for",
    "register",
]
