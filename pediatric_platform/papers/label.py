"""The label of a mixture: whose it is, what it is, how it is given and until when, and the code that opens its page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pediatric_platform.mixing_rules import VINCA
from pediatric_platform.models import MixtureState
from pediatric_platform.papers.typesetting import amount_text, moment_text, typeset
from pediatric_platform.selectors.mixing.one import MixtureFile


def labels_pdf(files: Sequence[MixtureFile], *, sheet: bool = False) -> bytes:
    """One label a page, of its own size; or a letter-size sheet of them."""
    title = _("Etiquetas de mezclas") if sheet or len(files) != 1 else _("Etiqueta de mezcla")
    return typeset(
        "labels",
        {"title": title, "sheet": sheet, "scan": _("Código de la mezcla"), "labels": [words(file) for file in files]},
    )


def words(file: MixtureFile) -> dict[str, Any]:
    """What a label says, line by line."""
    mixture, child = file.mixture, file.child
    place, prepared = mixture.order.place, file.prepared
    zone = place.unit.zone if place.unit is not None else place.delegation.zone
    lots = dict.fromkeys(f"{draw.vial.lot.number} ({draw.vial.lot.expires_on:%d/%m/%Y})" for draw in file.draws)
    facts = [
        (_("Diluyente"), mixture.diluent or "—"),
        (_("Volumen"), f"{mixture.volume_ml} ml" if mixture.volume_ml else "—"),
        (_("Preparada"), moment_text(prepared.at if prepared else None, zone)),
        (_("Preparó"), prepared.by.full_name if prepared and prepared.by else "—"),
        (_("Revisó"), file.validated.by.full_name if file.validated and file.validated.by else "—"),
        (_("Lote (caducidad)"), ", ".join(lots) or "—"),
    ]
    many = mixture.dose.administrations > 1
    return {
        "name": child.full_name,
        "folio": child.folio,
        "born": _("Nació el %(day)s") % {"day": f"{child.birth_date:%d/%m/%Y}"},
        "unit": mixture.order.session.unit.name,
        "order": mixture.order.folio + (f" · {_('aplicación')} {mixture.number}" if many else ""),
        "drug": mixture.dose.name,
        "dose": amount_text(mixture.amount, mixture.unit),
        "route": _("Vía %(route)s") % {"route": mixture.get_route_display().lower()},
        "warning": warning(mixture.dose.inn),
        "hold": hold(file),
        "until_label": _("Usar antes de"),
        "until": moment_text(mixture.use_before, zone),
        "facts": [list(fact) for fact in facts],
        "qr": qr(str(mixture.label)),
        "qr_alt": _("Código que abre la mezcla %(order)s") % {"order": mixture.order.folio},
    }


def warning(inn: str) -> str:
    """What stands in a frame of its own: of a vinca alkaloid, that any other way than a vein kills."""
    if inn in VINCA:
        return _("FATAL SI SE ADMINISTRA POR OTRA VÍA. Solo por vena.")
    return ""


def hold(file: MixtureFile) -> str:
    """Why it must not be used, where something speaks against it; also that it has not been prepared yet."""
    if file.holds:
        return _("NO USAR: %(why)s") % {"why": "; ".join(str(one) for one in file.holds)}
    if file.mixture.state in (MixtureState.REQUESTED, MixtureState.VALIDATED):
        return _("SIN PREPARAR")
    if file.mixture.state in (MixtureState.REJECTED, MixtureState.RETURNED, MixtureState.CANCELLED):
        return _("NO USAR: %(state)s") % {"state": file.mixture.get_state_display().lower()}
    return ""


def scan_address(label: str) -> str:
    """The whole address that the code carries: a random number, nothing about the child."""
    return settings.SITE_URL.rstrip("/") + reverse("pediatric:mixture-scan", args=[label])


@lru_cache(maxsize=2_000)
def qr(label: str) -> str:
    """The code as SVG, dark on light, without a size of its own."""
    import segno

    code = segno.make(scan_address(label), error="m", micro=False)
    return str(code.svg_inline(border=2, light="#ffffff", omitsize=True))
