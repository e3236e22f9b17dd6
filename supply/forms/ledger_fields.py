"""What hands type at a counter, read as it was meant: dates without a picker, pieces without a mouse."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = re.compile(r"^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4}|\d{2})$")
_MONTH = re.compile(r"^(\d{1,2})[/\-. ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_DIGITS_DAY = re.compile(r"^(\d{2})(\d{2})(\d{4})$")


def read_day(text: str, *, month_alone: bool = False) -> date | None:
    """`31/01/2027`, `31012027` or `2027-01-31`; with `month_alone` also `01/2027` (its last day). None when no date."""
    text = text.strip()
    if found := (_DAY.match(text) or _DIGITS_DAY.match(text)):
        return _date(found[3], found[2], found[1])
    if found := _ISO.match(text):
        if found[3]:
            return _date(found[1], found[2], found[3])
        return _last_day(found[1], found[2]) if month_alone else None
    if month_alone and (found := _MONTH.match(text)):
        return _last_day(found[2], found[1])
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return None


def _last_day(year: str, month: str) -> date | None:
    if not 1 <= int(month) <= 12 or _year(year) < 1:
        return None
    return date(_year(year), int(month), calendar.monthrange(_year(year), int(month))[1])


class DayField(forms.Field):
    """A date as people write it here. With `month_alone`, a month means its last day, as packs print it."""

    default_error_messages = {"invalid": _("Escriba la fecha como dd/mm/aaaa.")}

    def __init__(self, *, month_alone: bool = False, **kwargs: Any) -> None:
        self.month_alone = month_alone
        placeholder = _("mm/aaaa o dd/mm/aaaa") if month_alone else _("dd/mm/aaaa")
        attrs = {"placeholder": placeholder, "inputmode": "numeric", "autocomplete": "off", "class": "day"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        if month_alone:
            kwargs.setdefault("error_messages", {"invalid": _("Escriba la caducidad como mm/aaaa o dd/mm/aaaa.")})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        day = value if isinstance(value, date) else read_day(str(value), month_alone=self.month_alone)
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class PiecesField(forms.IntegerField):
    """Whole pieces, typed: thousands may carry a comma, and a wheel of the mouse changes nothing."""

    default_error_messages = {
        "invalid": _("Escriba piezas enteras."),
        "min_value": _("Escriba %(limit_value)s o más."),
        "max_value": _("Es más de lo que cabe en un renglón."),
    }

    def __init__(self, *, least: int = 1, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "num pieces"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(min_value=least, max_value=9_999_999, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"(?<=\d),(?=\d{3}\b)", "", value.strip())
            if re.fullmatch(r"-?\d+[.]\d*", value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        number: int | None = super().to_python(value)
        return number
