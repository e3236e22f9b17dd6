"""A relative opens their child's page: that is written down, and so is what they were shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.promises import Shown, show
from pediatric_platform.models import Channel, Child


@transaction.atomic
def open_page(
    *,
    child: Child,
    by: Person,
    shown: Sequence[Shown] = (),
    channel: Channel = Channel.PAGE,
    part: str = "",
    now: datetime | None = None,
) -> None:
    """Two statements: the reading, and the answers shown. `part`: which of the child's pages."""
    audit.record_read(by=by, what="family_page.read", target=child, asked={"page": part} if part else None)
    show(person=by, child=child, answers=shown, channel=channel, now=now)
