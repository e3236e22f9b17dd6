"""Which steps a person may take on a mixture now, as buttons; the first is the one to take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.roles import Permission
from pediatric_platform.actions.mixing.rights import (
    may_administer,
    may_at_place,
    may_prepare,
    may_receive,
    may_validate,
)
from pediatric_platform.models import Mixture, MixtureState

# Of these nothing has been made: they may end for want of what it takes.
NOT_MADE = (MixtureState.REQUESTED, MixtureState.VALIDATED)


@dataclass(frozen=True)
class Step:
    """A button: `asks` the reason that it needs (empty: none), `ticks` what may be ticked beside it, `note` what it
    does or why it asks."""

    name: str
    label: str | Promise
    href: str
    kind: str = "primary"
    asks: str | Promise = ""
    ticks: str | Promise = ""
    note: str | Promise = ""
    is_page: bool = False


def step_url(name: str, mixture: Mixture) -> str:
    return reverse(f"pediatric:mixture-{name}", args=[mixture.pk])


def steps_for(person: Person, mixture: Mixture, *, held: bool, now: datetime | None = None) -> list[Step]:
    """What the person may do with the mixture, in order; with a lot on hold only to throw it away or send it back."""
    return [step for step in _offered(mixture, held, now or timezone.now()) if may_take(person, mixture, step.name)]


def _offered(mixture: Mixture, held: bool, now: datetime) -> list[Step]:
    def step(name: str, label: Promise, **more: object) -> Step:
        return Step(name, label, step_url(name, mixture), **more)  # type: ignore[arg-type]

    why = _("Por qué")
    none_there = _("No hay con qué prepararla") if mixture.state in NOT_MADE else ""
    reject = step(
        "reject", _("Rechazar"), kind="danger", asks=why, ticks=none_there, note=_("No se prepara, o se desecha aquí.")
    )
    send_back = step("return", _("Devolver"), kind="danger", asks=why, note=_("No se aplica: se regresa o se desecha."))
    late = mixture.use_before is not None and now > mixture.use_before
    give = step(
        "administer",
        _("Aplicada"),
        asks=_("Ya pasó su hora límite: por qué se aplica") if late else "",
    )
    undo = step(
        "undo",
        _("Deshacer la preparación"),
        kind="quiet",
        asks=why,
        note=_("Si se anotó y no se preparó: las piezas de toda la tanda vuelven a la existencia."),
    )
    offered: dict[str, list[Step]] = {
        MixtureState.REQUESTED: [step("validate", _("Validar"), is_page=True), reject],
        MixtureState.VALIDATED: [step("prepare", _("Preparar")), reject],
        MixtureState.PREPARED: [step("dispatch", _("Enviar")), reject, undo],
        MixtureState.DISPATCHED: [step("receive", _("Recibida")), send_back],
        MixtureState.RECEIVED: [give, send_back],
    }
    found = offered.get(mixture.state, [])
    if held:
        found = [one for one in found if one.name in ("reject", "return", "receive", "undo")]
        found.sort(key=lambda one: one.name == "undo")
    if late and mixture.state == MixtureState.PREPARED:
        found = [one for one in found if one.name != "dispatch"]
    return found


def may_take(person: Person, mixture: Mixture, name: str) -> bool:
    """Whether the person may take the step at all, whatever state the mixture is in."""
    place, unit = mixture.order.place, mixture.order.session.unit
    if name == "validate":
        return may_validate(person, place)
    if name in ("prepare", "dispatch"):
        return may_prepare(person, place)
    if name == "reject":
        return may_at_place(person, place, Permission.VALIDATE_MIXTURE, Permission.PREPARE_MIXTURE)
    if name == "undo":
        return may_prepare(person, place) and may_at_place(person, place, Permission.REVERSE_DOCUMENT)
    if name == "administer":
        return may_administer(person, unit)
    return may_receive(person, unit)
