"""Names that sound like people and are nobody's: a first name, «Simulada» or «Simulado», and a number. Pure."""

from __future__ import annotations

import numpy as np

_HER = (
    "Adela", "Alma", "Araceli", "Beatriz", "Carmen", "Clara", "Dolores", "Elena", "Elvira", "Estela", "Gloria", "Irene",
    "Isabel", "Josefina", "Julia", "Leticia", "Lidia", "Lucía", "Marina", "Mercedes", "Nora", "Norma", "Ofelia",
    "Patricia", "Raquel", "Rocío", "Rosa", "Silvia", "Sofía", "Teresa", "Verónica", "Yolanda",
)  # fmt: skip
_HIS = (
    "Agustín", "Alberto", "Andrés", "Ángel", "Arturo", "Benito", "Carlos", "César", "Daniel", "Efraín", "Ernesto",
    "Felipe", "Gabriel", "Gerardo", "Héctor", "Hugo", "Ignacio", "Jaime", "Joaquín", "Julián", "Lorenzo", "Marcos",
    "Martín", "Óscar", "Pablo", "Rafael", "Ramón", "Raúl", "Rubén", "Sergio", "Tomás", "Víctor",
)  # fmt: skip


def simulated_name(rng: np.random.Generator, number: int) -> str:
    """«Elena Simulada 017»."""
    first, surname = (_HER, "Simulada") if rng.random() < 0.55 else (_HIS, "Simulado")
    return f"{first[int(rng.integers(len(first)))]} {surname} {number:03d}"
