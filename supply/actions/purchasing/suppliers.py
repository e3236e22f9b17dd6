from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.purchasing.writing import change, held, must_say, trace_change
from supply.models import Supplier
from supply.purchasing_rights import must_manage
from supply.refusals.purchasing import AlreadyThere, FactMissing

_RFC = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}")


@transaction.atomic
def register_supplier(
    *, name: str, by: Person | None, rfc: str = "", email: str = "", phone: str = "", is_simulated: bool = False
) -> Supplier:
    """Who sells to the institute, once by name and once by RFC."""
    must_manage(by)
    name, rfc = _name(name), rfc_of(rfc)
    _must_be_free(name, rfc)
    supplier = Supplier.objects.create(name=name, rfc=rfc, email=email, phone=phone, is_simulated=is_simulated)
    audit.record(type="supplier.registered", by=by, target=supplier, after={"name": name, "rfc": rfc})
    return supplier


@transaction.atomic
def change_supplier(
    *,
    supplier: Supplier,
    name: str,
    by: Person | None,
    rfc: str = "",
    email: str = "",
    phone: str = "",
    is_active: bool = True,
    edition: int | None = None,
) -> Supplier:
    must_manage(by)
    supplier = held(supplier, edition)
    name, rfc = _name(name), rfc_of(rfc)
    _must_be_free(name, rfc, besides=supplier.pk)
    values = {"name": name, "rfc": rfc, "email": email, "phone": phone, "is_active": is_active}
    trace_change("supplier.changed", supplier, by, change(supplier, values))
    return supplier


def rfc_of(text: str) -> str:
    """Capitals, without blanks or dashes; refused where it has not the shape of an RFC."""
    rfc = re.sub(r"[\s\-.]", "", text.upper())
    if rfc and not _RFC.fullmatch(rfc):
        raise FactMissing(
            "rfc", _("El RFC no tiene la forma de un RFC."), _("Escriba 12 o 13 letras y dígitos, o déjelo en blanco.")
        )
    return rfc


def _name(text: str) -> str:
    return must_say(text, "name", 160, _("Falta el nombre."), _("Escriba la razón social."))


def _must_be_free(name: str, rfc: str, besides: int | None = None) -> None:
    others = Supplier.objects.exclude(pk=besides) if besides is not None else Supplier.objects.all()
    if others.filter(name__iexact=name).exists():
        raise AlreadyThere("name", _("Ya hay un proveedor con ese nombre."))
    if rfc and others.filter(rfc=rfc).exists():
        raise AlreadyThere("rfc", _("Ya hay un proveedor con ese RFC."))
