from __future__ import annotations

import pytest

from pediatric_platform.family.medicines import common_name, common_names


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("Vincristina", "vincristina"),
        ("METOTREXATO SÓDICO 50 mg", "metotrexato"),
        ("Ácido folínico", "ácido folínico"),
        ("Sulfato de vincristina", "vincristina"),
        ("Daunorubicina (liposomal)", "daunorubicina"),
        ("Ciclofosfamida, solución inyectable", "ciclofosfamida"),
        ("5-fluorouracilo", "5-fluorouracilo"),
    ],
)
def test_a_medicine_by_its_common_name(name, common):
    assert common_name(name) == common


def test_each_once_in_order():
    assert common_names(["Mesna", "Vincristina 1 mg", "MESNA"]) == ("mesna", "vincristina")
