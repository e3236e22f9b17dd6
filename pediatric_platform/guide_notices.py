"""What people are told about guides."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Pace, Posting
from delegations.notify import NoticeKind, tell
from pediatric_platform.models import GuideVersion

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        name="guide.published",
        label=_("Guías que debe leer"),
        app="pediatric_platform",
        why=_("Recibe este correo porque su función debe leer esa guía."),
        button=_("Abrir la guía"),
        email=Pace.DIGEST,
    ),
)


def tell_of_publication(version: GuideVersion, *, before: GuideVersion | None) -> int:
    """Everybody whose role must read the guide; how many are new."""
    guide = version.guide
    if not guide.must_read:
        return 0
    postings = Posting.objects.current(timezone.localdate()).filter(role__in=guide.must_read, person__is_active=True)
    people = {posting.person_id: posting.person for posting in postings.select_related("person").order_by("pk")}
    told = tell(
        kind="guide.published",
        to=list(people.values()),
        key=str(version.pk),
        context={"title": guide.title, "number": version.number, "before": before.number if before else ""},
        path=reverse("pediatric:guide", args=[guide.code]),
    )
    return len(told)
