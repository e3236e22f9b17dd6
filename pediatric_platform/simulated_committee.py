"""The demonstration's committee: approves what the published facts allow and puts right what a safety rule stops.

It is an invention, and says so in its name and in every version that it changes. An institution's own body does this by
hand, on the pages of regimens.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from pediatric_platform.actions.regimens import (
    add_line,
    approve,
    change_line,
    draft_version,
    set_standard,
)
from pediatric_platform.guards import CAP, NEEDS, Breach, Rule, breaches
from pediatric_platform.models import Phase, Protocol, Regimen, RegimenLine, RegimenState
from pediatric_platform.regimen_contents import LineContents, missing_phases
from pediatric_platform.selectors.guards import rules
from pediatric_platform.selectors.regimens import contents_of, shape_of
from supply.models import Drug

FOLINATE = "calcium folinate"
RESCUE_DAYS = (1, 2, 3)


@dataclass
class Convened:
    """What the committee did: versions approved, protocols left as drafts, standards set, by code."""

    approved: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    standards: list[str] = field(default_factory=list)


@transaction.atomic
def convene(*, body: str, on: date, standards: Collection[str], cautioned: Collection[str]) -> Convened:
    """Approve one version of each protocol that has none, and make `standards` the one criterion of theirs.

    Left as drafts: protocols of which the facts lack phases, or that carry a caution, unless they are to be a standard.
    """
    done, known = Convened(), rules()
    waiting = Protocol.objects.exclude(versions__state=RegimenState.APPROVED).order_by("code")
    for protocol in waiting:
        draft = protocol.versions.filter(state=RegimenState.DRAFT).order_by("-version").first()
        if draft is None:
            continue
        holes = missing_phases(phase.position for phase in shape_of(draft.pk).phases)
        if protocol.code not in standards and (holes or protocol.code in cautioned):
            done.left.append(protocol.code)
            continue
        if broken := [breach for breach in breaches(shape_of(draft.pk), known) if breach.refuses]:
            draft = _corrected(draft, broken, known, body)
            done.corrected.append(protocol.code)
        approve(regimen=draft, body=body, on=on, by=None)
        done.approved.append(protocol.code)
    for protocol in Protocol.objects.filter(code__in=standards, is_standard=False).order_by("code"):
        set_standard(protocol=protocol, body=body, on=on, by=None)
        done.standards.append(protocol.code)
    return done


def _corrected(draft: Regimen, broken: list[Breach], known: list[Rule], body: str) -> Regimen:
    """A new version in which each broken rule is mended, by its own remedy."""
    limits = {rule.code: rule.limit for rule in known if rule.kind == CAP}
    told = " ".join(dict.fromkeys(breach.message for breach in broken))
    version = draft_version(
        base=draft, changes=_("%(body)s corrigió lo publicado. %(told)s") % {"body": body, "told": told}, by=None
    )
    for breach in breaches(shape_of(version.pk), known):
        if breach.line_id is None:
            continue
        line = RegimenLine.objects.select_related("phase__regimen").get(pk=breach.line_id)
        if breach.kind == CAP:
            change_line(line=line, facts=replace(_contents(line), max_amount=limits[breach.code]), by=None)
        elif breach.kind == NEEDS:
            _add_rescue(line, body)
    return version


def _contents(line: RegimenLine) -> LineContents:
    phase = next(
        phase for phase in contents_of([line.phase.regimen_id])[line.phase.regimen_id]
        if phase.position == line.phase.position
    )  # fmt: skip
    positions = list(line.phase.lines.order_by("position").values_list("pk", flat=True))
    return phase.lines[positions.index(line.pk)]


def _add_rescue(line: RegimenLine, body: str) -> None:
    """Folinate on the three days after each dose, as a demand: its dose is nobody's standard."""
    phase: Phase = line.phase
    if phase.lines.filter(inn=FOLINATE).exists() or not Drug.objects.filter(inn=FOLINATE).exists():
        return
    days = sorted({day + after for day in line.days for after in RESCUE_DAYS})
    add_line(
        phase=phase,
        facts=LineContents(
            inn=FOLINATE,
            name="",
            basis="m2",
            amount=Decimal(15),
            unit="mg",
            per_day=4,
            route="IV",
            days=tuple(days),
            purpose="rescue",
            evidence="recall",
            note=_("Lo exige la regla de seguridad y la fuente no lo trae; se sigue según el nivel de metotrexato"),
            source=body,
        ),
        by=None,
    )
