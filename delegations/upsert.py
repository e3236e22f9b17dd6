"""Brings a table in line with a list of rows, in a handful of statements, and says what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

BATCH = 2_000


@dataclass
class Upserted:
    """What an upsert did: keys that were created, changes by key, how many rows were as they should be already."""

    created: list[str] = field(default_factory=list)
    updated: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    unchanged: int = 0
    not_listed: int = 0

    @property
    def changed_anything(self) -> bool:
        return bool(self.created or self.updated)

    def before(self) -> dict[str, Any]:
        """For the audit: the old values of what was updated."""
        return {key: {name: _json(old) for name, (old, _new) in diff.items()} for key, diff in self.updated.items()}

    def after(self) -> dict[str, Any]:
        """For the audit: the new values of what was updated, and the keys of what was created."""
        updated = {key: {name: _json(new) for name, (_old, new) in diff.items()} for key, diff in self.updated.items()}
        return {"created": self.created, "updated": updated}


def upsert(
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str],
    only_new: Sequence[str] = (),
    keep_if_blank: Sequence[str] = (),
    among: models.QuerySet[Any] | None = None,
) -> Upserted:
    """Create the rows whose `key` is new and update those that differ; rows that are not listed stay as they are.

    Foreign keys are given by column (`delegation_id`). `only_new`: fields set at creation and never touched again.
    `keep_if_blank`: fields in which a blank says nothing, so that what a person entered stays. `among`: the rows that
    may be updated (default: all of the table). Call it inside a transaction.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    existing = {
        tuple(getattr(item, name) for name in key): item
        for item in (model._default_manager.all() if among is None else among)
    }
    out = Upserted(not_listed=len(existing.keys() - wanted.keys()))
    new: list[models.Model] = []
    changed: list[models.Model] = []
    for row_key, row in wanted.items():
        label = " ".join(str(part) for part in row_key)
        item = existing.get(row_key)
        if item is None:
            new.append(
                model(**{name: value for name, value in row.items() if value is not None or name not in keep_if_blank})
            )
            out.created.append(label)
            continue
        diff = {}
        for name, value in row.items():
            old = getattr(item, name)
            if name in key or name in only_new or old == value or (name in keep_if_blank and value in (None, "")):
                continue
            diff[name] = (old, value)
            setattr(item, name, value)
        if diff:
            changed.append(item)
            out.updated[label] = diff
        else:
            out.unchanged += 1
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        names = sorted({name.removesuffix("_id") for diff in out.updated.values() for name in diff})
        model._default_manager.bulk_update(changed, names, batch_size=BATCH)
    return out


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
