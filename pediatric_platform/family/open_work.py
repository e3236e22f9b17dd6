"""What of the families' reports is open at a post that treats children: it belongs to the post."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Posting
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Permission, permissions_of
from pediatric_platform.models import FamilyReport


def reports_to_take(posting: Posting) -> list[OpenItem]:
    """Reports that nobody has taken up, of the post's hospital or delegation: by folio. A case is open work itself."""
    if Permission.VIEW_CHILDREN not in permissions_of(posting.role):
        return []
    reports = FamilyReport.objects.filter(taken_at__isnull=True, follower__isnull=True)
    if posting.unit_id is not None:
        reports = reports.filter(unit=posting.unit_id)
    elif posting.delegation_id is not None:
        reports = reports.filter(unit__delegation=posting.delegation_id)
    return [
        OpenItem(
            _("%(kind)s · %(folio)s") % {"kind": report.get_kind_display(), "folio": report.folio},
            reverse("pediatric:family-report-take-up", args=[report.folio]),
        )
        for report in reports.order_by("told_at", "pk")
    ]


KIND = OpenWorkKind("family_reports", gettext_lazy("Avisos de familias por atender"), reports_to_take)
