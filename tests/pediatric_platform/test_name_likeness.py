from __future__ import annotations

import pytest

from pediatric_platform.name_likeness import are_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nina Fernanda Prueba Simulada", "nina fernanda prueba simulada"),
        ("Nina Fernanda Prueba Simulada", "PRUEBA SIMULADA NINA FERNANDA"),
        ("José Ángel Ñúñez Pérez", "Jose Angel Nunez Perez"),
        ("Nina Fernanda Prueba Simulada", "Nina Fernanda Prueva Simulada"),
        ("Nina Fernanda Prueba Simulada", "Nina Prueba Simulada"),
        ("María de los Ángeles Prueba", "María Ángeles Prueba"),
    ],
)
def test_one_name_written_by_two_people_is_alike(one: str, other: str) -> None:
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nina Fernanda Prueba Simulada", "Diego Armando Prueba Simulada"),  # a twin
        ("Nina Fernanda Prueba Simulada", "Nina Fernanda Otra Distinta"),
        ("Nina", ""),
        ("", ""),
    ],
)
def test_two_names_are_not(one: str, other: str) -> None:
    assert not are_alike(one, other)
