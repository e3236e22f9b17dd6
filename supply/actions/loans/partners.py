"""The institutions that a delegation lends to and borrows from."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Delegation, Person
from supply.actions.loan_writing import tidy
from supply.loan_rights import must_keep_partners
from supply.models import Partner
from supply.refusals.loans import PartnerExists, PartnerNameMissing


@transaction.atomic
def register_partner(
    *, delegation: Delegation, name: str, by: Person | None, is_simulated: bool = False, **about: str
) -> Partner:
    """Once by name in a delegation. `about`: institution, contact (a post, not a person), phone, email."""
    must_keep_partners(by, delegation)
    values = _values(name, about)
    _must_be_free(delegation, values["name"])
    partner: Partner = Partner.objects.create(delegation=delegation, is_simulated=is_simulated, **values)
    audit.record(type="partner.registered", by=by, target=partner, after=values, delegation=delegation.pk)
    return partner


@transaction.atomic
def change_partner(
    *,
    partner: Partner,
    name: str,
    by: Person | None,
    is_active: bool = True,
    edition: int | None = None,
    **about: str,
) -> Partner:
    row = Partner.objects.select_for_update(of=("self",)).select_related("delegation").get(pk=partner.pk)
    must_keep_partners(by, row.delegation)
    check_edition(row, edition)
    values: dict[str, Any] = {**_values(name, about), "is_active": is_active}
    _must_be_free(row.delegation, values["name"], besides=row.pk)
    before = {field: getattr(row, field) for field in values}
    for field, value in values.items():
        setattr(row, field, value)
    row.edition += 1
    row.save(update_fields=[*values, "edition"])
    audit.record(type="partner.changed", by=by, target=row, before=before, after=values, delegation=row.delegation_id)
    return row


def _values(name: str, about: dict[str, str]) -> dict[str, str]:
    name = tidy(name, 160)
    if not name:
        raise PartnerNameMissing
    longest = {"institution": 80, "contact": 120, "phone": 20, "email": 254}
    return {"name": name} | {field: tidy(about.get(field, ""), most) for field, most in longest.items()}


def _must_be_free(delegation: Delegation, name: str, besides: int | None = None) -> None:
    if Partner.objects.filter(delegation=delegation, name__iexact=name).exclude(pk=besides or 0).exists():
        raise PartnerExists
