"""Everything sealed at rest, sealed anew after IDENTIFIER_KEY changed; children's prints made under the new one."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from delegations import audit
from delegations.models import Person
from delegations.sealing import SealedBytes, SealedText
from pediatric_platform.models import Child

BATCH = 500
# Rows that hold a file are opened whole: a few at a time.
FILES_AT_ONCE = 8
PRINTS = ["curp_print", "nss_print"]


@transaction.atomic
def reseal_identifiers(*, by: Person | None) -> dict[str, int]:
    """Seal every sealed column of this floor with the key of today; how many rows of each table that has any.

    All or none: SealedWithAnotherKey when no known key opens one. Meanwhile children are found by the prints of either
    key (`fingerprints`), so no double slips in between.
    """
    done = {"children": _reseal_children()}
    for model, columns in sealed_models():
        done[model._meta.model_name or ""] = _reseal(model, columns)
    told = {name: count for name, count in done.items() if count}
    audit.record(type="identifiers.resealed", by=by, after=told)
    return told


def sealed_models() -> Iterator[tuple[type[Model], list[str]]]:
    """Every model of this floor with sealed columns, and these; children apart, whose prints change too."""
    for model in apps.get_app_config("pediatric_platform").get_models():
        columns = [field.name for field in model._meta.fields if isinstance(field, SealedText | SealedBytes)]
        if columns and model is not Child:
            yield model, columns


def _reseal(model: type[Model], columns: list[str]) -> int:
    holds_files = any(isinstance(model._meta.get_field(name), SealedBytes) for name in columns)
    size = FILES_AT_ONCE if holds_files else BATCH
    # By number first: a uuid has an order, but no first one to begin after.
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        rows = model._default_manager.select_for_update().filter(pk__in=keys[start : start + size]).order_by("pk")
        model._default_manager.bulk_update(list(rows), columns)
    return len(keys)


def _reseal_children() -> int:
    columns = [field.name for field in Child._meta.fields if isinstance(field, SealedText)] + PRINTS
    done, last = 0, 0
    while rows := list(Child.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH]):
        for child in rows:
            child.prepare()
        Child.objects.bulk_update(rows, columns)
        done, last = done + len(rows), rows[-1].pk
    return done
