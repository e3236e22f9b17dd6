"""A second factor that was lost, where the page cannot help: the only administrator's, or a relative's."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from delegations.actions.second_factor import reset_second_factor
from delegations.errors import Refusal
from delegations.models import Person


class Command(BaseCommand):
    help = "Take the second factor off an account, end its sessions, and tell the person. Make sure first who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the address of the account")
        parser.add_argument("--reason", required=True, help="what was lost, how you know who asks")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"No account has the address {options['email']}.")
        try:
            reset_second_factor(person=person, reason=options["reason"], by=None)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.remedy}".strip()) from None
        self.stdout.write(f"{person.full_name} signs in without a second factor now, and was told by mail.")
