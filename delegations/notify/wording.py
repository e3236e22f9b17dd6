"""The words of a notice, made when they are shown or sent, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string, select_template
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from delegations.models import Notification, Person
from delegations.notify.kinds import NoticeKind, kind_named
from delegations.notify.packing import unpack


@dataclass(frozen=True)
class Words:
    """A mail's words: subject, text and HTML."""

    subject: str
    text: str
    html: str


def plain(templates: str | list[str], context: dict[str, Any]) -> str:
    """A text template rendered as text: nothing is escaped, because nobody reads it as HTML."""
    found = select_template([templates] if isinstance(templates, str) else templates)
    text: str = found.template.render(Context(context, autoescape=False))
    return text.strip()


def one_line(text: str) -> str:
    """A header or a line of a list holds no line break."""
    return " ".join(text.split())


def absolute(path: str) -> str:
    """The public address of a page here."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""


def context_of(notification: Notification, secrets: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a kind's templates may use: its own values, and `person`, `path`, `url`, `site`."""
    return {
        **unpack(notification.context),
        **(secrets or {}),
        "person": notification.person,
        "path": notification.path,
        "url": absolute(notification.path),
        "site": settings.SITE_URL.rstrip("/"),
    }


def line_of(notification: Notification) -> str:
    """One line for the inbox."""
    template = kind_named(notification.kind).template
    return one_line(plain([f"{template}.inbox.txt", f"{template}.subject.txt"], context_of(notification)))


def body_of(notification: Notification) -> str:
    """The notice itself, without a letter's head and foot."""
    return plain(f"{kind_named(notification.kind).template}.txt", context_of(notification))


def text_message_of(notification: Notification) -> str:
    """The words of a text message: its own, else the inbox's line; and the link."""
    template = kind_named(notification.kind).template
    words = plain(
        [f"{template}.text.txt", f"{template}.inbox.txt", f"{template}.subject.txt"], context_of(notification)
    )
    return one_line(f"{words} {absolute(notification.path)}")


def letter_of(notification: Notification, secrets: dict[str, Any] | None = None) -> Words:
    """The mail of a notice, in its reader's language. `secrets` are values that only this mail holds."""
    kind = kind_named(notification.kind)
    with translation.override(notification.person.language):
        context = context_of(notification, secrets)
        text = plain(f"{kind.template}.txt", context)
        html = select_template([f"{kind.template}.html", "notices/paragraphs.html"]).render(
            {**context, "paragraphs": paragraphs(text)}
        )
        return dressed(
            subject=plain(f"{kind.template}.subject.txt", context),
            text=text,
            html=html,
            kind=kind,
            person=notification.person,
            url=str((secrets or {}).get("url") or absolute(notification.path)),
        )


def dressed(
    *, subject: str, text: str, html: str, kind: NoticeKind | None, person: Person, url: str, **more: Any
) -> Words:
    """A letter with its head and foot: the button, why one gets it, where to change that. No kind: a digest."""
    frame = {
        "subject": one_line(subject),
        "body": text,
        "content": mark_safe(html),  # noqa: S308 (rendered above by a template, or escaped piece by piece)
        "kind": kind,
        "person": person,
        "url": url,
        "preferences": absolute(reverse("delegations:notice-preferences")) if kind is None or kind.is_optional else "",
        "language": person.language,
        "SIMULATED": settings.SIMULATED,
        **more,
    }
    return Words(
        frame["subject"], plain("notices/layout.txt", frame) + "\n", render_to_string("notices/layout.html", frame)
    )


def with_code_large(html: str, code: str) -> str:
    """The paragraph that is nothing but the code, large: it is read on one screen and typed on another."""
    large = format_html('<p style="margin:0 0 16px;font:700 26px/1.2 monospace;letter-spacing:2px">{}</p>', code)
    return html.replace(format_html('<p style="margin:0 0 16px">{}</p>', code), large)


def paragraphs(text: str) -> SafeString:
    """A text as HTML: paragraphs by blank lines, lists of the lines that begin with a dash."""
    made: list[SafeString] = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        words: list[str] = []
        items: list[str] = []
        for line in block.strip().splitlines():
            if line.startswith("- "):
                items.append(line[2:].strip())
            else:
                words.append(line.strip())
        if words:
            joined = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in words))
            made.append(format_html('<p style="margin:0 0 16px">{}</p>', joined))
        if items:
            rows = format_html_join("", '<li style="margin:0 0 8px">{}</li>', ((item,) for item in items))
            made.append(format_html('<ul style="margin:0 0 16px;padding-left:20px">{}</ul>', rows))
    return mark_safe("\n".join(made))  # noqa: S308 (each piece is escaped above)


def words_are_there(kind: NoticeKind) -> None:
    """TemplateDoesNotExist where a kind lacks its subject or its text."""
    for ending in ("subject.txt", "txt"):
        get_template(f"{kind.template}.{ending}")
