"""What people are told, all of it: an inbox for everybody, and mail (or a text message) on its way to them.

    register(NoticeKind(name="network.appointed", label=_("Nombramientos"), …))      in an AppConfig.ready
    tell(kind="network.appointed", to=[person], key=f"{posting.pk}", context={"role": posting.role}, path=url)

The rows are written in the caller's transaction; mail leaves after it, through Celery. Told twice with the same key is
told once. A kind's words are templates, `<app>/notices/<name>.{subject.txt,txt,inbox.txt}` and perhaps `.html` and
`.text.txt`, rendered when they are shown or sent, in the reader's language: a context holds plain values (and days and
moments), never a translated text and never a child's name. In the text ones nothing is escaped.

Sending lives in `deliver`, `digest` and `tasks`, which nothing here imports: actions may import this package freely.
"""

from delegations.notify.inbox import inbox_line, unread_count
from delegations.notify.kinds import Enclosed, NoticeKind, UnknownKind, kind_named, register
from delegations.notify.telling import Notice, Recipient, tell, tell_all, tell_secretly

__all__ = [
    "Enclosed",
    "Notice",
    "NoticeKind",
    "Recipient",
    "UnknownKind",
    "inbox_line",
    "kind_named",
    "register",
    "tell",
    "tell_all",
    "tell_secretly",
    "unread_count",
]
