"""The first administrator of a fresh system: an account without a password, and the link to take it with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from delegations.actions.first_administrator import bootstrap_administrator
from delegations.errors import Refusal


class Command(BaseCommand):
    help = "Make the first administrator and print the one-time link with which to take the account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="the administrator's own address")
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument(
            "--again",
            metavar="REASON",
            default="",
            help="why one more is needed, although somebody administers already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"Not an e-mail address: {options['email']}") from None
        try:
            person, url = bootstrap_administrator(
                email=options["email"], full_name=options["name"], reason=options["again"]
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.remedy}".strip()) from None
        if not url:
            self.stdout.write(f"{person.full_name} administers now, and signs in as before.")
            return
        self.stdout.write(f"{person.full_name} administers. This link opens once, within 14 days; it was mailed too:")
        self.stdout.write(url)
