"""The only writers of the catalogue and of assortments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from delegations.audit import record
from delegations.models import Person, Unit
from delegations.upsert import Upserted, upsert
from supply.models import Assortment, Drug, Presentation

# What a pharmacist or the institute sets; a file that says nothing leaves it as it is.
DRUG_FIELDS_OF_PEOPLE = (
    "ven",
    "cold_chain",
    "light_sensitive",
    "vesicant",
    "never_intrathecal",
    "vial_sharing",
    "hours_stable_after_opening",
    "retired_on",
)
_NOT_COLUMNS = ("official_name", "aliases", "used_in", "consequence", "source")


@transaction.atomic
def load_drugs(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the drugs of the Compendio in line with `rows` (fields of Drug, plus official_name and aliases)."""
    done = upsert(
        Drug,
        [_drug(row) for row in rows],
        key=["code"],
        keep_if_blank=DRUG_FIELDS_OF_PEOPLE,
        among=Drug.objects.in_compendio(),
    )
    _audit("drugs.loaded", done, by)
    return done


@transaction.atomic
def load_absent_drugs(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the drugs that regimens name and the Compendio lacks in line with `rows`."""
    done = upsert(
        Drug,
        [_absent_drug(row) for row in rows],
        key=["generic_name"],
        keep_if_blank=DRUG_FIELDS_OF_PEOPLE,
        among=Drug.objects.filter(code__isnull=True),
    )
    _audit("absent_drugs.loaded", done, by)
    return done


def _drug(row: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in _NOT_COLUMNS}
    fields["search_text"] = _searchable(fields, row.get("official_name", ""), row.get("aliases", ""))
    return fields


def _absent_drug(row: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in _NOT_COLUMNS}
    notes = (("Lo nombran: ", row["used_in"]), ("Mientras tanto: ", row["consequence"]), ("Fuente: ", row["source"]))
    fields["note"] = " ".join(f"{start}{text}." for start, text in notes if text)
    fields["is_oncologic"] = not str(row["drug_class"]).startswith("support_")
    fields["search_text"] = _searchable(fields, "sin clave en el compendio")
    return fields


def _searchable(fields: Mapping[str, Any], *more: str) -> str:
    names = ("code", "generic_name", "inn", "atc", "form", "strength", "strength_unit")
    return Drug(**{name: fields.get(name) or "" for name in names}).searchable(*more)


@transaction.atomic
def load_presentations(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the claves in line with `rows`: fields of Presentation, the drug under `drug_code` (loaded first)."""
    drugs = dict(Drug.objects.in_compendio().values_list("code", "pk"))
    columns = ("clave", "pieces_per_pack", "group", "therapeutic_groups", "note")
    done = upsert(
        Presentation,
        [{**{name: row[name] for name in columns}, "drug_id": drugs[row["drug_code"]]} for row in rows],
        key=["clave"],
    )
    _audit("presentations.loaded", done, by)
    return done


@transaction.atomic
def load_assortments(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the assortments in line with `rows`: clues, code, since, until."""
    rows = list(rows)
    units = dict(Unit.objects.values_list("clues", "pk"))
    drugs = dict(Drug.objects.in_compendio().values_list("code", "pk"))
    done = upsert(
        Assortment,
        [
            {
                "unit_id": units[row["clues"]],
                "drug_id": drugs[row["code"]],
                "since": row["since"],
                "until": row["until"],
            }
            for row in rows
        ],
        key=["unit_id", "drug_id"],
        among=Assortment.objects.filter(unit__clues__in={row["clues"] for row in rows}),
    )
    _audit("assortments.loaded", done, by)
    return done


@transaction.atomic
def retire_drug(*, drug: Drug, on: date, by: Person | None) -> Drug:
    """Take a drug out of use from a day on; its stock and history stay."""
    before = {"retired_on": str(drug.retired_on or "")}
    drug.retired_on = on
    drug.save(update_fields=["retired_on"])
    record(type="drug.retired", by=by, target=drug, before=before, after={"retired_on": str(on)})
    return drug


def _audit(type: str, done: Upserted, by: Person | None) -> None:
    if done.changed_anything:
        record(type=type, by=by, before=done.before(), after=done.after())
