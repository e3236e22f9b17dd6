"""What people are told about the golden hour."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import NoticeKind, tell
from delegations.roles import Role
from pediatric_platform.models import FeverEpisode

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        name="fever.coming",
        label=_("Viene en camino una niña o un niño con fiebre"),
        app="pediatric_platform",
        why=_("Recibe este correo porque atiende a niñas y niños en ese hospital."),
        button=_("Abrir la hora dorada"),
        mandatory=True,
        audience=frozenset({Role.CLINICIAN, Role.PHARMACIST, Role.HEAD_OF_MEDICAL_SERVICES}),
    ),
)


def tell_of_prealert(episode: FeverEpisode) -> int:
    """Those who stamp at the hospital where the child goes; where nobody treats there, also the head of medical
    services above. By folio. Once for each hospital that the family goes to; how many are new."""
    unit = episode.unit
    here = Posting.objects.current(unit.today()).filter(person__is_active=True).select_related("person").order_by("pk")
    staff = list(here.filter(unit=unit, role__in=(Role.CLINICIAN, Role.PHARMACIST)))
    if not any(posting.role == Role.CLINICIAN for posting in staff):
        staff += list(here.filter(Q(delegation=unit.delegation_id, role=Role.HEAD_OF_MEDICAL_SERVICES)))
    told = tell(
        kind="fever.coming",
        to=[posting.person for posting in staff],
        key=f"{episode.folio}-{unit.pk}",
        context={"folio": episode.folio, "child": episode.child.folio, "unit": unit.name},
        path=reverse("pediatric:fever-board", args=[unit.clues]),
    )
    return len(told)
