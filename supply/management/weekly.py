"""What the commands of one week share: the week, the delegations it is for, and clear errors."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

from delegations.models import Delegation
from supply.weeks import IsoWeek


class WeekCommand(BaseCommand):
    """`WEEK [--delegation CODE] [--queue]`. Subclasses set `task` and write `work`."""

    task: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("week", metavar="WEEK", help="ISO week, such as 2026-W46")
        parser.add_argument("--delegation", metavar="CODE", help="one delegation only, such as JAL")
        parser.add_argument("--queue", action="store_true", help="send it to the workers, one task per delegation")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            week = IsoWeek.parse(options["week"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        delegations = self.delegations(options["delegation"])
        if options["queue"]:
            self.send(week, delegations)
        else:
            self.work(week, delegations, whole_country=options["delegation"] is None)

    def delegations(self, code: str | None) -> list[Delegation]:
        """The one with that code, or all."""
        if code is None:
            found = list(Delegation.objects.order_by("code"))
            if not found:
                raise CommandError("There are no delegations yet: run load_delegations first.")
            return found
        try:
            return [Delegation.objects.get(code__iexact=code)]
        except Delegation.DoesNotExist as error:
            known = ", ".join(Delegation.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"There is no delegation {code!r}. Known: {known}") from error

    def send(self, week: IsoWeek, delegations: list[Delegation]) -> None:
        """One task per delegation; CommandError when the broker does not answer."""
        try:
            for delegation in delegations:
                current_app.send_task(self.task, args=[delegation.pk, str(week)], retry=False)
        except Exception as error:
            raise CommandError(f"The broker did not take the task: {error}") from error
        self.stdout.write(f"{week}: {len(delegations)} tasks sent")

    def work(self, week: IsoWeek, delegations: list[Delegation], *, whole_country: bool) -> None:
        raise NotImplementedError
