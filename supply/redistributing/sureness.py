"""How sure a drug's plan is the best there is, in the reader's words, from what the run keeps of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def how_sure(told: Mapping[str, Any]) -> str:
    """Of one drug of a run's summary: proven best over all ways allowed, or how much worse it may be at most.

    Only the first figure that is not proven is told, and that the ones before it are: figures come in strict order.
    """
    if told["proven"]:
        return _("Comprobado: con ninguna de las rutas permitidas se puede hacer mejor.")
    off, after = told.get("off"), told["after"]
    if not off:
        return _("No se alcanzó a comprobar.")
    if off["uncovered"]:
        return ngettext(
            "Deja a lo más %(n)d dosis sin cubrir que con otro reparto se podría cubrir.",
            "Deja a lo más %(n)d dosis sin cubrir que con otro reparto se podrían cubrir.",
            off["uncovered"],
        ) % {"n": off["uncovered"]}
    if off["short"]:
        return ngettext(
            "En dosis no se puede hacer mejor; a los mínimos podría faltarles a lo más %(n)d pieza menos.",
            "En dosis no se puede hacer mejor; a los mínimos podrían faltarles a lo más %(n)d piezas menos.",
            off["short"],
        ) % {"n": off["short"]}
    if off["unfair_doses"] or off["unfair_pieces"]:
        return _(
            "En dosis y piezas no se puede hacer mejor; el reparto entre unidades se aparta del proporcional en "
            "%(now)d piezas y %(doses)d dosis, y no se alcanzó a comprobar que no haya uno más parejo."
        ) % {"now": after["unfair_pieces"], "doses": after["unfair_doses"]}
    if off["lost"]:
        return ngettext(
            "En dosis, piezas y reparto no se puede hacer mejor; caduca a lo más %(n)d pieza que podría salvarse.",
            "En dosis, piezas y reparto no se puede hacer mejor; caducan a lo más %(n)d piezas que podrían salvarse.",
            off["lost"],
        ) % {"n": off["lost"]}
    share = -(-1000 * off["cost"] // max(after["cost"], 1)) / 10
    return _(
        "En dosis, piezas, reparto y caducidad no se puede hacer mejor; el traslado cuesta a lo más %(share)s %% más "
        "que el más barato."
    ) % {"share": share}
