"""Columns that the weekly line and its three sums share, so that they are named once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

FLOW_COLUMNS = (
    "opening",
    "received",
    "dispensed",
    "transferred_in",
    "transferred_out",
    "adjusted",
    "expired",
    "closing",
)
STOCK_COLUMNS = ("usable", "days_out", "expiring_30", "expiring_60", "expiring_90")
PRESCRIPTION_COLUMNS = ("presented", "filled", "partly_filled", "denied", "denied_pieces")
CATEGORIES = ("out", "critical", "low", "adequate", "high", "excess")
PAIR_COLUMNS = tuple(f"pairs_{category}" for category in CATEGORIES)


class WeekSums(models.Model):
    """Pieces that came and went in a week, what was left, and what was asked for.

    All in pieces, but `presented`…`denied` (prescriptions) and `days_out` (days without usable stock, summed).
    `expiring_30/60/90` are usable pieces at the close whose lot expires within so many days of it, each including
    the one before.
    """

    opening = models.BigIntegerField(_("inicial"), default=0)
    received = models.BigIntegerField(_("recibidas"), default=0)
    dispensed = models.BigIntegerField(_("surtidas"), default=0)
    transferred_in = models.BigIntegerField(_("entradas por traspaso"), default=0)
    transferred_out = models.BigIntegerField(_("salidas por traspaso"), default=0)
    adjusted = models.BigIntegerField(_("ajustes"), default=0)
    expired = models.BigIntegerField(_("caducadas"), default=0)
    closing = models.BigIntegerField(_("final"), default=0)
    usable = models.BigIntegerField(_("utilizables"), default=0)
    days_out = models.IntegerField(_("días sin existencia"), default=0)
    expiring_30 = models.BigIntegerField(_("caducan en 30 días"), default=0)
    expiring_60 = models.BigIntegerField(_("caducan en 60 días"), default=0)
    expiring_90 = models.BigIntegerField(_("caducan en 90 días"), default=0)
    presented = models.IntegerField(_("recetas presentadas"), default=0)
    filled = models.IntegerField(_("recetas surtidas"), default=0)
    partly_filled = models.IntegerField(_("recetas parciales"), default=0)
    denied = models.IntegerField(_("recetas negadas"), default=0)
    denied_pieces = models.IntegerField(_("piezas negadas (estimadas)"), default=0)

    class Meta:
        abstract = True


def closing_is_what_flows_leave(name: str) -> models.CheckConstraint:
    """The identity that every row of the weekly report must hold, line by line."""
    return models.CheckConstraint(
        condition=Q(
            closing=F("opening")
            + F("received")
            + F("transferred_in")
            - F("transferred_out")
            - F("dispensed")
            - F("expired")
            + F("adjusted")
        ),
        name=name,
    )


class PairCounts(models.Model):
    """How many (unit, drug) pairs stand in each category: counted, so that sums of sums stay true."""

    pairs_out = models.IntegerField(_("en cero"), default=0)
    pairs_critical = models.IntegerField(_("críticas"), default=0)
    pairs_low = models.IntegerField(_("bajas"), default=0)
    pairs_adequate = models.IntegerField(_("adecuadas"), default=0)
    pairs_high = models.IntegerField(_("altas"), default=0)
    pairs_excess = models.IntegerField(_("en exceso"), default=0)

    class Meta:
        abstract = True

    @property
    def counts(self) -> dict[str, int]:
        """Pairs by category, in the order from worst to most."""
        return {category: getattr(self, f"pairs_{category}") for category in CATEGORIES}

    @property
    def pairs(self) -> int:
        return sum(self.counts.values())
