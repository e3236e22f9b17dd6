"""What is open at a post of the pharmacy or the mixing centre: mixtures to review and to prepare there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Permission, permissions_of
from pediatric_platform.models import Mixture, MixtureState


def _waiting(posting: Posting, state: str, permission: Permission) -> list[OpenItem]:
    """By order and drug, never a name: a hand-over keeps these words."""
    if posting.unit_id is None or permission not in permissions_of(posting.role):
        return []
    rows = Mixture.objects.filter(state=state, order__place__unit=posting.unit_id, order__cancelled_at__isnull=True)
    return [
        OpenItem(
            f"{mixture.order.folio} · {mixture.dose.name} · {mixture.order.for_day:%d/%m/%Y}",
            reverse("pediatric:mixture", args=[mixture.pk]),
        )
        for mixture in rows.select_related("order", "dose").order_by("order__for_day", "pk")
    ]


def mixtures_to_validate(posting: Posting) -> list[OpenItem]:
    """Asked for, and not reviewed."""
    return _waiting(posting, MixtureState.REQUESTED, Permission.VALIDATE_MIXTURE)


def mixtures_to_prepare(posting: Posting) -> list[OpenItem]:
    """Reviewed, and not prepared."""
    return _waiting(posting, MixtureState.VALIDATED, Permission.PREPARE_MIXTURE)


KINDS = (
    OpenWorkKind("mixtures_to_validate", _("Mezclas por validar"), mixtures_to_validate),
    OpenWorkKind("mixtures_to_prepare", _("Mezclas por preparar"), mixtures_to_prepare),
)
