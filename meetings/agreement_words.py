"""Agreements in words, the same on pages, papers and notices: whose, when it counts as kept, what was measured."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.roles import Role
from meetings.agreement_owner import Owner
from meetings.models import Agreement, Condition, ConditionKind
from meetings.selectors.agreements.owners import post_text
from pediatric_platform.models import MilestoneKind

CHILDREN_DAYS = 28


def owner_text(agreement: Agreement) -> str:
    """The post, or who is from outside."""
    return post_text(Owner.of(agreement))


def place_name(row: Agreement | Condition) -> str:
    """The delegation or hospital it is about; nothing where it is about none."""
    if row.unit is not None:
        return str(row.unit.name)
    return str(row.delegation.name) if row.delegation is not None else ""


def condition_sentence(condition: Condition) -> str:
    """«El nivel de abasto de Jalisco es de al menos 95 %, 2 semanas seguidas.»"""
    sentence = _base(condition)
    if condition.hold_weeks > 1:
        held = ngettext("%(n)d semana seguida", "%(n)d semanas seguidas", condition.hold_weeks)
        return f"{sentence}, {held % {'n': condition.hold_weeks}}."
    return f"{sentence}."


def threshold_text(condition: Condition) -> str:
    """«95 %», «15 días», «0 niñas y niños»; nothing for what is so or not."""
    return amount_text(condition.kind, condition.threshold)


def measured_text(condition: Condition) -> str:
    """«93.4 %», «sí», «no»; that the data cannot say is told apart."""
    if condition.evaluated_at is None:
        return _("aún no se mide")
    if condition.met is None:
        return _("los datos no lo dicen")
    if condition.value is not None:
        return amount_text(condition.kind, condition.value)
    if condition.kind == ConditionKind.DRUG_COVERAGE:
        return _("hay, y nadie lo ha pedido")
    return _("sí") if condition.met else _("todavía no")


def amount_text(kind: str, value: Decimal | None) -> str:
    if value is None:
        return ""
    # Cut, not rounded: 94.96 % never reads as the 95 % that was agreed.
    shown = value.quantize(Decimal("0.1"), rounding="ROUND_DOWN")
    whole = shown == shown.to_integral_value()
    number = number_format(shown, 0 if whole else 1, force_grouping=True)
    if kind in (ConditionKind.ABASTO_LEVEL, ConditionKind.REPORTS_SIGNED):
        return f"{number} %"
    count = int(shown) if whole else 2
    if kind == ConditionKind.DRUG_COVERAGE:
        return ngettext("%(n)s día", "%(n)s días", count) % {"n": number}
    return ngettext("%(n)s niña o niño", "%(n)s niñas y niños", count) % {"n": number}


def _base(condition: Condition) -> str:
    said = {
        "place": place_name(condition),
        "amount": threshold_text(condition),
        "drug": condition.drug.label if condition.drug is not None else "",
        "days": CHILDREN_DAYS,
    }
    match condition.kind:
        case ConditionKind.ABASTO_LEVEL:
            return _("El nivel de abasto de %(place)s es de al menos %(amount)s") % said
        case ConditionKind.DRUG_COVERAGE:
            return _("En %(place)s hay %(drug)s para al menos %(amount)s") % said
        case ConditionKind.REPORTS_SIGNED:
            return _("En %(place)s firmó la semana al menos %(amount)s de las unidades") % said
        case ConditionKind.CHILDREN_UNCOVERED:
            return _("En %(place)s les falta algo, en los próximos %(days)d días, a lo más a %(amount)s") % said
        case ConditionKind.POST_FILLED:
            said["post"] = str(Role(condition.role).label)
            return _("El puesto «%(post)s» de %(place)s tiene titular") % said
        case ConditionKind.CASE_CONFIRMED:
            said["case"] = condition.case.folio if condition.case is not None else ""
            return _("El caso %(case)s queda confirmado") % said
        case ConditionKind.TRANSFER_ACCEPTED:
            said["transfer"] = condition.transfer_id or 0
            return _("El traspaso %(transfer)d llega completo") % said
        case ConditionKind.ORDER_RECEIVED:
            said["order"] = condition.supply_order.number if condition.supply_order is not None else ""
            return _("La orden de suministro %(order)s llega completa") % said
        case _:
            said["milestone"] = str(MilestoneKind(condition.milestone).label)
            return _("En %(place)s se logra el hito «%(milestone)s»") % said
