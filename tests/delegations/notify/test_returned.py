from __future__ import annotations

import pytest

from delegations.notify.returned import Returned, read_returned

NOTICE = """From: MAILER-DAEMON@relay.example.net (Mail Delivery System)
To: abasto@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BORDER"

--BORDER
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--BORDER
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net
Arrival-Date: Thu, 19 Nov 2026 07:00:00 -0600

Final-Recipient: rfc822; Ana@Example.org
Original-Recipient: rfc822;ana@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: Recipient address
    rejected: User unknown

--BORDER
Content-Type: {kind}

{original}
--BORDER--
"""
HEADERS = "Message-ID: <1.2.3@abasto.example.org>\nSubject: Semana\n"


def notice(action: str = "failed", status: str = "5.1.1", kind: str = "text/rfc822-headers", original: str = HEADERS):
    return NOTICE.format(action=action, status=status, kind=kind, original=original).encode()


@pytest.mark.parametrize(
    ("kind", "original"), [("text/rfc822-headers", HEADERS), ("message/rfc822", f"{HEADERS}\nSus cifras.\n")]
)
def test_it_says_who_was_not_reached_and_by_which_mail(kind: str, original: str) -> None:
    reason = "5.1.1 550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown"
    assert read_returned(notice(kind=kind, original=original)) == [
        Returned("ana@example.org", "<1.2.3@abasto.example.org>", True, reason)
    ]


@pytest.mark.parametrize(("action", "status", "hard"), [("delayed", "4.4.1", False), ("failed", "4.4.7", False)])
def test_a_server_that_rests_is_no_missing_mailbox(action: str, status: str, hard: bool) -> None:
    (returned,) = read_returned(notice(action, status))
    assert returned.hard is hard


def test_two_recipients_of_one_report() -> None:
    second = "Final-Recipient: rfc822; beto@example.org\nAction: failed\nStatus: 5.1.1\n\n--BORDER\nContent-Type: text"
    raw = notice().replace(b"--BORDER\nContent-Type: text/rfc822", second.encode() + b"/rfc822")
    assert [one.address for one in read_returned(raw)] == ["ana@example.org", "beto@example.org"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00 not a mail",
        b"Subject: Hola\n\nEstoy de vacaciones.\n",
        notice(action="relayed"),
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n"
        b"Content-Type: message/delivery-status\n\n\n--x--\n",
    ],
)
def test_any_other_mail_says_nothing(raw: bytes) -> None:
    assert read_returned(raw) == []
