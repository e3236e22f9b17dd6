"""The shape of the files of diagnoses, protocols, regimens and safety rules."""

from __future__ import annotations

from delegations.cells import boolean, choice, decimal, integer, text
from delegations.tabular import Field, Sheet
from pediatric_platform.models import DoseUnit, Evidence, GuardKind, LinePurpose, Route
from pediatric_platform.regimen_facts import parse_bands, parse_cycles, parse_days, parse_route

DIAGNOSES = Sheet(
    "diagnoses.csv",
    [
        Field("code", text(40)),
        Field("name", text(120)),
        Field("icd10", text(6)),
        Field("is_paediatric", boolean),
    ],
    unique=("code",),
)

PROTOCOLS = Sheet(
    "protocols.csv",
    [
        Field("code", text(30)),
        Field("name", text(120)),
        Field("diagnosis", text(40)),
        Field("risk", text(60), required=False, default=""),
        Field("population", text(40), required=False, default=""),
        Field("standard", boolean, required=False, default=False),
        Field("caution", text(240), required=False, default=""),
    ],
    unique=("code",),
)

REGIMENS = Sheet(
    "regimens.csv",
    [
        Field("regimen_id", text(30)),
        Field("phase_order", integer(1, 60)),
        Field("phase", text(80)),
        Field("drug_inn", text(160)),
        Field("dose", text(80)),
        Field("dose_unit", text(20)),
        Field("doses_per_day", integer(1, 24)),
        Field("route", parse_route),
        Field("days", parse_days),
        Field("day_origin", integer(0, 1)),
        Field("cycle_days", integer(1, 400), required=False),
        Field("cycles", parse_cycles, required=False, default=None),
        Field("max_single_dose", text(20), required=False, default=""),
        Field("age_bands", parse_bands, required=False, default=()),
        Field("from_age", integer(0, 120), required=False),
        Field("below_age", integer(1, 120), required=False),
        Field("purpose", choice(LinePurpose.values)),
        Field("evidence", choice(Evidence.values)),
        Field("note", text(200), required=False, default=""),
        Field("source", text(300), required=False, default=""),
    ],
    # What the table says, word for word: for whoever compares the file with its source.
    reference_only=("fact",),
)

GUARDS = Sheet(
    "guards.csv",
    [
        Field("code", text(60)),
        Field("kind", choice(GuardKind.values)),
        Field("inn", text(160)),
        Field("route", choice(Route.values), required=False, default=""),
        Field("threshold", decimal(0), required=False, default=0),
        Field("limit", decimal(0), required=False),
        Field("unit", choice(DoseUnit.values), required=False, default=""),
        Field("needs_inn", text(160), required=False, default=""),
        Field("group", text(40), required=False, default=""),
        Field("factor", decimal(0), required=False),
        Field("reason", text(240)),
        Field("source", text(240)),
        Field("evidence", choice(Evidence.values)),
    ],
    unique=("code",),
)
