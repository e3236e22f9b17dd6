"""A relative who has not agreed is their initials, wherever others read it."""

from __future__ import annotations

import pytest

from meetings.models import Attendance
from meetings.naming_consent import initials, shown_name, shown_representative


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rosa Pérez", "R. P."),
        ("María Luisa de la Cruz Ñúñez", "M. L. C. Ñ."),
        ("ana  garcía-lópez", "A. G. L."),
        ("«Lupita» Ávila", "L. Á."),
        ("De la O", "O."),
        ("de la", "D. L."),
        ("  ", "—"),
        ("3M", "—"),
    ],
)
def test_initials_leave_out_particles(name, shown):
    assert initials(name) == shown


def test_a_relative_is_named_only_after_agreeing():
    row = Attendance(kind="family", name="Rosa Pérez", represented_by="Juan Pérez")
    assert (shown_name(row), shown_representative(row)) == ("R. P.", "J. P.")
    row.may_be_named = True
    assert (shown_name(row), shown_representative(row)) == ("Rosa Pérez", "Juan Pérez")


@pytest.mark.parametrize("kind", ["institute", "supplier", "ministry", "other_institution"])
def test_whoever_comes_for_an_institution_is_named(kind):
    assert shown_name(Attendance(kind=kind, name="Rosa Pérez")) == "Rosa Pérez"
