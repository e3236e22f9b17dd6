"""Letters of a recall: one sheet per holder, with what the ledger says it has and where to sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.typesetting import moment_text, typeset
from delegations.wording import spelled
from supply.models import Recall, RecallHolding, RecallKind

HERE = Path(__file__).parent


def letters_pdf(recall: Recall, holdings: Iterable[RecallHolding]) -> bytes:
    """Letter-size sheets, in the order of the holdings' places."""
    return typeset("recall_letter", words(recall, holdings), folder=HERE)


def words(recall: Recall, holdings: Iterable[RecallHolding]) -> dict[str, Any]:
    """Every word of the letters."""
    by_place: dict[int, list[RecallHolding]] = defaultdict(list)
    for row in holdings:
        by_place[row.place_id].append(row)
    numbers = ", ".join(lot.number for lot in recall.lots.all())
    return {
        "title": _("Retiro sanitario %s") % recall.folio,
        "folio": recall.folio,
        "subject": f"{recall.product} · {_('lotes')} {numbers}",
        "order": _("No surtir, no mezclar, no enviar: apartar, contar y responder."),
        "why_title": _("Por qué"),
        "why": _why(recall),
        "held_title": _("Lo que el libro dice que hay en ese lugar"),
        "held_head": [_("Lote"), _("Caducidad"), _("Piezas")],
        "steps_title": _("Qué hacer"),
        "steps": _steps(recall),
        "signatures": [_("Apartó y contó (nombre y firma)"), _("Piezas apartadas"), _("Fecha y hora")],
        "letters": [_letter(rows) for rows in by_place.values()],
    }


def _why(recall: Recall) -> str:
    parts = [f"{recall.get_kind_display()}.", _("Fuente: %s.") % recall.source]
    if recall.issued_on:
        parts.append(_("Aviso del %s.") % spelled(recall.issued_on, "j M Y"))
    if recall.maker:
        parts.append(_("Fabricante o titular: %s.") % recall.maker)
    return " ".join([*parts, recall.text])


def _steps(recall: Recall) -> list[str]:
    steps = [
        _("Retire del estante y de las centrales de mezclas todas las piezas de estos lotes, también las abiertas."),
        _("Apártelas en un lugar cerrado y rotulado «Retiro sanitario %s, no usar».") % recall.folio,
        _("Cuéntelas y responda en el sistema cuántas apartó, aunque sean cero; explique toda diferencia."),
    ]
    if recall.kind == RecallKind.FALSIFIED:
        steps.append(_("No las devuelva ni las destruya: quedan a disposición de la autoridad sanitaria."))
    else:
        steps.append(_("Espere instrucción para devolverlas o destruirlas; su salida se anota en el libro."))
    return steps


def _letter(rows: list[RecallHolding]) -> dict[str, Any]:
    place = rows[0].place
    zone = (place.unit or place.delegation).zone
    owner = place.unit.name if place.unit else place.delegation.name
    total = sum(row.pieces for row in rows)
    frozen = ngettext("%(n)d pieza en el libro", "%(n)d piezas en el libro", total) % {"n": total}
    return {
        "facts": [
            [_("Para"), f"{place.name} · {owner}"],
            [_("Delegación"), place.delegation.name],
            [_("Responder antes de"), moment_text(min(row.deadline_at for row in rows), zone)],
        ],
        "lots": [[row.lot.number, f"{row.lot.expires_on:%d/%m/%Y}", f"{row.pieces}"] for row in rows],
        "basis": _("%(pieces)s cuando se detuvo el lote.") % {"pieces": frozen[0].upper() + frozen[1:]},
    }
