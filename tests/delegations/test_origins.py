"""One household is one origin, whatever addresses it has."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from delegations.origins import origin_of
from delegations.row_numbers import row_number


def from_(address: str) -> str:
    return origin_of(RequestFactory().get("/", REMOTE_ADDR=address))


def test_addresses_of_one_ipv6_network_are_one_origin():
    assert from_("2001:db8:1:2::1") == from_("2001:db8:1:2:ffff::9") != from_("2001:db8:1:3::1")


def test_each_ipv4_address_is_its_own():
    assert from_("10.0.0.1") != from_("10.0.0.2")
    assert from_("::ffff:10.0.0.1") != from_("::ffff:10.0.0.2")


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("²", None), ("٣", None), ("", None), ("-1", None), ("9" * 19, None)]
)
def test_a_row_s_number_is_digits_that_a_column_holds(typed: str, number: int | None):
    assert row_number(typed) == number
