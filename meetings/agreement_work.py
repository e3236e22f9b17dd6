"""Agreements where work is looked for: a post's open work, a hospital's workbench, a drug's page, the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations import open_work
from delegations.models import Person, Posting, Unit
from delegations.navigation import address
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import NATIONAL_ROLES, Permission
from delegations.scoping import has_permission
from delegations.search import Asker, Hit, SearchSource, hits_of, register
from delegations.wording import day_text
from meetings.actions.agreements.hand_over import hand_over
from meetings.agreement_words import owner_text
from meetings.models import Agreement, AgreementState
from meetings.selectors.agreements.listing import joined
from supply.models import Drug
from supply.views.board_todo import Todo
from supply.views.drug_sources import DrugCard, DrugLink, register_drug_links
from supply.views.todo_sources import register_todo

FOLIO_START = re.compile(r"D-[2-9A-Z]{2,8}")
NAMED = 6


def _of_post(posting: Posting) -> Q:
    """Agreements of a post; of a role of the country, those that name its holder."""
    if posting.role in NATIONAL_ROLES:
        return Q(owner=posting)
    return Q(owner_role=posting.role, owner_delegation=posting.delegation_id, owner_unit=posting.unit_id)


def agreements_of(posting: Posting) -> list[OpenItem]:
    """What the post owes, the longest due first."""
    rows = Agreement.objects.pending().filter(_of_post(posting)).order_by("due_on", "pk")
    return [
        OpenItem(f"{row.folio} · {Truncator(' '.join(row.text.split())).chars(160)}", row.get_absolute_url())
        for row in rows
    ]


def _move(old: Posting, new: Posting) -> int:
    return hand_over(old=old, new=new)


KIND = OpenWorkKind("agreements", gettext_lazy("Acuerdos de las sesiones"), agreements_of, move=_move)


def workbench_lines(person: Person, unit: Unit) -> Sequence[Todo]:
    """One line for what the hospital owes or is about it, with the next day. One query."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return []
    today = timezone.localdate()
    rows = Agreement.objects.visible_to(person).pending().filter(Q(owner_unit=unit) | Q(unit=unit))
    found = rows.aggregate(
        n=Count("pk"),
        broken=Count("pk", filter=Q(state=AgreementState.BROKEN)),
        risk=Count("pk", filter=Q(state=AgreementState.AT_RISK)),
        due=Min("due_on", filter=Q(due_on__gte=today)),
    )
    if not found["n"]:
        return []
    title = ngettext("%(n)d acuerdo pendiente", "%(n)d acuerdos pendientes", found["n"]) % {"n": found["n"]}
    details = []
    if found["broken"]:
        words = ngettext("%(n)d incumplido", "%(n)d incumplidos", found["broken"])
        details.append(words % {"n": found["broken"]})
    if found["risk"]:
        details.append(_("%(n)d en riesgo") % {"n": found["risk"]})
    if found["due"]:
        details.append(_("el próximo vence el %(day)s") % {"day": day_text(found["due"], today)})
    tone = "critical" if found["broken"] else "low" if found["risk"] else "adequate"
    href = f"{address('meetings:agreement-list')}?{urlencode({'unidad': unit.clues})}"
    due = datetime.combine(found["due"], time(23, 59), unit.zone) if found["due"] else None
    return [Todo(tone, title, " · ".join(details), href, _("Ver los acuerdos"), due)]


def agreements_of_drug(person: Person, drug: Drug) -> DrugCard | None:
    """What is owed about the drug. One query."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return None
    today = timezone.localdate()
    rows = joined(Agreement.objects.visible_to(person).pending().filter(drug=drug)).order_by("due_on", "pk")
    return DrugCard(
        _("Acuerdos pendientes"),
        [
            DrugLink(
                Truncator(" ".join(row.text.split())).chars(120),
                row.get_absolute_url(),
                f"{owner_text(row)}, {day_text(row.due_on, today)}",
            )
            for row in rows[:NAMED]
        ],
    )


def find_agreements(person: Asker, query: str, limit: int) -> list[Hit]:
    """By folio or the start of one; those that are owed first."""
    sought = query.strip().upper()
    if not isinstance(person, Person) or not FOLIO_START.fullmatch(sought):
        return []
    if not has_permission(person, Permission.VIEW_STOCK):
        return []
    rows = joined(Agreement.objects.visible_to(person).filter(folio__startswith=sought)).order_by("due_on", "pk")
    return hits_of(
        rows[:limit],
        lambda row: Hit(
            Truncator(" ".join(row.text.split())).chars(90),
            row.get_absolute_url(),
            f"{row.folio} · {owner_text(row)} · {row.get_state_display()}",
        ),
    )


def register_all() -> None:
    open_work.register(KIND)
    register_todo(workbench_lines)
    register_drug_links(agreements_of_drug)
    register(SearchSource("agreements", gettext_lazy("Acuerdos"), "check", find_agreements, 17))
