"""Staff of a hospital with what each has passed and is called to; a training's list."""

from __future__ import annotations

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, Q, QuerySet

from delegations.models import Person
from pediatric_platform.models import Attendance, RolloutSite, Trainee, Training
from pediatric_platform.rollout_rights import may_manage
from pediatric_platform.selectors.rollout.measured import passed


def staff_of(site: RolloutSite) -> QuerySet[Trainee]:
    """Those still there: whether they passed, when last, and the next training they are called to."""
    held = Q(attendances__passed=True, attendances__training__closed_at__isnull=False)
    coming = Q(
        attendances__training__on__gte=site.unit.today(),
        attendances__training__closed_at__isnull=True,
        attendances__training__cancelled_reason="",
    )
    return (
        Trainee.objects.current()
        .filter(site=site)
        .annotate(
            trained=passed(),
            passed_on=Max("attendances__training__on", filter=held),
            called_on=Min("attendances__training__on", filter=coming),
        )
        .order_by("role", "full_name")
    )


def counted(rows: QuerySet[Training]) -> QuerySet[Training]:
    """Trainings with how many are on the list, came and passed."""
    return rows.annotate(
        people=Count("attendances"),
        came=Count("attendances", filter=Q(attendances__came=True)),
        passed=Count("attendances", filter=Q(attendances__passed=True)),
    )


def list_of(training: Training) -> list[Attendance]:
    """The list of a training, by name."""
    return list(
        training.attendances.select_related("trainee__site__unit", "trainee__person").order_by("trainee__full_name")
    )


def to_enrol(training: Training, person: Person) -> QuerySet[Trainee]:
    """Who is not on the list yet: staff of the training's hospital, then of others there that the person leads."""
    sites = [
        site.pk
        for site in RolloutSite.objects.visible_to(person)
        .filter(unit__delegation=training.unit.delegation_id)
        .select_related("unit")
        if may_manage(person, site.unit)
    ]
    return (
        Trainee.objects.current()
        .filter(site__in=sites)
        .exclude(attendances__training=training)
        .select_related("site__unit")
        .annotate(is_own=ExpressionWrapper(Q(site__unit=training.unit_id), BooleanField()))
        .order_by("-is_own", "site__unit__name", "full_name")
    )
