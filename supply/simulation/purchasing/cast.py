"""The suppliers of the simulation and how each of them keeps its word. Invented; none is a real company."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """`late`: days after the deadline, in the middle, and `spread` around it; `whole`: share of orders delivered whole;
    `part`: what comes of the others.
    """

    name: str
    late: float
    spread: float
    whole: float
    part: float = 0.6


GOOD = (
    Character("Distribuidora Simulada del Norte", -4, 3, 0.97),
    Character("Farmacéutica Simulada Anáhuac", -3, 4, 0.96),
    Character("Medicamentos Simulados del Bajío", -2, 3, 0.95),
    Character("Laboratorios Simulados Pacífico", -5, 4, 0.97),
    Character("Proveedora Simulada del Golfo", -1, 4, 0.93),
    Character("Comercializadora Simulada Sureste", 0, 5, 0.92),
    Character("Insumos Simulados de Oriente", -3, 5, 0.95),
    Character("Grupo Simulado Valle de México", -2, 4, 0.95),
)
# Two that do not keep their word: one comes late, the other comes with less than was ordered.
LATE = Character("Abastecedora Simulada Tardía", 16, 9, 0.85)
SHORT = Character("Suministros Simulados Incompletos", 5, 6, 0.45, 0.5)
BAD = (LATE, SHORT)
# Of directly awarded purchases, and of the procedures in which nobody else bids.
DIRECT = Character("Servicios Simulados Directos", -1, 3, 0.95)
ALONE = Character("Especialidades Simuladas Únicas", -2, 3, 0.96)

ALL = (*GOOD, *BAD, DIRECT, ALONE)
# Claves that nobody offers in the coming year's procedure: those that the simulated market no longer delivers.
DESERTED = ("010.000.4429", "010.000.3003", "010.000.1756")
PER_DAY, CAP = "0.50", "10.00"
LEAST_SHELF_DAYS = 180
