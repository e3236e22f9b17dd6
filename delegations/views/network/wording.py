"""What will happen, in whole sentences, before a form about a posting is sent."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Holding, Posting
from delegations.roles import NETWORK, POSTS
from delegations.selectors.network import Appointers
from delegations.wording import day_text


def others_of_post(posting: Posting) -> dict[str, Posting]:
    """Who else holds the same post today, by holding."""
    rows = (
        Posting.objects.current(timezone.localdate())
        .filter(
            role=posting.role,
            delegation=posting.delegation,
            unit=posting.unit,
            is_national=posting.is_national,
            person__is_active=True,
        )
        .exclude(pk=posting.pk)
        .select_related("person")
    )
    return {row.holding: row for row in rows}


def who_fills(posting: Posting) -> str:
    """Whose task it is to name the next holder: by name, or the office where nobody is."""
    task = Appointers(timezone.localdate()).of_posting(posting)
    role = str(task.role.label)
    return f"{task.person.full_name} ({role})" if task.person is not None else role


def substitute_consequences(posting: Posting) -> list[str]:
    """A titular is away for a while."""
    stays = (
        _("%(who)s sigue siendo titular; esos días el directorio dice que está ausente y quién atiende.")
        if posting.role in NETWORK
        else _("%(who)s sigue siendo titular; esos días responde quien atiende.")
    )
    return [
        stays % {"who": posting.person.full_name},
        _("Quien atiende recibe un aviso, y esos días puede hacer en el sistema lo mismo que el puesto permite."),
        _("Al terminar el último día, el puesto vuelve solo a su titular."),
    ]


def hand_over_consequences(posting: Posting) -> list[str]:
    """A post passes to somebody else."""
    today = timezone.localdate()
    covers = posting.covered_by.filter(ends_on__gte=today).select_related("person").order_by("starts_on")
    return [
        _("El nombramiento de %(who)s termina el día anterior; queda en el historial.")
        % {"who": posting.person.full_name},
        _("El trabajo abierto que se muestra pasa a quien recibe, junto con la nota."),
        _("Si quien recibe no tiene cuenta, se le envía una invitación a ese correo, de un solo uso."),
        _("Quien recibe tiene un aviso para decir que recibió de conformidad."),
        *(
            _("El encargo de %(who)s, hasta el %(day)s, termina con el nombramiento que cubre.")
            % {"who": cover.person.full_name, "day": day_text(cover.ends_on or today, today)}
            for cover in covers
        ),
    ]


def end_consequences(posting: Posting) -> list[str]:
    """A posting ends: who is left, or that nobody is."""
    if posting.starts_on > timezone.localdate():
        return [_("Este nombramiento aún no empieza: se retira y no deja historia.")]
    told = [
        _("%(who)s deja de ver y de hacer lo que este nombramiento le permitía.") % {"who": posting.person.full_name}
    ]
    if posting.role not in POSTS:
        return told
    if posting.holding == Holding.ACTING:
        return [*told, _("El puesto vuelve a su titular.")]
    if posting.holding == Holding.SUBSTITUTE:
        return [*told, _("El puesto se queda sin suplente hasta que se nombre a otra persona.")]
    others = others_of_post(posting)
    stand_in = others.get(Holding.ACTING) or others.get(Holding.SUBSTITUTE)
    if stand_in is not None:
        left = (
            _("El puesto se queda sin titular; mientras se nombra a otra persona, el directorio muestra a %(who)s.")
            if posting.role in NETWORK
            else _("El puesto se queda sin titular; mientras se nombra a otra persona, responde %(who)s.")
        )
        told.append(left % {"who": stand_in.person.full_name})
    elif posting.role not in NETWORK:
        told.append(_("El puesto se queda vacío hasta que se nombre a otra persona."))
    else:
        told.append(_("El puesto se queda vacío: el directorio lo dirá y mandará llamar al siguiente nivel."))
    told.append(_("Se avisa a quien debe nombrar: %(who)s.") % {"who": who_fills(posting)})
    told.append(_("Si ya sabe quién sigue, use «Entregar el puesto»: así no queda vacío ni un día."))
    return told


def extend_consequences(posting: Posting) -> list[str]:
    """A posting goes on."""
    return [
        _("%(who)s sigue respondiendo sin interrupción hasta el nuevo último día.") % {"who": posting.person.full_name},
        _("Si otra persona ya tiene el puesto después, no se podrá: el sistema lo dirá."),
    ]


def appoint_consequences() -> list[str]:
    """Somebody is appointed."""
    return [
        _("Si la persona no tiene cuenta, se le envía una invitación a ese correo: un enlace de un solo uso."),
        _("Mientras no la acepte, el puesto ya es suyo, pero no puede entrar al sistema."),
        _("Si ya tiene cuenta, entra con la misma y recibe un aviso."),
        _("De los responsables de abasto, el directorio público muestra nombre, teléfono y correo de oficina."),
    ]
