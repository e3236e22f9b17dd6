"""What a returned mail says: the delivery-status part that mail servers add (RFC 3464), and the mail it speaks of."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage, Message

_FAILED, _DELAYED = "failed", "delayed"


@dataclass(frozen=True)
class Returned:
    """One recipient that a server speaks of."""

    address: str
    message_id: str
    hard: bool
    reason: str


def read_returned(raw: bytes) -> list[Returned]:
    """The recipients that a delivery-status mail reports as not reached; none for any other mail."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    name = _name_of_original(mail)
    return [found for report in reports for block in _blocks(report) if (found := _read(block, name))]


def _blocks(report: Message) -> list[Message]:
    """The parts of a report that speak of one recipient each; the first speaks of the whole mail."""
    payload = report.get_payload()
    blocks = payload if isinstance(payload, list) else [email.message_from_string(str(payload))]
    return [block for block in blocks if isinstance(block, Message) and block.get("Action")]


def _read(block: Message, message_id: str) -> Returned | None:
    action = str(block.get("Action", "")).strip().lower()
    if action not in (_FAILED, _DELAYED):
        return None
    address = _value(block.get("Original-Recipient") or block.get("Final-Recipient"))
    status = str(block.get("Status", "")).strip()
    said = _value(block.get("Diagnostic-Code"))
    # 4.x.x that failed means that the sender gave up waiting: the mailbox may well exist.
    hard = action == _FAILED and status.startswith("5")
    return Returned(address.strip("<>").lower(), message_id, hard, f"{status} {said}".strip())


def _value(field: object) -> str:
    """`rfc822; ana@example.org` without its type."""
    text = " ".join(str(field or "").split())
    return text.partition(";")[2].strip() if ";" in text else text


def _name_of_original(mail: EmailMessage) -> str:
    """The Message-ID of the mail that came back, from the copy or the headers of it that came along."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            original = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(original, Message):
                return str(original.get("Message-ID", "")).strip()
        elif kind == "text/rfc822-headers":
            headers = email.message_from_string(str(part.get_payload()))
            return str(headers.get("Message-ID", "")).strip()
    return ""
