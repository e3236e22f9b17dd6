"""Who of a hospital has to know the electronic record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Posting
from delegations.roles import Role
from pediatric_platform.errors.rollout import FactMissing, day_not_yet
from pediatric_platform.errors.trainings import TraineeExists, TraineeLeft
from pediatric_platform.models import RolloutSite, Trainee, TraineeRole
from pediatric_platform.rollout_rights import must_manage

# What somebody with an account does there, as the lists of training call it.
ROLE_OF = {
    Role.CLINICIAN: TraineeRole.ONCOLOGIST,
    Role.PHARMACIST: TraineeRole.PHARMACIST,
    Role.MIXING_CENTRE_STAFF: TraineeRole.MIXING,
    Role.UNIT_SUPPLY_MANAGER: TraineeRole.SUPPLY,
}
MOST_AT_ONCE = 200


@transaction.atomic
def list_staff(*, site: RolloutSite, names: Sequence[str], role: str, by: Person | None) -> list[Trainee]:
    """People by name, all of one role. A name that is on the list already refuses them all, and says which."""
    must_manage(by, site.unit)
    if role not in TraineeRole.values:
        raise FactMissing("role", _("Falta el puesto."), _("Elija uno de la lista."))
    wanted = list(dict.fromkeys(name for name in (" ".join(name.split())[:160] for name in names) if name))
    if not wanted:
        raise FactMissing("names", _("Falta al menos un nombre."), _("Escriba una persona por renglón."))
    if len(wanted) > MOST_AT_ONCE:
        raise FactMissing("names", _("Son demasiados renglones."), _("Agregue hasta 200 personas a la vez."))
    RolloutSite.objects.select_for_update().get(pk=site.pk)
    known = set(Trainee.objects.current().filter(site=site, full_name__in=wanted).values_list("full_name", flat=True))
    if known:
        raise TraineeExists(sorted(known))
    rows = Trainee.objects.bulk_create([Trainee(site=site, full_name=name, role=role) for name in wanted])
    _note("rollout.staff_listed", site, by, {"people": [row.pk for row in rows], "role": role})
    return rows


@transaction.atomic
def list_accounts(*, site: RolloutSite, by: Person | None) -> list[Trainee]:
    """Everybody with a posting at the hospital today who is not on the list yet, with their account."""
    must_manage(by, site.unit)
    RolloutSite.objects.select_for_update().get(pk=site.pk)
    current = Trainee.objects.current().filter(site=site)
    accounts = set(current.values_list("person_id", flat=True))
    names = {row.full_name: row for row in current.filter(person__isnull=True)}
    postings = (
        Posting.objects.current(site.unit.today())
        .filter(unit=site.unit, role__in=ROLE_OF, person__is_active=True)
        .select_related("person")
        .order_by("starts_on", "pk")
    )
    new: dict[int, Trainee] = {}
    linked = []
    for posting in postings:
        person = posting.person
        if person.pk in accounts or person.pk in new:
            continue
        if person.full_name in names:  # written by hand before the account was there
            row = names.pop(person.full_name)
            row.person = person
            linked.append(row)
            accounts.add(person.pk)
            continue
        role = ROLE_OF[Role(posting.role)]
        new[person.pk] = Trainee(site=site, person=person, full_name=person.full_name, role=role)
    Trainee.objects.bulk_update(linked, ["person"])
    taken = set(current.values_list("full_name", flat=True))
    for row in new.values():  # two people of one name: a number, for the name is printed and may be looked up
        name, number = row.full_name, 2
        while row.full_name in taken:
            row.full_name, number = f"{name[:150]} ({number})", number + 1
        taken.add(row.full_name)
    rows = Trainee.objects.bulk_create(new.values())
    if rows or linked:
        after = {"people": [row.pk for row in rows], "linked": [row.pk for row in linked]}
        _note("rollout.staff_listed", site, by, after)
    return [*rows, *linked]


@transaction.atomic
def correct_trainee(
    *, trainee: Trainee, full_name: str, role: str, left_on: date | None = None, by: Person | None
) -> Trainee:
    """The name, the role, or that they left. Their trainings and certificates stay."""
    trainee = Trainee.objects.select_for_update(of=("self",)).select_related("site__unit").get(pk=trainee.pk)
    must_manage(by, trainee.site.unit)
    if trainee.left_on is not None:
        raise TraineeLeft
    full_name = " ".join(full_name.split())[:160]
    if not full_name:
        raise FactMissing("full_name", _("Falta el nombre."), _("Escríbalo como debe salir en su constancia."))
    if role not in TraineeRole.values:
        raise FactMissing("role", _("Falta el puesto."), _("Elija uno de la lista."))
    if left_on is not None and left_on > trainee.site.unit.today():
        raise day_not_yet("left_on")
    before = {"role": trainee.role, "name": trainee.full_name}
    trainee.full_name, trainee.role, trainee.left_on = full_name, role, left_on
    try:
        with transaction.atomic():
            trainee.save(update_fields=["full_name", "role", "left_on"])
    except IntegrityError:
        raise TraineeExists([full_name]) from None
    kind = "rollout.trainee_left" if left_on else "rollout.trainee_changed"
    after = {
        "trainee": trainee.pk,
        "role": role,
        "name": full_name,
        "left_on": left_on.isoformat() if left_on else None,
    }
    unit = trainee.site.unit
    audit.record(
        type=kind, by=by, target=trainee.site, before=before, after=after, unit=unit.pk, delegation=unit.delegation_id
    )
    return trainee


def _note(kind: str, site: RolloutSite, by: Person | None, after: dict[str, Any]) -> None:
    audit.record(type=kind, by=by, target=site, after=after, unit=site.unit_id, delegation=site.unit.delegation_id)
