"""What the constraint sweep breaks rules with: a row twice, a row as no form would leave it, plain SQL."""

from __future__ import annotations

import copy
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.base import ModelState


def again(row: Model, **other: Any) -> None:
    """The same row a second time, but for what is said."""
    twin = copy.copy(row)
    twin._state = ModelState()  # the world's own row stays as it is
    for name, value in {"pk": None, **other}.items():
        setattr(twin, name, value)
    twin.save(force_insert=True)


def alter(row: Model, **values: Any) -> None:
    """The row as no form would leave it, past every check but the database's own."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
