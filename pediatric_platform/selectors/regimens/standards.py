"""Which regimen is the one criterion for a diagnosis, and which others a plan may begin with."""

from __future__ import annotations

from django.db.models import QuerySet

from pediatric_platform.models import Diagnosis, Regimen


def usable_versions() -> QuerySet[Regimen]:
    """The newest approved version of each protocol: what a plan may begin with."""
    return (
        Regimen.objects.usable()
        .filter(
            pk__in=Regimen.objects.usable().order_by("protocol_id", "-version").distinct("protocol_id").values("pk")
        )
        .select_related("protocol__diagnosis")
        .order_by("protocol__name")
    )


def standard_for(diagnosis: Diagnosis | int, risk: str = "") -> Regimen | None:
    """The newest approved version of the protocol that is the standard of the diagnosis and risk group, or None."""
    pk = diagnosis if isinstance(diagnosis, int) else diagnosis.pk
    return usable_versions().filter(protocol__diagnosis=pk, protocol__risk=risk, protocol__is_standard=True).first()
