"""A warning sign in words: what was seen, against what, and what may explain it. It accuses nobody.

Every sentence is made of the figures that the row keeps, so that it says what was seen when it was seen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts.numbers import grouped, percent_text
from delegations.wording import spelled
from supply.models import SignKind, WarningSign
from supply.templatetags.purchasing import pesos

# Among fewer cases, where one stands says nothing.
FEW = 8
MAY_BE: dict[str, str | Promise] = {
    SignKind.PRICE: gettext_lazy(
        "Puede deberse a otra marca, a una compra urgente o chica, o a un precio capturado por pieza y no por envase."
    ),
    SignKind.SPLIT: gettext_lazy(
        "Puede deberse a entregas programadas, a falta de espacio o a dosis que se fueron sabiendo."
    ),
    SignKind.SINGLE_BIDDER: gettext_lazy(
        "Puede deberse a una patente, a un registro sanitario único o a plazos que otros no pueden cumplir."
    ),
    SignKind.NEAR_EXPIRY: gettext_lazy("Puede estar pactado con carta de canje, o haberse aceptado por urgencia."),
    SignKind.BEFORE_DELIVERY: gettext_lazy(
        "Puede deberse a una fecha mal capturada, o a una orden que se emitió después para regularizar."
    ),
    SignKind.ROUND_ADJUSTMENT: gettext_lazy(
        "Puede deberse a cajas completas dañadas, o a ajustes estimados sin contar."
    ),
    SignKind.LOSSES: gettext_lazy(
        "Puede deberse a un accidente, a un conteo que corrigió errores viejos o a que otros no registran sus mermas."
    ),
}
# Measured against chance, and not by how many cases are less so.
BY_CHANCE = frozenset({SignKind.SINGLE_BIDDER, SignKind.ROUND_ADJUSTMENT, SignKind.LOSSES})
# What to look at first.
LOOK_AT: dict[str, str | Promise] = {
    SignKind.PRICE: gettext_lazy("Conviene revisar el contrato, la unidad del precio y el estudio de mercado."),
    SignKind.SPLIT: gettext_lazy("Conviene revisar las requisiciones que dieron origen a las órdenes."),
    SignKind.SINGLE_BIDDER: gettext_lazy("Conviene revisar las bases, los plazos y las juntas de aclaraciones."),
    SignKind.NEAR_EXPIRY: gettext_lazy("Conviene revisar las remisiones y si hubo carta de canje."),
    SignKind.BEFORE_DELIVERY: gettext_lazy("Conviene comparar con la remisión firmada."),
    SignKind.ROUND_ADJUSTMENT: gettext_lazy("Conviene pedir las actas de los ajustes y contar de nuevo."),
    SignKind.LOSSES: gettext_lazy("Conviene pedir las actas y revisar la custodia del lugar."),
}


def sentence(sign: WarningSign) -> str:
    """What was seen and against what, in one or two sentences."""
    return _SENTENCES[sign.kind](sign, sign.facts)


def how_unusual(sign: WarningSign) -> str:
    """How far out it stands, and among how many."""
    if sign.compared < FEW:
        return _("Hay muy pocos casos comparables para decir qué tan fuera de lo común está")
    if sign.kind in BY_CHANCE:
        return _("Por azar no se vería %(share)s de las veces, por lo que pasa en %(n)s casos comparables") % {
            "share": percent_text(float(sign.unusual) * 100),
            "n": grouped(sign.compared),
        }
    return _("Más fuera de lo común que %(share)s de %(n)s casos comparables") % {
        "share": percent_text(float(sign.unusual) * 100),
        "n": grouped(sign.compared),
    }


def about(sign: WarningSign) -> str:
    """What it is about, for a list: clave, supplier, place."""
    named = [str(one) for one in (sign.drug, sign.supplier, sign.place) if one is not None]
    return " · ".join(named) or str(sign.facts.get("convener", "")) or sign.get_kind_display()


def _day(text: str) -> str:
    return spelled(date.fromisoformat(text), "j M Y")


def _price(sign: WarningSign, facts: dict[str, Any]) -> str:
    told = {
        "price": pesos(facts["price"]),
        "usual": pesos(facts["usual"]),
        "ratio": grouped(facts["ratio"], 2),
        "cases": grouped(facts["cases"]),
        "contract": sign.contract_line.contract.number if sign.contract_line else "",
    }
    if facts["basis"] == "own":
        return (
            _(
                "El contrato %(contract)s paga %(price)s por envase: %(ratio)s veces los %(usual)s del contrato "
                "anterior con el mismo proveedor. No hay suficientes contratos de otros con qué comparar."
            )
            % told
        )
    return (
        ngettext(
            "El contrato %(contract)s paga %(price)s por envase: %(ratio)s veces la mediana de %(cases)s contrato "
            "u oferta de la misma clave en tres años, %(usual)s.",
            "El contrato %(contract)s paga %(price)s por envase: %(ratio)s veces la mediana de %(cases)s contratos "
            "y ofertas de la misma clave en tres años, %(usual)s.",
            facts["cases"],
        )
        % told
    )


def _split(sign: WarningSign, facts: dict[str, Any]) -> str:
    return _(
        "%(n)s órdenes sin procedimiento al mismo proveedor, lugar y clave del %(first)s al %(last)s suman %(amount)s; "
        "cada una queda debajo de %(limit)s (la mayor, %(largest)s): %(orders)s."
    ) % {
        "n": grouped(len(facts["orders"])),
        "first": _day(facts["first_on"]),
        "last": _day(facts["last_on"]),
        "amount": pesos(facts["amount"]),
        "limit": pesos(facts["limit"]),
        "largest": pesos(facts["largest"]),
        "orders": ", ".join(facts["orders"]),
    }


def _single_bidder(sign: WarningSign, facts: dict[str, Any]) -> str:
    return _(
        "De %(won)s claves que ganó con %(convener)s en tres años, en %(alone)s fue la única oferta, en %(tenders)s "
        "procedimientos. Por lo que pasa con esas claves y con los demás se esperarían %(expected)s."
    ) % {
        "won": grouped(facts["won"]),
        "convener": facts["convener"] or _("la misma convocante"),
        "alone": grouped(facts["alone"]),
        "tenders": grouped(facts["tenders"]),
        "expected": grouped(facts["expected"], 1),
    }


def _near_expiry(sign: WarningSign, facts: dict[str, Any]) -> str:
    told = {
        "lines": grouped(facts["lines"]),
        "of": grouped(facts["of_lines"]),
        "packs": grouped(facts["packs"]),
        "share": percent_text(facts["share"]),
        "shortest": grouped(facts["shortest"]),
        "usual": grouped(facts["usual"]),
        "least": grouped(facts["least"]),
    }
    if facts["least"]:
        text = _(
            "En %(lines)s de %(of)s renglones entregados en un año quedaba menos vida útil que la pactada "
            "(%(least)s días): %(packs)s envases, %(share)s; el más corto, %(shortest)s días."
        )
    else:
        text = _(
            "En %(lines)s de %(of)s renglones entregados en un año quedaba mucha menos vida útil que la usual de la "
            "clave (%(usual)s días): %(packs)s envases, %(share)s; el más corto, %(shortest)s días."
        )
    return text % told


def _before_delivery(sign: WarningSign, facts: dict[str, Any]) -> str:
    told = {
        "remision": facts["remision"],
        "arrived": _day(facts["arrived_on"]),
        "recorded": _day(facts["recorded_on"]),
        "issued": _day(facts["issued_on"]),
    }
    if facts["basis"] == "recorded":
        return _("La remisión %(remision)s se asentó el %(recorded)s y dice que llegó después, el %(arrived)s.") % told
    return (
        _("La remisión %(remision)s dice que llegó el %(arrived)s; la orden se emitió después, el %(issued)s.") % told
    )


def _round_adjustment(sign: WarningSign, facts: dict[str, Any]) -> str:
    return _(
        "%(round)s de %(all)s ajustes de medio año son de números redondos (múltiplos de diez que no son envases "
        "completos), %(pieces)s piezas en total; en los demás lugares, %(elsewhere)s."
    ) % {
        "round": grouped(facts["round"]),
        "all": grouped(facts["adjustments"]),
        "pieces": grouped(facts["pieces"]),
        "elsewhere": percent_text(facts["elsewhere"]),
    }


def _losses(sign: WarningSign, facts: dict[str, Any]) -> str:
    return _(
        "En medio año perdió %(lost)s piezas en %(times)s registros de merma, daño o robo: %(percent)s de las "
        "%(handled)s que manejó. Con la proporción de los demás lugares (%(elsewhere)s) serían %(expected)s."
    ) % {
        "lost": grouped(facts["lost"]),
        "times": grouped(facts["times"]),
        "percent": _two(facts["percent"]),
        "handled": grouped(facts["handled"]),
        "elsewhere": _two(facts["elsewhere"]),
        "expected": grouped(facts["expected"]),
    }


def _two(value: float) -> str:
    """A small percentage, with two decimals."""
    return f"{grouped(value, 2)} %"


_SENTENCES: dict[str, Callable[[WarningSign, dict[str, Any]], str]] = {
    SignKind.PRICE: _price,
    SignKind.SPLIT: _split,
    SignKind.SINGLE_BIDDER: _single_bidder,
    SignKind.NEAR_EXPIRY: _near_expiry,
    SignKind.BEFORE_DELIVERY: _before_delivery,
    SignKind.ROUND_ADJUSTMENT: _round_adjustment,
    SignKind.LOSSES: _losses,
}
