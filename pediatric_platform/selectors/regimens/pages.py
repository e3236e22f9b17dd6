"""What the pages of regimens show: the list of protocols, a protocol with its versions, one version as grids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from delegations.models import Person
from pediatric_platform import regimen_words as words
from pediatric_platform.day_grid import Span, days_text, spans
from pediatric_platform.guards import Breach, breaches
from pediatric_platform.lifetime import of_regimen
from pediatric_platform.models import Phase, Plan, PlanState, Protocol, Regimen, RegimenLine, RegimenState
from pediatric_platform.regimen_contents import missing_phases
from pediatric_platform.regimen_differences import Difference, differences
from pediatric_platform.regimen_shape import LineShape, PhaseShape
from pediatric_platform.selectors.guards import lifetime_factors, rules
from pediatric_platform.selectors.regimens.makeup import Makeup, makeups, with_clave
from pediatric_platform.selectors.regimens.shapes import contents_of, shape_of

# Of a protocol's versions the one to show first: approved, else a draft, else what was withdrawn.
RANK = Case(
    When(state=RegimenState.APPROVED, then=Value(0)),
    When(state=RegimenState.DRAFT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def protocols(person: Person) -> QuerySet[Protocol]:
    """Every protocol with the version to show first (`shown_id`, `shown_version`, `shown_state`)."""
    shown = Regimen.objects.filter(protocol=OuterRef("pk")).order_by(RANK, "-version")
    return (
        Protocol.objects.visible_to(person)
        .select_related("diagnosis")
        .annotate(
            shown_id=Subquery(shown.values("pk")[:1]),
            shown_version=Subquery(shown.values("version")[:1]),
            shown_state=Subquery(shown.values("state")[:1]),
            version_count=Count("versions"),
            # Children's diagnoses first.
            place=Concat(
                Case(When(diagnosis__is_paediatric=True, then=Value("0")), default=Value("1")), "diagnosis__name"
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a grid; `cells` says for each column whether it is given then. `source` is the number of its source."""

    shape: LineShape
    dose: str
    way: str
    days: str
    cap: str
    ages: str
    purpose: str
    evidence: str
    is_reference: bool
    has_clave: bool
    cells: tuple[tuple[bool, Span], ...]
    source: int | None


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase as a grid: drugs × days."""

    id: int
    position: int
    name: str
    length: str
    note: str
    columns: tuple[Span, ...]
    lines: tuple[LineView, ...]
    beyond: int | None  # the last day of the cycle, when some dose falls after it


@dataclass(frozen=True, slots=True)
class RegimenPage:
    """One version as its page shows it."""

    phases: tuple[PhaseView, ...]
    sources: tuple[str, ...]
    broken: tuple[Breach, ...]
    missing: tuple[int, ...]
    without_clave: tuple[str, ...]
    unsourced: int
    without_amount: int
    lifetime: Decimal
    lifetime_limit: Decimal | None
    previous: Regimen | None
    changes: tuple[Difference, ...]

    @property
    def passes_lifetime(self) -> bool:
        return self.lifetime_limit is not None and self.lifetime > self.lifetime_limit


def regimen_page(regimen: Regimen) -> RegimenPage:
    """A version: its grids, its sources, what breaks a rule, and what it says otherwise than the one before."""
    shape = shape_of(regimen.pk)
    phases = {row.position: row for row in Phase.objects.filter(regimen=regimen)}
    of_line = dict(RegimenLine.objects.filter(phase__regimen=regimen).values_list("pk", "source"))
    sources = tuple(dict.fromkeys(source for source in of_line.values() if source))
    lines = [line for phase in shape.phases for line in phase.lines]
    known = with_clave(line.inn for line in lines)
    safety = rules()
    factors, limit = lifetime_factors(safety)
    previous = regimen.protocol.versions.filter(version__lt=regimen.version).order_by("-version").first()
    changes: Sequence[Difference] = ()
    if previous is not None:
        contents = contents_of([previous.pk, regimen.pk])
        changes = differences(contents[previous.pk], contents[regimen.pk])
    return RegimenPage(
        phases=tuple(_phase(phase, phases[phase.position], known, of_line, sources) for phase in shape.phases),
        sources=sources,
        broken=tuple(breach for breach in breaches(shape, safety) if breach.refuses),
        missing=tuple(missing_phases(phase.position for phase in shape.phases)),
        without_clave=tuple(sorted({line.name for line in lines if line.inn not in known})),
        unsourced=sum(not words.is_reference(line) for line in lines),
        without_amount=sum(line.amount is None and not line.bands for line in lines),
        lifetime=of_regimen(shape, factors),
        lifetime_limit=limit,
        previous=previous,
        changes=tuple(changes),
    )


def _phase(
    shape: PhaseShape, row: Phase, known: Collection[str], of_line: dict[int, str], sources: tuple[str, ...]
) -> PhaseView:
    columns = tuple(spans([line.days for line in shape.lines]))
    last = shape.cycle_days + shape.day_origin - 1
    return PhaseView(
        id=row.pk,
        position=shape.position,
        name=shape.name,
        length=words.cycles_text(shape.cycle_days, shape.cycles),
        note=row.cycles_note,
        columns=columns,
        lines=tuple(
            LineView(
                shape=line,
                dose=words.dose_text(line),
                way=words.way_text(line),
                days=days_text(line.days),
                cap=words.cap_text(line),
                ages=words.age_text(line),
                purpose=words.purpose_text(line),
                evidence=words.evidence_text(line),
                is_reference=words.is_reference(line),
                has_clave=line.inn in known,
                cells=tuple((span.first in line.days, span) for span in columns),
                source=sources.index(of_line[line.id]) + 1 if of_line[line.id] else None,
            )
            for line in shape.lines
        ),
        beyond=last if any(day > last for line in shape.lines for day in line.days) else None,
    )


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version on its protocol's page: who approved it and what it says otherwise than the one before."""

    row: Regimen
    makeup: Makeup
    changes: tuple[Difference, ...]
    running: int


