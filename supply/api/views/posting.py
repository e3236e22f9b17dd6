"""/api/v1/places/{code}/receipts/, dispensings/, dispatches/, adjustments/, counts/."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import require
from delegations.models import Place
from delegations.roles import Permission
from supply.actions import ledger
from supply.actions.ledger import AdjustLine, CountLine, IssueLine, LotLine, Posting
from supply.api.naming import Names
from supply.api.posting import PostsAtPlace
from supply.api.serializers.lines import AdjustmentIn, CountIn, DispatchIn, DispensingIn, ReceiptIn
from supply.models import Source


class Receive(PostsAtPlace):
    summary = gettext_lazy("Asentar una recepción")
    serializer_class = ReceiptIn

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        lines = data.pop("lines")
        names = Names(lines)
        drugs = names.drugs(active=True)
        names.check()
        arriving = [
            LotLine(drug or 0, line["lot"], line["expires_on"], line["pieces"], line["maker"], line["gtin"])
            for drug, line in zip(drugs, lines, strict=True)
        ]
        return ledger.receive(place=target, lines=arriving, key=key, by=self.person, source=Source.API, **data)


class Issues(PostsAtPlace):
    """What leaves: by drug, first to expire first, or by named lot."""

    def leaving(self, place: Place, data: dict[str, Any]) -> dict[str, Any]:
        """The action's arguments; giving out a blocked lot takes a permission of its own."""
        if blocked := data.pop("allow_blocked_lots"):
            require(self.person, Permission.ISSUE_BLOCKED_LOT, place=place)
        lines = data.pop("lines")
        names = Names(lines)
        drugs = names.drugs()
        lots = names.lots(drugs)
        names.check()
        leaving = [
            IssueLine(drug or 0, line["pieces"], lot) for drug, lot, line in zip(drugs, lots, lines, strict=True)
        ]
        return {**data, "lines": leaving, "blocked_lots_allowed": blocked}


class Dispense(Issues):
    summary = gettext_lazy("Asentar un surtimiento")
    serializer_class = DispensingIn

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        return ledger.dispense(place=target, key=key, by=self.person, source=Source.API, **self.leaving(target, data))


class Dispatch(Issues):
    summary = gettext_lazy("Enviar un traspaso")
    details = gettext_lazy("`to_place` puede ser cualquier lugar del país que guarde existencias.")
    serializer_class = DispatchIn

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        to_place = self._destination(data.pop("to_place"))
        return ledger.dispatch(
            place=target, to_place=to_place, key=key, by=self.person, source=Source.API, **self.leaving(target, data)
        )

    def _destination(self, code: str) -> Place:
        place = Place.objects.stock_keeping().active().filter(code=code).first()
        if place is None:
            message = _("Ningún lugar que guarde existencias tiene ese código.")
            faults = [fault("to_place", "unknown_place", message)]
            raise RefusedRequest(400, "invalid", _("Hay datos que corregir."), faults=faults)
        return place


class Adjust(PostsAtPlace):
    summary = gettext_lazy("Asentar un ajuste")
    details = gettext_lazy("Piezas mayores que cero; el motivo decide si entran o salen.")
    serializer_class = AdjustmentIn

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        lines = data.pop("lines")
        names = Names(lines)
        lots = names.lots(names.drugs())
        names.check()
        changed = [AdjustLine(lot or 0, line["pieces"], line["reason"]) for lot, line in zip(lots, lines, strict=True)]
        return ledger.adjust(place=target, lines=changed, key=key, by=self.person, source=Source.API, **data)


def counted_lines(names: Names) -> list[CountLine]:
    """What was counted; a lot found on the shelf that nobody knew is made."""
    lots = names.lots(names.drugs(), make=True)
    names.check()
    return [CountLine(lot or 0, line["pieces"]) for lot, line in zip(lots, names.lines, strict=True)]


class Count(PostsAtPlace):
    summary = gettext_lazy("Asentar un conteo")
    details = gettext_lazy("Solo se asientan las diferencias con el libro.")
    serializer_class = CountIn
    permission = Permission.COUNT_STOCK

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        lines = counted_lines(Names(data.pop("lines")))
        return ledger.count(place=target, lines=lines, key=key, by=self.person, source=Source.API, **data)
