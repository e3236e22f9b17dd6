"""Brings the published facts in: diagnoses, protocols, their versions, safety rules. Nothing approved is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from delegations.audit import record
from delegations.models import Person
from delegations.upsert import Upserted, upsert
from pediatric_platform.actions.regimens.write import write_contents
from pediatric_platform.models import Diagnosis, Guard, Protocol, Regimen
from pediatric_platform.regimen_contents import Contents, contents_from, missing_phases
from pediatric_platform.selectors.regimens.shapes import contents_of
from supply.models import Drug


@dataclass
class Loaded:
    """What a load did: protocols by code with their new draft, and how many versions said the same already."""

    protocols: Upserted = field(default_factory=Upserted)
    drafts: dict[str, Regimen] = field(default_factory=dict)
    unchanged: int = 0

    def versions(self) -> Upserted:
        """The same as a table's counts: a new version of a known protocol is a change of it."""
        first = [code for code, row in self.drafts.items() if row.version == 1]
        return Upserted(
            created=first,
            updated={code: {} for code in self.drafts if code not in first},
            unchanged=self.unchanged,
        )


@transaction.atomic
def load_diagnoses(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the diagnoses in line with `rows`."""
    done = upsert(Diagnosis, rows, key=["code"])
    _audit("diagnoses.loaded", done, by)
    return done


@transaction.atomic
def load_guards(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the safety rules in line with `rows`."""
    done = upsert(Guard, rows, key=["code"])
    _audit("guards.loaded", done, by)
    return done


@transaction.atomic
def load_regimens(
    *, protocols: Iterable[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], by: Person | None = None
) -> Loaded:
    """Bring protocols in line with the file and give each that says something new a draft version.

    A version, whatever its state, that says the same as the file is left alone: loading twice changes nothing. A draft
    holds until a body approves it: published facts are nobody's approval.
    """
    protocols = list(protocols)
    diagnoses = dict(Diagnosis.objects.values_list("code", "pk"))
    loaded = Loaded()
    loaded.protocols = upsert(
        Protocol,
        [
            {name: row[name] for name in ("code", "name", "risk", "population")}
            | {"diagnosis_id": diagnoses[row["diagnosis"]]}
            for row in protocols
        ],
        key=["code"],
    )
    _audit("protocols.loaded", loaded.protocols, by)
    cautions = {row["code"]: row.get("caution", "") for row in protocols}
    names = drug_names()
    wanted = {
        code: list(group)
        for code, group in groupby(
            sorted(rows, key=lambda row: str(row["regimen_id"])), key=lambda row: str(row["regimen_id"])
        )
    }
    known = Protocol.objects.in_bulk(list(wanted), field_name="code")
    versions = list(Regimen.objects.filter(protocol__in=known.values()).values_list("pk", "protocol__code"))
    contents = contents_of([pk for pk, _code in versions])
    told: dict[str, list[Contents]] = {}
    for pk, code in versions:
        told.setdefault(code, []).append(contents[pk])
    for code, group in wanted.items():
        said = contents_from(group, names)
        if said in told.get(code, ()):
            loaded.unchanged += 1
        else:
            loaded.drafts[code] = _draft(known[code], said, cautions.get(code, ""), by)
    return loaded


def _draft(protocol: Protocol, contents: Contents, caution: str, by: Person | None) -> Regimen:
    version = (protocol.versions.aggregate(last=Max("version"))["last"] or 0) + 1
    sources = dict.fromkeys(line.source for phase in contents for line in phase.lines if line.source)
    regimen = Regimen.objects.create(
        protocol=protocol, version=version, source="\n".join(sources), changes=_changes(version, contents, caution)
    )
    write_contents(regimen, contents)
    record(type="regimen.loaded", by=by, target=regimen, after={"protocol": protocol.code, "version": version})
    return regimen


def _changes(version: int, contents: Contents, caution: str) -> str:
    told = [_("Cargado de los hechos publicados.") if version == 1 else _("Los hechos publicados cambiaron.")]
    if gaps := missing_phases(phase.position for phase in contents):
        told.append(
            _("La fuente no trae estas fases: %(phases)s.") % {"phases": ", ".join(str(number) for number in gaps)}
        )
    return " ".join([*told, caution]).strip()


def drug_names() -> dict[str, str]:
    """What each INN is called here: its shortest name in the catalogue, drugs without a clave among them."""
    names: dict[str, str] = {}
    for inn, name in Drug.objects.exclude(inn="").values_list("inn", "generic_name"):
        if inn not in names or (len(name), name) < (len(names[inn]), names[inn]):
            names[inn] = name
    return names


def _audit(type: str, done: Upserted, by: Person | None) -> None:
    if done.changed_anything:
        record(type=type, by=by, before=done.before(), after=done.after())
