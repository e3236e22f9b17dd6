"""The record of preparation that stays in the file: what went into a mixture, by whose hands, when and until when.

The frame is NOM-249-SSA1-2010 (sterile mixtures; Diario Oficial de la Federación, 4 March 2011). Every fact on it comes
from a step that somebody took in the system, or from the catalogue; what nobody wrote shows as a dash to fill by hand.
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pediatric_platform.mixing_rules import Check
from pediatric_platform.models import MixtureEvent
from pediatric_platform.papers.label import hold, qr, warning
from pediatric_platform.papers.typesetting import amount_text, moment_text, typeset
from pediatric_platform.selectors.mixing.one import MixtureFile

BLANK = "—"


def record_pdf(file: MixtureFile) -> bytes:
    """One letter-size sheet, to print and sign."""
    return typeset("record", words(file))


def words(file: MixtureFile) -> dict[str, Any]:
    """Every section as (title, [(name, value)]), and the ingredients as a table."""
    mixture, order = file.mixture, file.mixture.order
    zone = order.place.unit.zone if order.place.unit is not None else order.place.delegation.zone
    return {
        "title": _("Registro de preparación de mezcla"),
        "order": f"{order.folio} · {mixture.dose.name}",
        "warning": warning(mixture.dose.inn),
        "hold": hold(file),
        "sections": [
            [_("Paciente"), _rows(_patient(file))],
            [_("Prescripción"), _rows(_prescription(file, zone))],
            [_("Mezcla"), _rows(_mixture(file, zone))],
            [_("Revisión farmacéutica"), _rows(_review(file, zone))],
            [_("Preparación"), _rows(_preparation(file, zone))],
        ],
        "ingredients_title": _("Ingredientes"),
        "ingredients_head": [
            *(_("Medicamento"), _("Clave"), _("Lote"), _("Caducidad")),
            *(_("Fabricante"), _("Cantidad"), _("Frasco abierto")),
        ],
        "ingredients": [
            [
                draw.vial.lot.drug.label,
                draw.vial.lot.drug.code or BLANK,
                draw.vial.lot.number,
                f"{draw.vial.lot.expires_on:%d/%m/%Y}",
                draw.vial.lot.maker or BLANK,
                amount_text(draw.amount, draw.vial.unit),
                moment_text(draw.vial.opened_at, zone),
            ]
            for draw in file.draws
        ],
        "steps_title": _("Pasos"),
        "steps_head": [_("Cuándo"), _("Paso"), _("Quién"), _("Motivo")],
        "steps": [
            [
                moment_text(event.at, zone),
                event.get_after_display(),
                event.by.full_name if event.by else BLANK,
                event.reason or BLANK,
            ]
            for event in file.events
        ],
        "signatures": [_("Preparó (nombre y firma)"), _("Verificó y liberó (nombre y firma)")],
        "source": _(
            "Formato para el expediente de preparación, en el marco de la NOM-249-SSA1-2010 (DOF, 4 de marzo de 2011). "
            "Los datos son los que cada persona anotó en el sistema; un guion es un dato que nadie ha anotado."
        ),
        "qr": qr(str(mixture.label)),
        "qr_alt": _("Código que abre la mezcla %(order)s") % {"order": order.folio},
    }  # fmt: skip


def _rows(rows: list[tuple[str, Any]]) -> list[list[str]]:
    return [[str(name), str(value) if value not in (None, "") else BLANK] for name, value in rows]


def _who(event: MixtureEvent | None) -> str:
    return event.by.full_name if event is not None and event.by is not None else ""


def _patient(file: MixtureFile) -> list[tuple[str, Any]]:
    child = file.child
    return [
        (_("Nombre"), child.full_name),
        (_("Folio"), child.folio),
        (_("Nacimiento"), f"{child.birth_date:%d/%m/%Y}"),
        (_("Hospital"), file.mixture.order.session.unit.name),
    ]


def _prescription(file: MixtureFile, zone: Any) -> list[tuple[str, Any]]:
    order, dose = file.mixture.order, file.mixture.dose
    asked_by = order.requested_by.full_name if order.requested_by else ""
    confirmed = dose.confirmed_by.full_name if dose.confirmed_by else ""
    return [
        (_("Solicitó"), asked_by),
        (_("Solicitada"), moment_text(order.requested_at, zone)),
        (_("Confirmó la dosis"), confirmed),
        (_("Esquema"), f"{order.session.plan.regimen} · {order.session.phase_name}"),
        (_("Para el día"), date_format(order.for_day, "d/m/Y")),
        (_("Indicaciones"), order.note),
    ]


def _mixture(file: MixtureFile, zone: Any) -> list[tuple[str, Any]]:
    mixture = file.mixture
    rule = mixture.dose.rule_amount
    return [
        (_("Dosis"), amount_text(mixture.amount, mixture.unit)),
        (_("Según la regla"), amount_text(rule, mixture.dose.unit) if rule is not None else ""),
        (
            _("Tope por aplicación"),
            amount_text(mixture.dose.max_amount, mixture.dose.unit) if mixture.dose.max_amount else "",
        ),
        (_("Vía"), mixture.get_route_display()),
        (_("Diluyente"), mixture.diluent),
        (_("Volumen"), f"{mixture.volume_ml} ml" if mixture.volume_ml else ""),
    ]


def _review(file: MixtureFile, zone: Any) -> list[tuple[str, Any]]:
    event = file.validated
    checked = set((event.checks if event else {}).get("checked", ()))
    ticked = "; ".join(str(check.label) for check in Check if check.value in checked)
    return [
        (_("Revisó"), _who(event)),
        (_("Revisada"), moment_text(event.at if event else None, zone)),
        (_("Se revisó"), ticked),
        (_("Alergia, y por qué se da"), event.reason if event else ""),
    ]


def _preparation(file: MixtureFile, zone: Any) -> list[tuple[str, Any]]:
    event = file.prepared
    hours = (file.validated.checks if file.validated else {}).get("hours")
    return [
        (_("Central de mezclas"), file.mixture.order.place.name),
        (_("Preparó"), _who(event)),
        (_("Preparada"), moment_text(event.at if event else None, zone)),
        (_("Estabilidad"), _("%(hours)d horas") % {"hours": hours} if hours else ""),
        (_("Usar antes de"), moment_text(file.mixture.use_before, zone)),
        (_("Conservación"), _storage(file)),
    ]


def _storage(file: MixtureFile) -> str:
    """What the catalogue says of the drugs drawn: of the vials, not a promise about the mixture."""
    said = []
    drugs = [draw.vial.lot.drug for draw in file.draws]
    if any(drug.cold_chain for drug in drugs):
        said.append(_("red fría"))
    if any(drug.light_sensitive for drug in drugs):
        said.append(_("protegida de la luz"))
    if any(drug.vesicant for drug in drugs):
        said.append(_("vesicante"))
    return ", ".join(said)
