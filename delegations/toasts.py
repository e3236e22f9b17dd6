"""Say what was done, with a way back: a message that carries one link or one undo.

    toast(request, _("Se recibieron 120 piezas."), undo=reverse("supply:document-reverse", args=[document.pk]))
    toast(request, _("Semana firmada."), link=report.get_absolute_url(), link_label=_("Ver reporte"))

The text is escaped like any other; the addresses are our own and must be local paths. The message storage is signed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme


@dataclass(frozen=True)
class Way:
    """Where a toast leads: `undo` is posted to, `link` is followed. Empty strings lead nowhere."""

    undo: str = ""
    undo_label: str = ""
    link: str = ""
    link_label: str = ""


def toast(
    request: HttpRequest,
    text: str | Promise,
    *,
    level: int = messages.SUCCESS,
    undo: str = "",
    undo_label: str | Promise = "",
    link: str = "",
    link_label: str | Promise = "",
) -> None:
    """Show `text` on the next page, with a button that posts to `undo` and a link to `link` where given.

    ValueError when an address is not a local path.
    """
    for address in (undo, link):
        if address and not _is_local(address):
            raise ValueError(f"not a local path: {address!r}")
    ways = {"undo": undo, "undo_label": str(undo_label), "link": link, "link_label": str(link_label)}
    ways = {key: value for key, value in ways.items() if value}
    messages.add_message(request, level, str(text), extra_tags=json.dumps(ways) if ways else "")


def way_of(message: Message) -> Way:
    """The way a message carries; a message of another maker, or an address that is not local, carries none."""
    if not (message.extra_tags or "").startswith("{"):
        return Way()
    try:
        ways = json.loads(message.extra_tags)
    except ValueError:
        return Way()
    kept = {key: str(ways[key]) for key in ("undo", "undo_label", "link", "link_label") if key in ways}
    for key in ("undo", "link"):
        if not _is_local(kept.get(key, "/")):
            return Way()
    return Way(**kept)


def _is_local(address: str) -> bool:
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
