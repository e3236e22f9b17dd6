import pytest

from supply.claves import BadClave, drug_code, format_clave, parse_clave


@pytest.mark.parametrize(
    "cell", ["010.000.1768.00", "010000176800", " 010 000 1768 00 ", "010-000-1768-00", "'010000176800"]
)
def test_a_clave_is_read_with_or_without_dots(cell):
    clave = parse_clave(cell)
    assert clave.dotted == "010.000.1768.00"
    assert clave.drug_code == "010.000.1768"
    assert clave.warning is None


@pytest.mark.parametrize("cell", ["10000176800", 10000176800, 10000176800.0, "10.000.1768.00"])
def test_a_lost_leading_zero_is_put_back_with_a_warning(cell):
    clave = parse_clave(cell)
    assert clave.dotted == "010.000.1768.00"
    assert clave.warning


@pytest.mark.parametrize(
    "cell", [None, "", "  ", True, "1768", "1.00002E+10", "010.000.1768.0X", "990.000.1768.00", "0100001768001", 10.5]
)
def test_what_is_no_clave_is_refused_with_a_remedy(cell):
    with pytest.raises(BadClave) as refusal:
        parse_clave(cell)
    assert str(refusal.value.remedy)


def test_a_drug_alone_is_read_only_where_it_may_be():
    assert parse_clave("010.000.1768", allow_drug=True).dotted == "010.000.1768"
    assert parse_clave(100001768, allow_drug=True).drug_code == "010.000.1768"
    assert not parse_clave("0100001768", allow_drug=True).names_a_pack
    with pytest.raises(BadClave):
        parse_clave("010.000.1768")


def test_the_drug_of_a_clave_is_its_first_ten_digits():
    assert drug_code("010.000.1768.03") == drug_code("010000176803") == "010.000.1768"
    assert format_clave("040000209900") == "040.000.2099.00"
