"""Names, CURP and NSS that are right in their structure and are nobody's. Pure."""

from __future__ import annotations

from datetime import date
from random import Random

GIRLS = (
    "Abril", "Alondra", "Camila", "Dana", "Elisa", "Fernanda", "Frida", "Isabela", "Jimena", "Julieta", "Lía",
    "Luna", "Mariana", "Natalia", "Paola", "Regina", "Renata", "Romina", "Valeria", "Ximena", "Yaretzi", "Zoe",
)  # fmt: skip
BOYS = (
    "Alonso", "Bruno", "Damián", "Diego", "Emiliano", "Emilio", "Gael", "Ian", "Iker", "Joel", "Leonardo", "Luca",
    "Mateo", "Matías", "Nicolás", "Rodrigo", "Saúl", "Santiago", "Sebastián", "Tadeo", "Thiago", "Yahir",
)  # fmt: skip
SECOND = ("", "", "", "Amaya", "Belén", "Guadalupe", "Ángel", "Iván", "Jesús", "Noé")
MOTHERS = ("Adriana", "Alicia", "Brenda", "Cecilia", "Diana", "Fabiola", "Karla", "Laura", "Miriam", "Nancy", "Perla")
FATHERS = ("Abel", "Adrián", "Édgar", "Fidel", "Israel", "Javier", "Mario", "Noel", "Omar", "Samuel", "Víctor")
_CURP_SIGNS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
_STATES = ("AS", "BC", "CH", "DF", "GT", "JC", "MC", "NL", "OC", "PL", "SL", "SR", "VZ", "YN")
GIRL, BOY = "M", "H"


def child_name(rng: Random, sex: str, number: int) -> tuple[str, str, str]:
    """«Ximena Belén», «Simulada», «017»: given names and two surnames that nobody has."""
    given = rng.choice(GIRLS if sex == GIRL else BOYS)
    second = rng.choice(SECOND)
    return f"{given} {second}".strip(), "Simulada" if sex == GIRL else "Simulado", f"{number:03d}"


def relative_name(rng: Random, is_mother: bool, number: int) -> str:
    """«Laura Simulada 017»."""
    return (
        f"{rng.choice(MOTHERS)} Simulada {number:03d}" if is_mother else f"{rng.choice(FATHERS)} Simulado {number:03d}"
    )


def curp(rng: Random, born: date, sex: str) -> str:
    """A CURP with its check digit: its four first letters are «SIXX», which no two real surnames give."""
    tail = "".join(rng.choice(_CONSONANTS) for _sign in range(3))
    homonym = rng.choice("ABCDEFGHIJ") if born.year >= 2000 else rng.choice("0123456789")
    body = f"SIXX{born:%y%m%d}{sex}{rng.choice(_STATES)}{tail}{homonym}"
    total = sum(_CURP_SIGNS.index(sign) * (18 - place) for place, sign in enumerate(body))
    return f"{body}{(10 - total % 10) % 10}"


def nss(rng: Random) -> str:
    """Ten digits that begin with 99 (no office hands those out) and the Luhn digit that follows from them."""
    body = "99" + "".join(str(rng.randrange(10)) for _digit in range(8))
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body)]
    total = sum(number - 9 if number > 9 else number for number in doubled)
    return f"{body}{(10 - total % 10) % 10}"


def agregado(sex: str, born: date) -> str:
    return f"3{'F' if sex == GIRL else 'M'}{born.year}OR"
