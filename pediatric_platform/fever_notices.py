"""What people are told about the golden hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import NoticeKind, tell
from delegations.roles import Role
from pediatric_platform.models import FeverEpisode, FeverState

# Both parents tell of it, or one presses again: within this time it is the same news.
SAME_NEWS = timedelta(minutes=30)

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


def tell_of_prealert(episode: FeverEpisode, told_at: datetime) -> int:
    """Those who stamp at the hospital where the child goes; where nobody treats there, also the head of medical
    services above. By folio. It is the one thing they are told of a family's fever: once for each hospital that the
    family goes to, and again when it tells of it anew long after and has not come. How many are new."""
    unit = episode.unit
    here = Posting.objects.current(unit.today()).filter(person__is_active=True).select_related("person").order_by("pk")
    staff = list(here.filter(unit=unit, role__in=(Role.CLINICIAN, Role.PHARMACIST)))
    if not any(posting.role == Role.CLINICIAN for posting in staff):
        staff += list(here.filter(Q(delegation=unit.delegation_id, role=Role.HEAD_OF_MEDICAL_SERVICES)))
    told = tell(
        kind="fever.coming",
        to=[posting.person for posting in staff],
        key=f"{episode.folio}-{unit.pk}{_times(episode, told_at)}",
        context={"folio": episode.folio, "child": episode.child.folio, "unit": unit.name},
        path=reverse("pediatric:fever-board", args=[unit.clues]),
    )
    return len(told)


def _times(episode: FeverEpisode, told_at: datetime) -> str:
    """What tells a later telling of the same fever from the first, while the child is not there yet."""
    if episode.state != FeverState.COMING or episode.prealert_at is None:
        return ""
    times = (told_at - episode.prealert_at) // SAME_NEWS
    return f"-{times}" if times > 0 else ""
