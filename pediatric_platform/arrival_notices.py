"""Those who treat children at a hospital are told that one comes to them: by folio, with the way to its record."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import NoticeKind, tell
from delegations.roles import Role
from pediatric_platform.models import Child

KINDS = (
    NoticeKind(
        name="child.arrived",
        label=_("Niñas y niños que llegan por traslado"),
        app="pediatric_platform",
        why=_("Recibe este correo porque atiende a niñas y niños en ese hospital."),
        button=_("Abrir su ficha"),
        audience=frozenset({Role.CLINICIAN}),
    ),
)


def tell_of_arrival(child: Child, *, stay_since: date, by: Person | None) -> int:
    """A notice to each clinician of the child's hospital but the one who moved it; how many are new."""
    clinicians = Person.objects.filter(
        pk__in=child.unit.postings.current(timezone.localdate()).filter(role=Role.CLINICIAN).values("person")
    ).exclude(pk=by.pk if by else None)
    told = tell(
        kind="child.arrived",
        to=list(clinicians),
        key=f"{child.pk}-{child.edition}",
        context={"folio": child.folio, "unit": child.unit.name, "on": stay_since},
        path=reverse("pediatric:child", args=[child.folio]),
    )
    return len(told)
