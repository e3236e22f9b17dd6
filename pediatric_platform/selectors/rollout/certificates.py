"""Certificates that hold: of somebody who passed, on a list that is closed."""

from __future__ import annotations

from django.db.models import QuerySet

from pediatric_platform.models import Attendance, Training


def holding() -> QuerySet[Attendance]:
    return (
        Attendance.objects.exclude(certificate="")
        .filter(passed=True, training__closed_at__isnull=False)
        .select_related("training__unit__delegation", "trainee__site__unit")
    )


def certified_of(training: Training) -> list[Attendance]:
    return list(holding().filter(training=training).order_by("trainee__full_name"))


def certificate_of(folio: str) -> Attendance | None:
    """By its folio, however it was typed."""
    return holding().filter(certificate=folio.strip().upper()).first()
