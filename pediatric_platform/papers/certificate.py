"""The certificate of a training: who, what, when, how long, and a code with which anybody checks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.wording import spelled
from pediatric_platform.models import Attendance
from pediatric_platform.papers.typesetting import typeset


def certificates_pdf(rows: Sequence[Attendance]) -> bytes:
    """One letter-size page each."""
    title = _("Constancias de capacitación") if len(rows) != 1 else _("Constancia de capacitación")
    return typeset("certificate", {"title": title, "certificates": [words(row) for row in rows]})


def check_address(folio: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("pediatric:certificate", args=[folio])


def words(row: Attendance) -> dict[str, Any]:
    """What the page says, line by line."""
    training = row.training
    hours = f"{training.hours.normalize():f}"
    return {
        "heading": _("Constancia de capacitación"),
        "to": _("Se hace constar que"),
        "name": row.trainee.full_name,
        "role": str(row.trainee.get_role_display()),
        "did": _("asistió y aprobó la capacitación"),
        "topic": training.topic,
        "facts": [
            [_("Hospital"), training.unit.name],
            [_("Fecha"), spelled(training.on, _(r"j \d\e F \d\e Y"))],
            [_("Duración"), ngettext("%(n)s hora", "%(n)s horas", 1 if training.hours == 1 else 2) % {"n": hours}],
            [_("Impartió"), training.trainer],
        ],
        "folio_label": _("Folio"),
        "folio": row.certificate,
        "check": _("Compruebe esta constancia en %(address)s") % {"address": check_address(row.certificate)},
        "signature": _("Responsable del despliegue (nombre y firma)"),
        "qr": qr(row.certificate),
        "qr_alt": _("Código para comprobar la constancia %(folio)s") % {"folio": row.certificate},
    }


def qr(folio: str) -> str:
    """The code as SVG, dark on light, without a size of its own."""
    import segno

    code = segno.make(check_address(folio), error="m", micro=False)
    return str(code.svg_inline(border=2, light="#ffffff", omitsize=True))
