"""What the facts of an event are called on the screen where they are no field of its object, and how values read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES: dict[str, Promise] = {
    "account": gettext_lazy("Cuenta"),
    "address": gettext_lazy("Dirección"),
    "api_keys": gettext_lazy("Claves de la API revocadas"),
    "bounced_at": gettext_lazy("Correo devuelto el"),
    "basis": gettext_lazy("Fundamento"),
    "confirmed_at": gettext_lazy("Contacto confirmado el"),
    "corrected": gettext_lazy("Con correcciones"),
    "count": gettext_lazy("Cuántos"),
    "covers_ended": gettext_lazy("Suplencias que terminaron"),
    "day": gettext_lazy("Día"),
    "days": gettext_lazy("Días de vigencia"),
    "denied": gettext_lazy("Negadas"),
    "door": gettext_lazy("Forma de entrar"),
    "doors": gettext_lazy("Forma de entrar"),
    "drugs": gettext_lazy("Medicamentos"),
    "error": gettext_lazy("Error"),
    "factor": gettext_lazy("Segundo factor"),
    "factors": gettext_lazy("Segundos factores"),
    "filters": gettext_lazy("Filtros"),
    "format": gettext_lazy("Formato"),
    "from_posting": gettext_lazy("Nombramiento anterior"),
    "has_number": gettext_lazy("Tiene número"),
    "has_password": gettext_lazy("Con contraseña"),
    "left": gettext_lazy("Pendientes que quedaron"),
    "link": gettext_lazy("Enlace"),
    "links": gettext_lazy("Enlaces"),
    "lots": gettext_lazy("Lotes"),
    "mail": gettext_lazy("Correo"),
    "moved": gettext_lazy("Pendientes que pasaron"),
    "name": gettext_lazy("Nombre"),
    "note": gettext_lazy("Nota"),
    "on": gettext_lazy("Desde"),
    "on_time": gettext_lazy("A tiempo"),
    "page": gettext_lazy("Página"),
    "path": gettext_lazy("Ruta"),
    "posting": gettext_lazy("Nombramiento"),
    "purpose": gettext_lazy("Para qué"),
    "reason": gettext_lazy("Motivo"),
    "replaced": gettext_lazy("Sustituyó a otra"),
    "reports": gettext_lazy("Reportes"),
    "retired_on": gettext_lazy("Retirado el"),
    "rows": gettext_lazy("Filas"),
    "seed": gettext_lazy("Semilla"),
    "sessions": gettext_lazy("Sesiones cerradas"),
    "table": gettext_lazy("Archivo"),
    "told": gettext_lazy("A cuántas personas se avisó"),
    "units": gettext_lazy("Unidades"),
    "until": gettext_lazy("Hasta"),
    "week": gettext_lazy("Semana"),
    "weeks": gettext_lazy("Semanas"),
    "where": gettext_lazy("Lugar"),
}
# Words that events about the doors use for how somebody came in.
VALUES: dict[str, Promise] = {
    "password": gettext_lazy("contraseña"),
    "code": gettext_lazy("código por correo"),
    "totp": gettext_lazy("aplicación de códigos"),
    "webauthn": gettext_lazy("llave de acceso"),
    "recovery_codes": gettext_lazy("código de recuperación"),
    "known": gettext_lazy("existe"),
    "unknown": gettext_lazy("no existe"),
}
OF_DOORS = {"door", "doors", "factor", "factors", "account"}


def field_of(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    """The model's field that a fact is the value of, if it is one."""
    if model is None:
        return None
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def name_of(model: type[Model] | None, name: str) -> str:
    """A fact's name as forms say it; its code where nobody named it."""
    field = field_of(model, name)
    label = str(field.verbose_name) if field is not None else str(NAMES.get(name, name))
    return label[:1].upper() + label[1:]


def value_of(model: type[Model] | None, name: str, value: Any) -> str:
    """A fact as one reads it: choices and doors by their words."""
    field = field_of(model, name)
    if field is not None and isinstance(value, str):
        value = dict(field.flatchoices).get(value, value)
    elif name in OF_DOORS:
        words = [VALUES.get(one, one) for one in (value if isinstance(value, list) else [value])]
        return text_of([str(one) for one in words])
    elif name.endswith("_at") and isinstance(value, str) and (moment := parse_datetime(value)) is not None:
        return date_format(localtime(moment) if is_aware(moment) else moment, "DATETIME_FORMAT")
    return text_of(value)


def text_of(value: Any) -> str:
    """A stored value as one reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(text_of, value)) or "—"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text_of(inner)}" for key, inner in value.items()) or "—"
    return str(value)
