from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from delegations.roles import Permission
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.mixing.rights import may_at_place, require
from pediatric_platform.actions.mixing.steps import advance, label_of, locked
from pediatric_platform.errors.mixing import CannotUndo, ReasonMissing
from pediatric_platform.models import Draw, Mixture, MixtureState, Vial
from supply.actions import ledger
from supply.errors import LedgerRefusal


@transaction.atomic
def undo_preparation(*, mixture: Mixture, reason: str, by: Person | None) -> list[Mixture]:
    """It was written down and did not happen: the consumption is reversed, and the batch is to be prepared again.

    The whole batch of one document goes back, while none of it has left and nobody else drew from its vials. The
    draws stay on record under a document that was taken back, and count for nothing.
    """
    if not reason.strip():
        raise ReasonMissing
    first = Mixture.objects.select_related("order__place").get(pk=mixture.pk)
    if by is not None:
        require(may_at_place(by, first.order.place, Permission.REVERSE_DOCUMENT), "prepare")
        require(may_at_place(by, first.order.place, Permission.PREPARE_MIXTURE), "prepare")
    own = Draw.objects.filter(mixture=mixture.pk, vial__document__reversal__isnull=True)
    documents = set(own.values_list("vial__document", flat=True))
    if len(documents) != 1:
        raise CannotUndo(_("se tomó de frascos abiertos en otra preparación"))
    document_id = documents.pop()
    batch = locked(Mixture.objects.filter(draws__vial__document=document_id).distinct())
    for row in batch:
        if row.state != MixtureState.PREPARED:
            raise CannotUndo(
                _("%(mixture)s, de la misma tanda, ya está %(state)s")
                % {"mixture": label_of(row), "state": row.get_state_display().lower()}
            )
    outside = Draw.objects.filter(mixture__in=batch, vial__document__reversal__isnull=True)
    if outside.exclude(vial__document=document_id).exists():
        raise CannotUndo(_("parte de la tanda se tomó de frascos abiertos en otra preparación"))
    vials = list(Vial.objects.select_for_update().filter(document=document_id).order_by("pk"))
    if any(_was_thrown_away(vial) for vial in vials):
        raise CannotUndo(_("ya se desechó un frasco de la tanda"))
    try:
        document = vials[0].document
        ledger.reverse(document=document, key=f"deshacer-{document_id}", by=by, note=reason.strip()[:240])
    except LedgerRefusal as refusal:
        raise CannotUndo(refusal.message.rstrip(".")) from refusal
    Vial.objects.filter(pk__in=[vial.pk for vial in vials]).update(discarded_at=timezone.now(), discarded_amount=0)
    for row in batch:
        advance(
            row, MixtureState.VALIDATED, by=by, reason=reason, type="mixture.unprepared", use_before=None,
            checks=_as_validated(row),
        )  # fmt: skip
    declare_sessions({row.order.session_id for row in batch})
    audit.record(type="ledger.mixing_undone", by=by, target=document, after={"mixtures": len(batch)})
    return batch


def _was_thrown_away(vial: Vial) -> bool:
    """By somebody, later; one that could not be shared was done with the moment it was opened."""
    return vial.discarded_at is not None and vial.discarded_at > vial.opened_at and vial.discarded_amount > 0


def _as_validated(mixture: Mixture) -> dict[str, object]:
    """What the pharmacist had said of it still holds."""
    event = mixture.events.filter(after=MixtureState.VALIDATED).order_by("-id").first()
    return event.checks if event is not None else {}
