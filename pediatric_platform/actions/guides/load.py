"""Brings the publicly known documents in, as facts with their source. What was published here is never touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.audit import record
from delegations.models import Person
from delegations.upsert import Upserted, upsert
from pediatric_platform.models import (
    Diagnosis,
    Guide,
    GuideLink,
    GuideStatement,
    GuideVersion,
    GuideVersionState,
    Protocol,
)
from supply.models import Drug

Rows = Sequence[Mapping[str, Any]]
FACTS = ("language", "issued_on", "evidence", "url", "summary", "differs")


@dataclass
class LoadedGuides:
    """What a load did, table by table."""

    guides: Upserted = field(default_factory=Upserted)
    versions: Upserted = field(default_factory=Upserted)
    links: Upserted = field(default_factory=Upserted)


@transaction.atomic
def load_guides(
    *, guides: Rows, versions: Rows, statements: Rows, links: Rows, by: Person | None = None
) -> LoadedGuides:
    """New guides, new versions and new links; a version that is here already stays as it is, whoever wrote it.

    A version of the file comes published, as its body published it: it is no approval of the institute's.
    """
    done = LoadedGuides()
    done.guides = upsert(Guide, [_with_search(row) for row in guides], key=["code"], only_new=["is_public"])
    known = {guide.code: guide for guide in Guide.objects.all()}
    points: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in statements:
        points[row["code"], row["number"]].append(row)
    done.versions = _versions(known, versions, points, by)
    done.links = _links(known, links)
    for type_, upserted in (("guides.loaded", done.guides), ("guide_links.loaded", done.links)):
        if upserted.changed_anything:
            record(type=type_, by=by, before=upserted.before(), after=upserted.after())
    return done


def _with_search(row: Mapping[str, Any]) -> dict[str, Any]:
    """What `Guide.save` keeps in step, here in one statement for all of them."""
    guide = Guide(**row)
    return {**row, "search_text": guide.searchable()}


def _versions(
    known: Mapping[str, Guide], rows: Rows, points: Mapping[tuple[str, str], Rows], by: Person | None
) -> Upserted:
    here = set(GuideVersion.objects.values_list("guide__code", "number"))
    running = set(GuideVersion.objects.filter(state=GuideVersionState.CURRENT).values_list("guide__code", flat=True))
    done, now = Upserted(), timezone.now()
    for row in rows:
        code, number = row["code"], row["number"]
        if (code, number) in here:
            done.unchanged += 1
            continue
        # Somebody published a newer one here: the file's is kept, and is not in force.
        state = GuideVersionState.SUPERSEDED if code in running else GuideVersionState(row["state"])
        version = GuideVersion.objects.create(
            guide=known[code],
            number=number,
            source=f"{row['source']}. Certeza: {row['standing']}",
            **{name: row[name] for name in FACTS},
        )
        GuideStatement.objects.bulk_create(
            GuideStatement(version=version, **{name: one[name] for name in ("key", "position", "text", "grade")})
            for one in points.get((code, number), ())
        )
        GuideVersion.objects.filter(pk=version.pk).update(state=state, published_at=now, published_by=by)
        record(type="guide_version.loaded", by=by, target=version, after={"number": number, "state": state.value})
        done.created.append(f"{code} {number}")
    return done


def _links(known: Mapping[str, Guide], rows: Rows) -> Upserted:
    """An ingredient stands for each of its drugs."""
    protocols = dict(Protocol.objects.values_list("code", "pk"))
    diagnoses = dict(Diagnosis.objects.values_list("code", "pk"))
    drugs: dict[str, list[int]] = defaultdict(list)
    for inn, pk in Drug.objects.exclude(inn="").values_list("inn", "pk"):
        drugs[inn].append(pk)
    rows_here = GuideLink.objects.values_list("guide_id", "protocol_id", "diagnosis_id", "drug_id")
    here: set[tuple[int | None, ...]] = set(rows_here)
    done, new = Upserted(), []
    for row in rows:
        for link in _named(row, protocols, diagnoses, drugs):
            whole = (known[row["code"]].pk, *link)
            if whole in here:
                done.unchanged += 1
                continue
            here.add(whole)
            new.append(GuideLink(guide_id=whole[0], protocol_id=whole[1], diagnosis_id=whole[2], drug_id=whole[3]))
            done.created.append(f"{row['code']}: {row['protocol'] or row['diagnosis'] or row['inn']}")
    GuideLink.objects.bulk_create(new)
    return done


def _named(
    row: Mapping[str, Any], protocols: Mapping[str, int], diagnoses: Mapping[str, int], drugs: Mapping[str, list[int]]
) -> Iterable[tuple[int | None, int | None, int | None]]:
    if row["protocol"]:
        return [(protocols[row["protocol"]], None, None)]
    if row["diagnosis"]:
        return [(None, diagnoses[row["diagnosis"]], None)]
    return [(None, None, pk) for pk in drugs.get(row["inn"], ())]
