import pytest

from delegations.phones import dialled, unbroken


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("449 910 0000", "4499100000"),
        ("(33) 1234-5678", "3312345678"),
        ("+52 33 1234 5678", "+523312345678"),
        ("449 910 0000 ext. 120", "4499100000,120"),
        ("449 910 0000 x 7", "4499100000,7"),
        ("449 910 0000 extensión 12", "4499100000,12"),
        ("sin teléfono", ""),
        ("", ""),
    ],
)
def test_what_a_link_dials(written, number):
    assert dialled(written) == number


def test_on_paper_a_telephone_stays_on_one_line():
    assert unbroken("33 1234 5678") == "33\u00a01234\u00a05678"
