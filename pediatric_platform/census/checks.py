"""Every row of a census against what is on record: each fault in its own sentence, with what to do about it."""

from __future__ import annotations

from difflib import get_close_matches

from django.utils.translation import gettext as _

from delegations.cells import heading_key
from delegations.errors import Refusal
from delegations.models import Unit
from delegations.tabular import Reading, Row
from pediatric_platform import identifiers
from pediatric_platform.actions.children import ChildFacts, problems
from pediatric_platform.census.identity import Identity
from pediatric_platform.census.measures import check_measure
from pediatric_platform.census.rows import CensusRow, CensusRows, PlanRow
from pediatric_platform.census.sheets import EITHER
from pediatric_platform.census.world import World
from pediatric_platform.errors.children import CurpOrReason
from pediatric_platform.models import Child, ChildState, Diagnosis

# What the registry calls a field, and the column that holds it here.
COLUMNS = {
    "given_names": "nombres",
    "first_surname": "primer_apellido",
    "second_surname": "segundo_apellido",
    "birth_date": "fecha_nacimiento",
    "sex": "sexo",
    "curp": "curp",
    "without_curp": "sin_curp_porque",
    "nss": "nss",
    "agregado": "agregado",
    "risk": "riesgo",
    "diagnosed_on": "fecha_diagnostico",
    "weight_kg": "peso_kg",
    "height_cm": "talla_cm",
    "measured_on": "fecha_medida",
    "regimen": "esquema",
    "started_on": "inicio_esquema",
    "growth": "fecha_medida",
    "deviation_reason": "motivo_desviacion",
}


def refuse(reading: Reading, row: Row, refusal: Refusal) -> None:
    """A refusal of the registry, at its column."""
    reading.refuse(row, COLUMNS.get(refusal.field, ""), refusal.message, refusal.remedy)


def check_rows(reading: Reading, world: World) -> CensusRows:
    """The rows that could be made out; faults and warnings are noted in the reading."""
    found, identity = CensusRows(), Identity(reading, world)
    for row in reading.rows:
        before = len(reading.faults)
        unit = _unit(reading, row, world)
        diagnosis = _diagnosis(reading, row, world)
        facts = _facts(reading, row, unit, diagnosis)
        if facts is None or unit is None:
            continue
        today = unit.today()
        for refusal in problems(facts, today=today):
            if not (row["folio"] and isinstance(refusal, CurpOrReason)):  # a record there is keeps its own
                refuse(reading, row, refusal)
        _doubts(reading, row, facts)
        child = identity.of(row, facts)
        checked = CensusRow(row.number, facts, child)
        if child is not None and child.state == ChildState.DECEASED:
            _warn_of_death(reading, row, child)
        else:
            last = world.last_measure.get(child.pk) if child else None
            checked.measure = check_measure(reading, row, facts, last, today)
            checked.plan = _plan(reading, row, world, checked)
        if len(reading.faults) == before:
            found.rows.append(checked)
    return found


def _unit(reading: Reading, row: Row, world: World) -> Unit | None:
    unit = world.units.get(row["clues"])
    if unit is None:
        reading.refuse(row, "clues", _("No hay un hospital con esta CLUES."), _("Cópiela del directorio de unidades."))
        return None
    if unit.pk not in world.allowed:
        reading.refuse(
            row, "clues", _("Usted no atiende niñas y niños en ese hospital."), _("Deje solo las filas de los suyos.")
        )
        return None
    if unit.closed_on and unit.closed_on <= unit.today():
        reading.refuse(row, "clues", _("Ese hospital está cerrado."), _("Escriba el hospital que lo atiende."))
        return None
    return unit


def _diagnosis(reading: Reading, row: Row, world: World) -> Diagnosis | None:
    key = heading_key(row["diagnostico"])
    found = world.diagnoses.get(key)
    if found is None:
        near = get_close_matches(key, list(world.diagnoses), 1, 0.75)
        remedy = (
            _("¿Quiso decir «%(name)s»?") % {"name": world.diagnoses[near[0]].name}
            if near
            else _("Use un nombre o una clave de la hoja «diagnosticos» de la plantilla.")
        )
        reading.refuse(row, "diagnostico", _("No es un diagnóstico del catálogo."), remedy)
    return found


def _facts(reading: Reading, row: Row, unit: Unit | None, diagnosis: Diagnosis | None) -> ChildFacts | None:
    sex = row["sexo"]
    if sex == EITHER:
        if not row["curp"] or identifiers.curp_fault(row["curp"]):
            reading.refuse(
                row,
                "sexo",
                _("«M» puede ser mujer o masculino, y no hay una CURP que lo aclare."),
                _("Escriba «niña» o «niño»."),
            )
            return None
        sex = identifiers.read_curp(row["curp"]).sex
    if unit is None or diagnosis is None:
        return None
    return ChildFacts(
        given_names=row["nombres"],
        first_surname=row["primer_apellido"],
        second_surname=row["segundo_apellido"],
        birth_date=row["fecha_nacimiento"],
        sex=sex,
        diagnosis=diagnosis,
        unit=unit,
        curp=row["curp"],
        without_curp=row["sin_curp_porque"],
        nss=row["nss"],
        agregado=row["agregado"],
        risk=row["riesgo"],
        diagnosed_on=row["fecha_diagnostico"],
        another_because=row["es_otra_porque"],
    ).cleaned()


def _doubts(reading: Reading, row: Row, facts: ChildFacts) -> None:
    """What is odd about an agregado: it warns and never refuses."""
    if not facts.agregado or not identifiers.agregado_doubts(
        facts.agregado, birth_date=facts.birth_date, sex=facts.sex
    ):
        return
    reading.warn(
        row,
        "agregado",
        _("El agregado médico no concuerda con el sexo o el año de nacimiento, o no tiene la forma usual."),
        _("Compárelo con la cartilla; si está bien, déjelo así."),
    )


def _warn_of_death(reading: Reading, row: Row, child: Child) -> None:
    """As on the child's own page nothing more is written; the rest of the census goes in."""
    reading.warn(
        row,
        "folio",
        _("La ficha %(folio)s dice que falleció: no se anota nada más en ella.") % {"folio": child.folio},
        _("Si fue un error, corrija primero su estado."),
    )


def _plan(reading: Reading, row: Row, world: World, checked: CensusRow) -> PlanRow | None:
    code, started_on = row["esquema"], row["inicio_esquema"]
    if not code:
        if started_on is not None:
            reading.warn(row, "inicio_esquema", _("Hay fecha de inicio y no hay esquema: no se empieza ningún plan."))
        return None
    regimen = world.regimens.get(heading_key(code))
    if regimen is None:
        reading.refuse(
            row,
            "esquema",
            _("No hay un esquema aprobado con esta clave."),
            _("Use una clave de la hoja «esquemas» de la plantilla, o deje la celda vacía."),
        )
        return None
    if started_on is None:
        reading.refuse(row, "inicio_esquema", _("Falta el día en que empieza el esquema."), _("Escríbalo."))
        return None
    standing = world.plans.get(checked.child.pk) if checked.child else None
    if standing is not None:
        if (standing.regimen_id, standing.started_on) != (regimen.pk, started_on):
            reading.warn(
                row,
                "esquema",
                _("Ya tiene un plan en curso, con otro esquema u otro inicio: no se cambia."),
                _("Para cambiarlo, hágalo en su ficha."),
            )
        return None
    return PlanRow(regimen, started_on, row["motivo_desviacion"])
