"""What happens at the doors, in the audit trail. The library's signals are the only hook it gives for that.

An address that belongs to nobody is never written down: it may be a password typed in the wrong box.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.core.cache import cache
from django.http import HttpRequest

from delegations import audit
from delegations.models import AuditKind, Person
from delegations.sign_in.policy import SEEN_AT, forget_second_factor

# A door that is locked is noted once in so many seconds, however often it is tried.
NOTED_EVERY = 300


def note(type: str, person: Person | None, **after: Any) -> None:
    """One access event, about the person where there is one."""
    audit.record(type=type, by=person, target=person, after=after, kind=AuditKind.ACCESS)


def tried(type: str, person: Person | None, **after: Any) -> None:
    """One attempt by who knows whom: about the account, by nobody."""
    audit.record(type=type, by=None, target=person, after=after, kind=AuditKind.ACCESS)


def locked(request: HttpRequest, person: Person | None = None) -> None:
    """A limit of attempts was reached."""
    who = f"account:{person.pk}" if person else f"address:{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(f"sign-in:locked:{who}", 1, NOTED_EVERY):
        tried("sign_in.locked", person, page=request.path)


def mail_failed(person: Person | None, *, mail: str, error: str) -> None:
    """A code, link or word about the account could not be mailed: whoever looks after the mail must see it."""
    tried("sign_in.mail_failed", person, mail=mail, error=error, account="known" if person else "unknown")


def on_signed_in(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    forget_second_factor(request)
    doors = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    note("sign_in.entered", user, doors=doors)


def on_session_begun(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Django's own signal: every session knows since when it is in use."""
    if hasattr(request, "session"):
        request.session[SEEN_AT] = time.time()


def on_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    address = str(credentials.get("email") or credentials.get("username") or "")
    person = Person.objects.filter(email__iexact=address).first() if address else None
    tried("sign_in.failed", person, door="password", account="known" if person else "unknown")


def on_code_rejected(sender: Any, user: Person, last_attempt: bool = False, **kwargs: Any) -> None:
    tried("sign_in.failed", user, door="code", account="known")


def on_factor_rejected(sender: Any, user: Person, authenticator: Any, **kwargs: Any) -> None:
    tried("sign_in.factor_failed", user, factor=authenticator.type)


def on_signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if isinstance(user, Person):
        note("sign_in.left", user)


def on_password_changed(sender: Any, user: Person, **kwargs: Any) -> None:
    note("account.password_changed", user)


def on_password_reset(sender: Any, user: Person, **kwargs: Any) -> None:
    tried("account.password_reset", user)


def on_factor_added(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # It was used to add it: this session has proven it, and may see the recovery codes that come with it.
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
    note("second_factor.added", user, factor=authenticator.type)


def on_factor_removed(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **kwargs: Any) -> None:
    forget_second_factor(request)
    note("second_factor.removed", user, factor=authenticator.type)


def on_codes_renewed(sender: Any, user: Person, **kwargs: Any) -> None:
    note("second_factor.codes_renewed", user)


def on_email_changed(sender: Any, user: Person, from_email_address: Any, to_email_address: Any, **kwargs: Any) -> None:
    note("account.email_changed", user, address=to_email_address.email)


def connect() -> None:
    """Listen. Called once, when the apps are ready."""
    pairs = (
        (account.user_logged_in, on_signed_in),
        (account.login_code_rejected, on_code_rejected),
        (account.password_changed, on_password_changed),
        (account.password_set, on_password_changed),
        (account.password_reset, on_password_reset),
        (account.email_changed, on_email_changed),
        (factors.authenticator_added, on_factor_added),
        (factors.authenticator_removed, on_factor_removed),
        (factors.authenticator_reset, on_codes_renewed),
        (factors.authentication_failed, on_factor_rejected),
        (auth.user_logged_in, on_session_begun),
        (auth.user_login_failed, on_failed),
        (auth.user_logged_out, on_signed_out),
    )
    for signal, receiver in pairs:
        signal.connect(receiver, dispatch_uid=f"sign-in-trail:{receiver.__name__}:{id(signal)}")
