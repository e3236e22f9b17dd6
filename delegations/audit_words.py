"""What each type of event is called on the screen. Upper apps register theirs in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import AuditEvent

_words: dict[str, Promise | str] = {}
# The ends of types that any model may have.
ENDINGS: dict[str, Promise] = {
    "created": gettext_lazy("Alta en la administración"),
    "changed": gettext_lazy("Cambio en la administración"),
    "loaded": gettext_lazy("Carga de datos de referencia"),
    "opened": gettext_lazy("Apertura"),
    "closed": gettext_lazy("Cierre"),
}


# Where a library's own name says nothing here.
NAMED_BY_US: dict[str, Promise] = {
    "authtoken.token": gettext_lazy("clave de la API"),
    "mfa.authenticator": gettext_lazy("segundo factor"),
    "account.emailaddress": gettext_lazy("correo de una cuenta"),
}


def register(words: Mapping[str, Promise | str]) -> None:
    """Name types of events."""
    _words.update(words)


def known_types() -> list[tuple[str, str]]:
    """Every named type with its words, in the order of the words."""
    return sorted(((name, str(words)) for name, words in _words.items()), key=lambda pair: pair[1].casefold())


def title_of(type: str) -> str:
    """What was done, in words; the code itself where nobody named it."""
    return str(_words.get(type) or ENDINGS.get(type.rpartition(".")[2]) or type)


def sentence_of(event: AuditEvent) -> str:
    """What was done and to what, in one line."""
    title = title_of(event.type)
    if event.target_label:
        return _("%(what)s: %(target)s") % {"what": title, "target": event.target_label}
    if "rows" in event.after and event.after.get("table"):
        return _("%(what)s: %(table)s, %(rows)s filas") % {"what": title, **event.after}
    return title


def who_of(event: AuditEvent) -> str:
    """Who did it; nobody means the system by itself, and of a sign-in whoever stood at the door."""
    if event.by:
        return event.by
    return _("Alguien sin sesión") if event.type.startswith("sign_in.") else _("El sistema")


def model_named(label: str) -> type[Model] | None:
    """The model of an event's target; None when the site no longer has it."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def model_of_table(table: str) -> type[Model] | None:
    """The model whose rows lie in a table."""
    return next((model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table), None)


def name_of_model(model: type[Model] | None, otherwise: str = "") -> str:
    """A model's name as the screen says it."""
    if model is None:
        name = otherwise
    elif model._meta.auto_created:  # the rows between two others
        ends = [field.related_model for field in model._meta.fields if isinstance(field.related_model, type)]
        return " · ".join(name_of_model(end) for end in ends)
    else:
        name = str(NAMED_BY_US.get(model._meta.label_lower, model._meta.verbose_name))
    return name[:1].upper() + name[1:]


def object_of(event: AuditEvent) -> str:
    """The kind of object that an event speaks of."""
    return name_of_model(model_named(event.target_model), event.target_model)


register(
    {
        "data.exported": gettext_lazy("Descargó un archivo"),
        "demo.prepared": gettext_lazy("Preparó la demostración"),
        "account.registered": gettext_lazy("Registró una cuenta"),
        "account.joined": gettext_lazy("Aceptó su invitación"),
        "account.closed": gettext_lazy("Cerró una cuenta"),
        "account.reopened": gettext_lazy("Reabrió una cuenta"),
        "account.renamed": gettext_lazy("Cambió el nombre de una cuenta"),
        "account.email_changed": gettext_lazy("Cambió el correo de una cuenta"),
        "account.password_changed": gettext_lazy("Cambió su contraseña"),
        "account.password_reset": gettext_lazy("Restableció su contraseña"),
        "administrator.bootstrapped": gettext_lazy("Creó la primera cuenta de administración"),
        "person.language_changed": gettext_lazy("Cambió su idioma"),
        "person.mobile_phone_changed": gettext_lazy("Cambió su teléfono móvil"),
        "notice_preferences.changed": gettext_lazy("Cambió sus preferencias de avisos"),
        "delivery.resent": gettext_lazy("Reenvió un aviso"),
        "deliveries.resent": gettext_lazy("Reenvió avisos"),
        "delivery.bounced": gettext_lazy("Un correo fue devuelto"),
        "handover.acknowledged": gettext_lazy("Recibió de conformidad un puesto"),
        "posting.appointed": gettext_lazy("Nombró"),
        "posting.substituted": gettext_lazy("Designó suplencia"),
        "posting.handed_over": gettext_lazy("Entregó un puesto"),
        "posting.ended": gettext_lazy("Terminó un nombramiento"),
        "posting.withdrawn": gettext_lazy("Retiró un nombramiento que no había empezado"),
        "posting.extended": gettext_lazy("Prolongó un nombramiento"),
        "posting.contact_changed": gettext_lazy("Cambió el contacto de un puesto"),
        "posting.contact_confirmed": gettext_lazy("Confirmó el contacto de un puesto"),
        "posting.contact_disowned": gettext_lazy("Desconoció el contacto de un puesto"),
        "posting.contact_bounced": gettext_lazy("El contacto de un puesto devolvió el correo"),
        "link.issued": gettext_lazy("Emitió un enlace de un solo uso"),
        "links.issued": gettext_lazy("Emitió enlaces de un solo uso"),
        "link.used": gettext_lazy("Usó un enlace de un solo uso"),
        "link.revoked": gettext_lazy("Anuló un enlace"),
        "links.revoked": gettext_lazy("Anuló enlaces"),
        "second_factor.added": gettext_lazy("Agregó un segundo factor"),
        "second_factor.removed": gettext_lazy("Quitó un segundo factor"),
        "second_factor.reset": gettext_lazy("Restableció el segundo factor de otra persona"),
        "second_factor.resealed": gettext_lazy("Selló de nuevo los segundos factores tras un cambio de clave"),
        "second_factor.codes_renewed": gettext_lazy("Renovó sus códigos de recuperación"),
        "sessions.ended": gettext_lazy("Cerró sesiones"),
        "sign_in.entered": gettext_lazy("Entró al sitio"),
        "sign_in.left": gettext_lazy("Salió del sitio"),
        "sign_in.failed": gettext_lazy("Intento de entrada fallido"),
        "sign_in.factor_failed": gettext_lazy("Segundo factor rechazado"),
        "sign_in.locked": gettext_lazy("Entrada bloqueada por demasiados intentos"),
        "sign_in.mail_failed": gettext_lazy("Un correo para entrar no pudo salir"),
        "token.created": gettext_lazy("Creó una clave de la API"),
        "token.revoked": gettext_lazy("Revocó una clave de la API"),
        "units.designated_for_chemotherapy": gettext_lazy("Designó unidades de quimioterapia"),
        "delegations.loaded": gettext_lazy("Cargó las delegaciones"),
        "units.loaded": gettext_lazy("Cargó las unidades"),
        "holidays.loaded": gettext_lazy("Cargó los días de descanso"),
        "places.opened": gettext_lazy("Abrió lugares"),
    }
)