def protocol_versions(protocol: Protocol) -> list[VersionView]:
    """The versions of a protocol, newest first, with the plans that run with each (a count: no child is named)."""
    rows = list(protocol.versions.select_related("approved_by").order_by("-version"))
    ids = [row.pk for row in rows]
    contents, made = contents_of(ids), makeups(ids)
    running = dict(
        Plan.objects.filter(regimen__in=ids, state=PlanState.ACTIVE)
        .order_by()
        .values_list("regimen")
        .annotate(plans=Count("pk"))
    )
    before = {row.pk: older.pk for row, older in pairwise(rows)}
    return [
        VersionView(
            row,
            made[row.pk],
            tuple(differences(contents[before[row.pk]], contents[row.pk])) if row.pk in before else (),
            running.get(row.pk, 0),
        )
        for row in rows
    ]


def running_plans(regimen: Regimen, person: Person) -> tuple[int, list[Plan]]:
    """How many plans run with a version in the country, and those of the children whom the person treats."""
    running = Plan.objects.filter(regimen=regimen, state=PlanState.ACTIVE)
    seen = running.filter(pk__in=Plan.objects.visible_to(person)).select_related("child__unit").order_by("child__folio")
    return running.count(), list(seen)


def find_protocols(rows: QuerySet[Protocol], term: str) -> QuerySet[Protocol]:
    """Protocols by name, code, diagnosis, or a drug of any version."""
    lines = RegimenLine.objects.filter(Q(name__unaccent__icontains=term) | Q(inn__icontains=term))
    return rows.filter(
        Q(name__unaccent__icontains=term)
        | Q(code__icontains=term)
        | Q(diagnosis__name__unaccent__icontains=term)
        | Q(risk__unaccent__icontains=term)
        | Q(pk__in=lines.values("phase__regimen__protocol"))
    )
