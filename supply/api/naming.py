"""From what lines name (claves, lots) to what is on record: set-based, and every unknown name told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from delegations.api.errors import RefusedRequest, fault
from supply.actions.lots import LotKey, ensure_lots, lot_number
from supply.claves import BadClave, parse_clave
from supply.models import Drug, Lot, Presentation

Line = Mapping[str, Any]


class Names:
    """Finds the drugs and lots of a document's lines; `check()` refuses (400) with all that is unknown.

    `path` is where the lines stand in the body.
    """

    def __init__(self, lines: Sequence[Line], path: str = "lines") -> None:
        self.lines = lines
        self.path = path
        self.faults: list[dict[str, Any]] = []

    def refuse(self, line: int, field: str, code: str, message: str, remedy: str = "") -> None:
        """Note one thing that names nothing."""
        self.faults.append(fault(f"{self.path}.{line}.{field}", code, message, line=line, remedy=remedy))

    def check(self) -> None:
        """Refuse when anything was noted."""
        if self.faults:
            raise RefusedRequest(
                400,
                "invalid",
                _("Hay datos que corregir."),
                remedy=_("Corrija los campos señalados y vuelva a enviar."),
                faults=self.faults,
            )

    def drugs(self, *, active: bool = False) -> list[int | None]:
        """Each line's drug, None where it names none or is unknown; `active` leaves retired drugs out.

        Three queries at most.
        """
        parsed = {}
        for index, line in enumerate(self.lines):
            if "drug" not in line:
                continue
            try:
                parsed[index] = parse_clave(line["drug"], allow_drug=True)
            except BadClave as error:
                self.refuse(index, "drug", "bad_clave", str(error.problem), str(error.remedy))
        drugs = Drug.objects.active() if active else Drug.objects.all()
        codes = {clave.drug_code for clave in parsed.values()}
        by_code = dict(drugs.filter(code__in=codes).values_list("code", "pk")) if codes else {}
        packs = {clave.dotted for clave in parsed.values() if clave.names_a_pack}
        known = set(Presentation.objects.filter(clave__in=packs).values_list("clave", flat=True)) if packs else set()
        ids = {line["drug_id"] for line in self.lines if "drug_id" in line}
        by_id = set(drugs.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
        found: list[int | None] = []
        for index, line in enumerate(self.lines):
            pk: int | None = None
            if "drug_id" in line:
                pk = line["drug_id"] if line["drug_id"] in by_id else None
                if pk is None:
                    self._unknown_drug(index, "drug_id")
            elif index in parsed:
                clave = parsed[index]
                pk = by_code.get(clave.drug_code)
                if pk is None or (clave.names_a_pack and clave.dotted not in known):
                    pk = None
                    self._unknown_drug(index, "drug")
            found.append(pk)
        return found

    def _unknown_drug(self, line: int, field: str) -> None:
        message = _("El medicamento no está en el catálogo.")
        self.refuse(
            line, field, "unknown_drug", message, _("Revíselo en /api/v1/presentations/; si es nuevo, pida su alta.")
        )

    def lots(self, drugs: Sequence[int | None], *, make: bool = False) -> list[int | None]:
        """Each line's lot, None where it names none; `make` makes the lots named in full that are new."""
        keys: dict[int, LotKey] = {}
        for index, (line, drug) in enumerate(zip(self.lines, drugs, strict=True)):
            if drug is not None and line.get("lot") is not None and line.get("expires_on") is not None:
                keys[index] = (drug, lot_number(line["lot"]), line["expires_on"])
        by_key = self._existing(set(keys.values()))
        if make and not self.faults:
            by_key |= {
                key: lot.pk for key, lot in ensure_lots([key for key in keys.values() if key not in by_key]).items()
            }
        ids = {line["lot_id"] for line in self.lines if "lot_id" in line}
        drug_of = dict(Lot.objects.filter(pk__in=ids).values_list("pk", "drug_id")) if ids else {}
        found: list[int | None] = []
        for index, line in enumerate(self.lines):
            pk: int | None = None
            if "lot_id" in line:
                pk = line["lot_id"]
                if pk not in drug_of or drugs[index] not in (None, drug_of[pk]):
                    self._unknown_lot(index, "lot_id")
            elif index in keys:
                pk = by_key.get(keys[index])
                if pk is None and not make:
                    self._unknown_lot(index, "lot")
            found.append(pk)
        return found

    def _existing(self, keys: set[LotKey]) -> dict[LotKey, int]:
        if not keys:
            return {}
        rows = Lot.objects.filter(drug_id__in={key[0] for key in keys}, number__in={key[1] for key in keys})
        return {
            (drug, number, day): pk
            for pk, drug, number, day in rows.values_list("pk", "drug_id", "number", "expires_on")
        }

    def _unknown_lot(self, line: int, field: str) -> None:
        message = _("Ese lote no existe o no es de este medicamento.")
        self.refuse(line, field, "unknown_lot", message, _("Búsquelo en /api/v1/balances/."))
