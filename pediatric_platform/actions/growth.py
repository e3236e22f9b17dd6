"""A child is weighed and measured: doses follow from it, so what cannot be is refused and what is odd has a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from pediatric_platform import plausibility
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.errors.children import (
    DeceasedChild,
    ImpossibleMeasure,
    UnusualMeasure,
    day_before_birth,
    day_in_future,
)
from pediatric_platform.models import Child, ChildState, Growth


@transaction.atomic
def measure(
    *,
    child: Child,
    measured_on: date,
    weight_kg: Decimal,
    height_cm: Decimal,
    unusual_reason: str = "",
    by: Person | None,
) -> Growth:
    """Write a weight and a height; the same ones twice on a day are one measure (the button pressed twice).

    ImpossibleMeasure for what no child of that age weighs or measures; UnusualMeasure, without `unusual_reason`, for
    what is rare at that age or leaves the last measure too fast. A mistaken measure is followed by the right one: of
    two of a day the later holds.
    """
    child = Child.objects.select_for_update(of=("self",)).select_related("unit").get(pk=child.pk)
    must_register(by, child.unit)
    if child.state == ChildState.DECEASED:
        raise DeceasedChild
    if measured_on > child.unit.today():
        raise day_in_future("measured_on")
    if measured_on < child.birth_date:
        raise day_before_birth("measured_on")
    weight_kg, height_cm = weight_kg.quantize(Decimal("0.01")), height_cm.quantize(Decimal("0.1"))
    same = Growth.objects.filter(child=child, measured_on=measured_on).order_by("-pk").first()
    if same and (same.weight_kg, same.height_cm) == (weight_kg, height_cm):
        return same
    for refusal in unusual(child, measured_on=measured_on, weight_kg=weight_kg, height_cm=height_cm):
        if not unusual_reason.strip():
            raise refusal
    growth = Growth.objects.create(
        child=child,
        measured_on=measured_on,
        weight_kg=weight_kg,
        height_cm=height_cm,
        unusual_reason=" ".join(unusual_reason.split())[:240],
        written_by=by,
    )
    growth.refresh_from_db(fields=["surface_m2"])
    audit.record(
        type="child.measured",
        by=by,
        target=child,
        after={"growth": growth.pk, "on": measured_on.isoformat(), "unusual": bool(growth.unusual_reason)},
    )
    return growth


def unusual(child: Child, *, measured_on: date, weight_kg: Decimal, height_cm: Decimal) -> list[UnusualMeasure]:
    """What is odd about a measure, each with its words; ImpossibleMeasure when it cannot be at all."""
    limits = plausibility.limits(child.sex, (measured_on - child.birth_date).days)
    for field, value, range_, unit in (
        ("weight_kg", weight_kg, limits.possible_kg, "kg"),
        ("height_cm", height_cm, limits.possible_cm, "cm"),
    ):
        if not range_.holds(value):
            raise ImpossibleMeasure(field, low=range_.low, high=range_.high, unit=unit)
    odd = []
    rare_weight = _("Ese peso es poco común a su edad (lo usual: %(low)s a %(high)s kg).")
    rare_height = _("Esa talla es poco común a su edad (lo usual: %(low)s a %(high)s cm).")
    for field, value, range_, words in (
        ("weight_kg", weight_kg, limits.usual_kg, rare_weight),
        ("height_cm", height_cm, limits.usual_cm, rare_height),
    ):
        if not range_.holds(value):
            odd.append(UnusualMeasure(field, words % {"low": range_.low, "high": range_.high}))
    last = Growth.objects.filter(child=child, measured_on__lte=measured_on).order_by("-measured_on", "-pk").first()
    if last is not None:
        was = plausibility.Measure(last.measured_on, last.weight_kg, last.height_cm)
        odd += _jumps(plausibility.Measure(measured_on, weight_kg, height_cm), was)
    return odd


def _jumps(new: plausibility.Measure, last: plausibility.Measure) -> list[UnusualMeasure]:
    days = (new.on - last.on).days
    words = {
        "kg": ("weight_kg", _("El peso cambió más de %(share)d %% en %(days)d días: eran %(kg)s kg.")),
        "cm": ("height_cm", _("La talla cambió más de %(share)d %% en %(days)d días: eran %(cm)s cm.")),
        "shorter": ("height_cm", _("La talla es menor que la anterior: eran %(cm)s cm.")),
    }
    told = {"days": days, "share": (plausibility.allowed(days) or 0) * 100, "kg": last.kg, "cm": last.cm}
    return [UnusualMeasure(words[name][0], words[name][1] % told) for name in plausibility.jumps(new, last)]
