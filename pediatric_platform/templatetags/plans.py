"""Doses and answers as the ward reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.wording import weekday_text
from pediatric_platform.errors.doses import amount_text
from pediatric_platform.models import Dose, DoseBasis, RegimenLine
from pediatric_platform.reach import INCOMING, MISSING, UNKNOWN
from pediatric_platform.selectors.sessions import DatedSession

register = template.Library()


@register.filter
def amount(dose: Dose) -> str:
    """`1.2 mg`, or that nobody knows it yet."""
    return _("por definir") if dose.amount is None else amount_text(dose.amount, dose.unit)


@register.filter
def in_unit(value: Decimal | None, unit: str) -> str:
    """A bare amount with its unit, without zeros behind."""
    return amount_text(value, unit)


@register.filter
def times(dose: Dose) -> str:
    """How often: `una vez`, `3 veces`, `2 veces al día, 14 días`."""
    if dose.days > 1:
        daily = dose.administrations // dose.days
        often = ngettext("%(n)d vez al día", "%(n)d veces al día", daily) % {"n": daily}
        return _("%(often)s, %(days)d días") % {"often": often, "days": dose.days}
    return ngettext("%(n)d vez", "%(n)d veces", dose.administrations) % {"n": dose.administrations}


@register.filter
def rule(line: RegimenLine) -> str:
    """The rule of a line: `1.5 mg/m²`, `12 mg`, `por edad`."""
    if line.basis == DoseBasis.AGE:
        return _("por edad")
    if line.amount is None:
        return _("la fuente no da cifra")
    per = {DoseBasis.SURFACE: "/m²", DoseBasis.WEIGHT: "/kg"}.get(DoseBasis(line.basis), "")
    return amount_text(line.amount, f"{line.unit}{per}")


@register.filter
def told(dated: DatedSession) -> str:
    """The answer of a session in words, after its mark: what is missing, when it comes, why nobody knows."""
    answer = dated.answer
    if dated.is_made:
        return _("ya está mezclado o entregado")
    if dated.rank == MISSING:
        return ", ".join(
            _("%(drug)s: faltan %(short)d de %(pieces)d")
            % {"drug": line.drug_label, "short": line.short, "pieces": line.pieces}
            for line in dated.missing
        )
    if dated.rank == INCOMING and answer is not None and answer.expected_on is not None:
        day = {"day": weekday_text(answer.expected_on)}
        if answer.certainty == "ordered":
            return _("pedido al proveedor: es probable que llegue el %(day)s o antes; no es seguro") % day
        return _("se completa el %(day)s") % day
    if dated.rank == UNKNOWN:
        if answer is None:
            return _("sin piezas que pedir")
        if answer.status == "unknown":
            return _("se calcula 28 días antes")
        age = dated.data_age
        if age is None:
            return _("la unidad no tiene datos de existencias")
        return ngettext("los datos son de hace %(n)d día", "los datos son de hace %(n)d días", age) % {"n": age}
    return ""


@register.filter(expects_localtime=True)
def weekday(day: date) -> str:
    """`mié 18 nov`, with the year when it is another."""
    return weekday_text(day) if day.year == timezone.localdate().year else f"{weekday_text(day)} {day.year}"
