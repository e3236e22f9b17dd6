"""From what a row names (whose week, which place, which clave) to what is on record, or a fault in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.clues import check_digit_is_odd, is_well_formed
from delegations.models import PlaceKind
from delegations.tabular import Reading, Row
from supply.intake.world import Owner, Pack, PlaceFacts, World


class Names:
    """Looks names up for one file; what needs saying once per unit or clave is said once, at its first row."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closed: dict[int, tuple[Reading, Row, PlaceFacts]] = {}
        """Places whose week is closed or signed, and the row that first names them: a fault if there is news."""
        self._signed: list[tuple[Reading, Row, Owner]] = []
        self._seen_owners: set[str] = set()
        self._seen_places: set[int] = set()
        self._odd_assortment: set[tuple[int, int]] = set()

    def owner(self, reading: Reading, row: Row) -> Owner | None:
        """Whose week the row is part of; None, and a fault, when nobody's or not this person's."""
        code = row["clues"]
        owner = self.world.owners.get(code)
        if owner is None:
            remedy = _("Revise la CLUES en la plantilla o en la lista de unidades.")
            if not is_well_formed(code):
                remedy = _("Escriba las 11 letras y dígitos de la CLUES, o la clave de la delegación para su almacén.")
            reading.refuse(row, "clues", _("No hay unidad ni delegación con esa clave."), remedy)
            return None
        if not owner.permitted:
            reading.refuse(
                row,
                "clues",
                _("Usted no carga la semana de %(name)s.") % {"name": owner.name},
                _("Quite sus filas, o pida que la cargue quien responde por su abasto."),
            )
            return None
        if code not in self._seen_owners:
            self._seen_owners.add(code)
            self._first_time(reading, row, owner)
        return owner

    def _first_time(self, reading: Reading, row: Row, owner: Owner) -> None:
        if owner.signed:
            self._signed.append((reading, row, owner))
        if not self.world.is_over(owner):
            reading.refuse(
                row,
                "clues",
                _("La semana %(week)s aún no termina en %(name)s.") % {"week": self.world.week, "name": owner.name},
                _("Cárguela a partir del lunes %(day)s.") % {"day": self.world.week.next().monday.isoformat()},
            )
        if owner.unit_id is not None and check_digit_is_odd(owner.code):
            reading.warn(
                row, "clues", _("El último dígito de la CLUES no es el esperado."), _("Confirme que es la unidad.")
            )

    def place(self, reading: Reading, row: Row) -> PlaceFacts | None:
        """The place of the row; None, and a fault, when the owner has none of that kind."""
        owner = self.owner(reading, row)
        if owner is None:
            return None
        kind = row["lugar"]
        place = self.world.places.get((owner.code, kind))
        if place is None:
            kinds = [known for code, known in self.world.places if code == owner.code]
            if owner.unit_id is None and kind != PlaceKind.WAREHOUSE:
                remedy = _("Con la clave de una delegación sólo va su almacén; para una unidad escriba su CLUES.")
            elif kinds:
                remedy = _("Use uno de: %(kinds)s.") % {"kinds": ", ".join(kinds)}
            else:
                remedy = _("Pida a la administración que dé de alta el lugar.")
            reading.refuse(
                row,
                "lugar",
                _("%(name)s no tiene %(kind)s.") % {"name": owner.name, "kind": PlaceKind(kind).label.lower()},
                remedy,
            )
            return None
        if place.pk not in self._seen_places:
            self._seen_places.add(place.pk)
            self._first_time_at(reading, row, place)
        return place

    def _first_time_at(self, reading: Reading, row: Row, place: PlaceFacts) -> None:
        if place.owner.signed or (place.closed_through is not None and place.closed_through >= self.world.week.monday):
            self.closed[place.pk] = (reading, row, place)
        if place.starts_on is not None and place.starts_on >= self.world.week.sunday:
            reading.refuse(
                row,
                "lugar",
                _("El libro de %(place)s empieza el %(day)s: esta semana es anterior.")
                % {"place": place.name, "day": place.starts_on.isoformat()},
                _("Cargue las semanas en orden; lo anterior ya está en el saldo inicial."),
            )

    def refuse_closed(self, place_pks: set[int], unit_ids: set[int]) -> None:
        """Note that the week is closed where a place, or a unit's prescriptions, would change."""
        for place_pk, (reading, row, place) in self.closed.items():
            if place_pk in place_pks:
                self._refuse_closed(reading, row, place.owner)
        for reading, row, owner in self._signed:
            if owner.unit_id in unit_ids:
                self._refuse_closed(reading, row, owner)

    def refuse_all_closed(self) -> None:
        """Note every closed week that the file names, where it cannot be told what would change."""
        for reading, row, place in self.closed.values():
            self._refuse_closed(reading, row, place.owner)

    def _refuse_closed(self, reading: Reading, row: Row, owner: Owner) -> None:
        reading.refuse(
            row,
            "clues",
            _("La semana %(week)s de %(name)s ya está firmada y cerrada.")
            % {"week": self.world.week, "name": owner.name},
            _("Asiente lo que falte en la semana en curso, con su fecha real."),
        )

    def pack(self, reading: Reading, row: Row, unit_id: int | None) -> Pack | None:
        """The presentation of the row's clave; a warning, once, when the unit need not carry its drug."""
        pack = self.world.packs.get(row["clave"])
        if pack is None:
            reading.refuse(
                row,
                "clave",
                _("La clave no está en el catálogo."),
                _("Revísela en la hoja «claves» de la plantilla o en el catálogo; si es nueva, pida su alta."),
            )
            return None
        assortment = self.world.assortment.get(unit_id) if unit_id is not None else None
        if assortment and pack.drug_id not in assortment and (unit_id, pack.drug_id) not in self._odd_assortment:
            self._odd_assortment.add((unit_id or 0, pack.drug_id))
            reading.warn(
                row,
                "clave",
                _("La clave no está en el surtido de la unidad."),
                _("Se carga igual; confirme que no es otra clave."),
            )
        return pack


def pieces_text(count: int) -> str:
    """«1 pieza», «12 piezas»."""
    return ngettext("%(count)d pieza", "%(count)d piezas", count) % {"count": count}
