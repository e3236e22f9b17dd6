"""Who is called to the meetings of a series: a post, an account, or somebody from outside."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Delegation, Person, Posting, Unit
from delegations.roles import DELEGATION_ROLES, UNIT_ROLES, Role
from meetings.errors.series import AlreadyMember, FactWrong, MemberHasLeft
from meetings.meeting_rights import must_manage
from meetings.models import Member, ParticipantKind, Series

# Of these an account's postings say whether they are right; whoever is of elsewhere may have one or not.
_KNOWN_BY_POSTING = (ParticipantKind.INSTITUTE, ParticipantKind.FAMILY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """Exactly one of `role`, `person` and `name`. A role without a place calls everybody who holds it."""

    kind: str = ParticipantKind.INSTITUTE
    role: str = ""
    delegation: Delegation | None = None
    unit: Unit | None = None
    person: Person | None = None
    name: str = ""
    organisation: str = ""
    post: str = ""
    email: str = ""
    is_required: bool = True


@transaction.atomic
def add_member(*, series: Series, facts: MemberFacts, since: date | None = None, by: Person | None) -> Member:
    """Called to every meeting that is called from now on."""
    must_manage(by)
    Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    member = Member(series=series, since=since or timezone.localdate(), **_checked(facts))
    if member.name and _is_listed(member):
        raise AlreadyMember("name")
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyMember("person" if member.person_id else "role") from error
    audit.record(type="meeting_series.member_added", by=by, target=series, after=_told(member))
    return member


@transaction.atomic
def change_member(
    *,
    member: Member,
    is_required: bool,
    organisation: str = "",
    post: str = "",
    email: str = "",
    by: Person | None,
) -> Member:
    """What may change of a member; another person or another post is another member."""
    must_manage(by)
    member = _held(member)
    before = _told(member)
    member.is_required = is_required
    member.post = _line(post)
    if not member.role and member.person_id is None:
        member.organisation, member.email = _line(organisation), _address(email)
    member.save(update_fields=["is_required", "post", "organisation", "email"])
    if _told(member) != before or email:
        audit.record(
            type="meeting_series.member_changed", by=by, target=member.series, before=before, after=_told(member)
        )
    return member


@transaction.atomic
def drop_member(*, member: Member, by: Person | None) -> Member:
    """Not called any more. Meetings to which they were called stay as they are."""
    must_manage(by)
    member = _held(member)
    member.left_on = max(timezone.localdate(), member.since)
    member.save(update_fields=["left_on"])
    audit.record(type="meeting_series.member_dropped", by=by, target=member.series, before=_told(member))
    return member


def _held(member: Member) -> Member:
    rows = Member.objects.select_for_update(of=("self",)).select_related("series")
    found = rows.get(pk=member.pk)
    if found.left_on is not None:
        raise MemberHasLeft
    return found


def _checked(facts: MemberFacts) -> dict[str, Any]:
    """The facts as a row takes them; FactWrong names what is missing or does not go together."""
    told = {name: getattr(facts, name) for name in asdict(facts)} | {
        "name": _line(facts.name),
        "organisation": _line(facts.organisation),
        "post": _line(facts.post),
        "email": _address(facts.email),
    }
    given = [name for name in ("role", "person", "name") if told[name]]
    if len(given) != 1:
        raise FactWrong(
            "role",
            _("Elija a quién se convoca: un puesto, una cuenta o una persona de fuera; una sola cosa."),
        )
    if facts.kind not in ParticipantKind.values:
        raise FactWrong("kind", _("Esa clase de participante no existe."), _("Elija una de la lista."))
    if facts.role:
        _check_post(facts)
    elif facts.delegation is not None or facts.unit is not None:
        raise FactWrong("delegation", _("El lugar es de un puesto."), _("Déjelo en blanco."))
    elif facts.person is not None:
        _check_account(facts)
        told["email"] = ""
    return told


def _check_post(facts: MemberFacts) -> None:
    if facts.role not in Role.values or facts.role == Role.FAMILY:
        raise FactWrong("role", _("Ese puesto no existe."), _("A las familias se les convoca por su cuenta."))
    if facts.kind != ParticipantKind.INSTITUTE:
        raise FactWrong("kind", _("Un puesto es del instituto."), _("Elija «Instituto»."))
    if facts.delegation is not None and facts.role not in DELEGATION_ROLES:
        raise FactWrong("delegation", _("Ese puesto no se ejerce en una delegación."), _("Déjela en blanco."))
    if facts.unit is not None and facts.role not in UNIT_ROLES:
        raise FactWrong("unit", _("Ese puesto no se ejerce en un hospital."), _("Déjelo en blanco."))


def _check_account(facts: MemberFacts) -> None:
    assert facts.person is not None
    if not facts.person.is_active:
        raise FactWrong("person", _("Esa cuenta está cerrada."), _("Elija otra."))
    postings = Posting.objects.current(timezone.localdate()).filter(person=facts.person)
    is_staff = postings.exclude(role=Role.FAMILY).exists()
    if not is_staff and facts.kind != ParticipantKind.FAMILY and postings.exists():
        raise FactWrong("kind", _("Esa cuenta es de una familia: va como «Familias»."))
    if is_staff != (facts.kind == ParticipantKind.INSTITUTE) and facts.kind in _KNOWN_BY_POSTING:
        raise FactWrong(
            "kind",
            _("Esa cuenta es del personal: va como «Instituto».")
            if is_staff
            else _("Esa cuenta no tiene nombramiento: no va como «Instituto»."),
        )


def _is_listed(member: Member) -> bool:
    """Whether the same guest is there already: by mail, else by name and origin."""
    rows = Member.objects.filter(series=member.series).current()
    if member.email:
        return rows.filter(email__iexact=member.email).exists()
    return rows.filter(name__iexact=member.name, organisation__iexact=member.organisation, email="").exists()


def _line(text: str) -> str:
    return " ".join(text.split())[:160]


def _address(email: str) -> str:
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise FactWrong(
                "email", _("Ese correo no está bien escrito."), _("Escríbalo completo: nombre@dominio.")
            ) from error
    return email


def _told(member: Member) -> dict[str, Any]:
    """For the trail: which row, and nothing that names anybody."""
    return {
        "member": member.pk,
        "kind": member.kind,
        "role": member.role,
        "delegation": member.delegation_id,
        "unit": member.unit_id,
        "is_required": member.is_required,
    }
