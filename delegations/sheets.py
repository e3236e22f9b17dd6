"""The shape of the directory's files: delegations and units."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from delegations.cells import BadCell, boolean, date, decimal, integer, shown, text
from delegations.clues import is_well_formed
from delegations.models import UnitKind
from delegations.tabular import Field, Sheet


def time_zone(cell: object) -> str:
    """The name of a time zone: America/Mexico_City."""
    name = shown(cell).strip()
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadCell(
            _("No es un huso horario."), _("Escriba su nombre IANA, por ejemplo America/Mexico_City.")
        ) from None
    return name


def clues(cell: object) -> str:
    """A CLUES in capitals."""
    value = shown(cell).strip().upper()
    if not is_well_formed(value):
        raise BadCell(_("No es una CLUES."), _("Escriba cinco letras y seis dígitos, por ejemplo ASIMS000016."))
    return value


def unit_kind(cell: object) -> str:
    """The short name of a kind of unit, as the lists write it."""
    value = shown(cell).strip()
    known = {kind.value.lower(): kind.value for kind in UnitKind}
    try:
        return known[value.lower()]
    except KeyError:
        raise BadCell(
            _("No es un tipo de unidad conocido."), _("Use uno de: %(values)s.") % {"values": ", ".join(known.values())}
        ) from None


def degrees(minimum: float, maximum: float):  # type: ignore[no-untyped-def]
    """A coordinate as a float."""
    parse = decimal(minimum, maximum)
    return lambda cell: float(parse(cell))


DELEGATIONS = Sheet(
    "delegations.csv",
    [
        Field("code", text(6)),
        Field("name", text(80)),
        Field("official_name", text(160)),
        Field("imss_clave", text(10)),
        Field("inegi_state", text(2)),
        Field("region", text(40), required=False, default=""),
        Field("seat_city", text(80)),
        Field("seat_basis", text(120), required=False, default=""),
        Field("time_zone", time_zone),
        Field("latitude", degrees(-90, 90), required=False),
        Field("longitude", degrees(-180, 180), required=False),
        Field("tile_row", integer(1, 40)),
        Field("tile_column", integer(1, 40)),
    ],
    unique=("code",),
    reference_only=("imss_letters", "coordinates_basis"),
)

UNITS = Sheet(
    "units.csv",
    [
        Field("clues", clues),
        Field("name", text(160), required=False, default=""),
        Field("official_name", text(160)),
        Field("kind", unit_kind),
        Field("umae_number", integer(1, 99), required=False),
        Field("level", integer(1, 3)),
        Field("level_basis", text(120), required=False, default=""),
        Field("delegation", text(6)),
        Field("municipality", text(80), required=False, default=""),
        Field("municipality_basis", text(120), required=False, default=""),
        Field("city", text(80), required=False, default=""),
        Field("time_zone", time_zone, required=False, default=""),
        Field("latitude", degrees(-90, 90), required=False),
        Field("longitude", degrees(-180, 180), required=False),
        Field("coordinates_basis", text(120), required=False, default=""),
        Field("beds", integer(1, 5_000), required=False),
        Field("provides_chemotherapy", boolean, required=False),
        Field("chemotherapy_basis", text(160), required=False, default=""),
        Field("oncology_role", text(160), required=False, default=""),
        Field("opened_on", date, required=False),
        Field("closed_on", date, required=False),
    ],
    unique=("clues",),
    reference_only=("delegation_basis", "state", "time_zone_basis", "oncology_source"),
)

HOLIDAYS = Sheet(
    "holidays.csv",
    [Field("day", date), Field("name", text(120)), Field("source", text(160))],
    unique=("day",),
)
