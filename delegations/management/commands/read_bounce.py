from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from delegations.actions.bounces import record_bounce
from delegations.notify.returned import read_returned

# More than any report of a mail server; what is behind is of no use here.
LONGEST = 5 * 1024 * 1024


class Command(BaseCommand):
    """Reads one returned mail from the standard input, to which a mail server pipes what the sender's address gets."""

    help = "Lee de la entrada un correo devuelto (notificación de entrega) y marca el envío y el contacto."

    def handle(self, *args: Any, **options: Any) -> None:
        found = read_returned(sys.stdin.buffer.read(LONGEST))
        marked = sum(
            record_bounce(
                address=one.address,
                message_id=one.message_id,
                hard=one.hard,
                reason=one.reason,
                trusted=False,
            )
            for one in found
        )
        # An exit of 0 in any case: a mail server would otherwise send the returned mail back once more.
        self.stdout.write(f"{len(found)} destinatarios en la notificación, {marked} envíos marcados.")
