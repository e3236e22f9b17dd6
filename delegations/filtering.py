"""Pieces that the filters of every list share, for page and API alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def spanish(field: str) -> Lower:
    """A text as Spanish sorts it: Ángel between Ana and Antonio, whatever the collation of the database."""
    return Lower(Unaccent(field))


class SearchFilter(django_filters.CharFilter):
    """The search box of a list. `method` names the queryset's own search."""

    def __init__(self, *args: Any, placeholder: str | Promise = "", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Buscar"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"type": "search", "placeholder": placeholder, "autocomplete": "off"})
        )
        super().__init__(*args, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.search(value) if value else qs  # type: ignore[attr-defined]


class YesNoFilter(django_filters.ChoiceFilter):
    """Sí, no, or either; in the address `si` and `no`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("si", _("Sí")), ("no", _("No"))])
        kwargs.setdefault("empty_label", _("Todos"))
        super().__init__(*args, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        if self.method:
            return super().filter(qs, value)
        return self.get_method(qs)(**{f"{self.field_name}__{self.lookup_expr}": value == "si"})


class Ordering(django_filters.OrderingFilter):
    """`orden` of a list: what may be asked for and by which expression, always ending in a unique column.

    `fields` maps the name in the address to a field; those in `text` are sorted as Spanish sorts them. `default` is the
    order of a page that asks for none.
    """

    def __init__(self, fields: Mapping[str, str], *, default: str, text: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources, self.text, self.default = dict(fields), frozenset(text), default
        kwargs.setdefault("label", _("Orden"))
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(fields=[(field, name) for name, field in fields.items()], **kwargs)

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        names = [name for name in value or () if name.lstrip("-") in self.sources] or [self.default]
        return qs.order_by(*(self._expression(name) for name in names), "pk")

    def _expression(self, name: str) -> OrderBy:
        source = self.sources[name.lstrip("-")]
        key: Any = spanish(source) if name.lstrip("-") in self.text else F(source)
        return key.desc(nulls_last=True) if name.startswith("-") else key.asc(nulls_last=True)
