import pytest

from delegations.clues import check_digit_is_odd, expected_check_digit, is_well_formed


def test_the_check_digit_of_a_listed_unit_is_as_foretold():
    assert expected_check_digit("ASIMS000016") == 6
    assert not check_digit_is_odd("ASIMS000016")


def test_a_check_digit_that_does_not_fit_is_odd():
    assert check_digit_is_odd("MCIMS001185")


def test_nothing_is_said_of_another_institution():
    assert expected_check_digit("ASSSA000011") is None
    assert not check_digit_is_odd("ASSSA000011")


@pytest.mark.parametrize("clues", ["", "ASIMS00001", "asims000016", "AS1MS000016", "ASIMS0000166"])
def test_what_is_no_clues(clues):
    assert not is_well_formed(clues)
