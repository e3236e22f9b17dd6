"""Whose row each one is: somebody on record, somebody new, or a double that has to be told apart first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from delegations.naming import fold
from delegations.sealing import fingerprint
from delegations.tabular import Reading, Row
from pediatric_platform.actions.children import ChildFacts
from pediatric_platform.census.world import World
from pediatric_platform.models import Child
from pediatric_platform.name_likeness import are_alike


class Identity:
    """Compares with the registry and with the rows before, by CURP, by folio, and by name and day of birth."""

    def __init__(self, reading: Reading, world: World) -> None:
        self.reading, self.world = reading, world
        self.curps: dict[str, int] = {}
        self.folios: dict[str, int] = {}
        self.people: dict[int, int] = {}
        self.births: dict[date, list[tuple[int, ChildFacts]]] = defaultdict(list)

    def of(self, row: Row, facts: ChildFacts) -> Child | None:
        """The child on record whose row this is; None: a new one, or a fault was noted."""
        if self._is_twice(row, facts):
            return None
        child = self._by_folio(row, facts) if row["folio"] else self._by_curp(row, facts) or self._same_person(facts)
        if child is not None:
            first = self.people.setdefault(child.pk, row.number)
            if first != row.number:
                self._refuse_twice(row, "folio" if row["folio"] else "nombres", first)
            self._warn_of_differences(row, facts, child)
            return child
        if not row["folio"] and not facts.another_because:
            self._refuse_alike(row, facts)
        return None

    def _is_twice(self, row: Row, facts: ChildFacts) -> bool:
        for column, seen in (("curp", self.curps), ("folio", self.folios)):
            key = (facts.curp if column == "curp" else row["folio"].upper()) or ""
            if key and seen.setdefault(key, row.number) != row.number:
                self._refuse_twice(row, column, seen[key])
                return True
        for number, other in self.births[facts.birth_date]:
            if not are_alike(other.full_name, facts.full_name):
                continue
            if facts.curp and other.curp:  # twins, most often
                self.reading.warn(
                    row,
                    "nombres",
                    _("Se parece a la fila %(row)d y nació el mismo día; sus CURP son distintas.") % {"row": number},
                )
            elif not facts.another_because:
                self.reading.refuse(
                    row,
                    "nombres",
                    _("La fila %(row)d puede ser la misma niña o el mismo niño.") % {"row": number},
                    _("Quite una de las dos; si son dos, escriba por qué en «es_otra_porque»."),
                )
                return True
        self.births[facts.birth_date].append((row.number, facts))
        return False

    def _refuse_twice(self, row: Row, column: str, first: int) -> None:
        self.reading.refuse(
            row,
            column,
            _("Ya está en la fila %(row)d.") % {"row": first},
            _("Deje una sola fila por niña o niño."),
        )

    def _by_folio(self, row: Row, facts: ChildFacts) -> Child | None:
        child = self.world.by_folio.get(row["folio"].upper())
        if child is None or child.unit_id not in self.world.allowed:
            self.reading.refuse(
                row,
                "folio",
                _("No hay una ficha con este folio en sus hospitales."),
                _("Cópielo de la ficha, o deje la celda vacía si es nueva."),
            )
            return None
        other = self.world.by_curp.get(fingerprint("curp", facts.curp)) if facts.curp else None
        if other is not None and other.pk != child.pk:
            self.reading.refuse(
                row, "curp", _("Esa CURP es de otra ficha."), _("Revise el folio y la CURP: deben ser de la misma.")
            )
            return None
        if child.birth_date != facts.birth_date and not are_alike(child.full_name, facts.full_name):
            self.reading.refuse(
                row,
                "folio",
                _("La ficha con este folio tiene otro nombre y otra fecha de nacimiento."),
                _("Revise el folio: parece de otra niña u otro niño."),
            )
            return None
        return self._here(row, child, facts, "folio")

    def _by_curp(self, row: Row, facts: ChildFacts) -> Child | None:
        child = self.world.by_curp.get(fingerprint("curp", facts.curp)) if facts.curp else None
        return None if child is None else self._here(row, child, facts, "curp")

    def _here(self, row: Row, child: Child, facts: ChildFacts, column: str) -> Child | None:
        if child.unit_id == facts.unit.pk:
            return child
        self.reading.refuse(
            row,
            column if column == "folio" else "curp",
            _("Ya está en el registro, en %(hospital)s.") % {"hospital": child.unit.name},
            _("Si ahora se atiende con ustedes, pida el traslado: su historia llega completa. Quite la fila."),
        )
        return None

    def _same_person(self, facts: ChildFacts) -> Child | None:
        """The same name to the letter, day, sex and hospital, where a CURP does not tell: the file loaded again."""
        name = fold(facts.full_name)
        for child in self.world.by_birth.get(facts.birth_date, ()):
            told_apart = bool(facts.curp and child.curp_print)
            if (
                not told_apart
                and (child.unit_id, child.sex) == (facts.unit.pk, facts.sex)
                and fold(child.full_name) == name
            ):
                return child
        return None

    def _refuse_alike(self, row: Row, facts: ChildFacts) -> None:
        nss = fingerprint("nss", facts.nss) if facts.nss else ""
        alike = [c for c in self.world.by_birth.get(facts.birth_date, ()) if are_alike(c.full_name, facts.full_name)]
        if nss and not facts.curp:
            alike += [c for c in self.world.by_nss.get(nss, ()) if c.birth_date == facts.birth_date]
        if not alike:
            return
        child = alike[0]
        where = child.folio if child.unit_id in self.world.allowed else child.unit.name
        self.reading.refuse(
            row,
            "nombres",
            _("En el registro hay alguien que puede ser la misma niña o el mismo niño: %(where)s.") % {"where": where},
            _("Si es la misma, escriba su folio o quite la fila; si es otra, escriba por qué en «es_otra_porque»."),
        )

    def _warn_of_differences(self, row: Row, facts: ChildFacts, child: Child) -> None:
        """What the file says otherwise than the record: the record stays as it is."""
        pairs = (
            ("nombres", fold(child.full_name), fold(facts.full_name)),
            ("fecha_nacimiento", child.birth_date, facts.birth_date),
            ("sexo", child.sex, facts.sex),
            ("diagnostico", child.diagnosis_id, facts.diagnosis.pk),
        )
        for column, kept, told in pairs:
            if kept != told:
                self.reading.warn(
                    row,
                    column,
                    _("La ficha %(folio)s dice otra cosa: no se cambia.") % {"folio": child.folio},
                    _("Si la ficha está mal, corríjala ahí."),
                )
