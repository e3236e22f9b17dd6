"""What the fever kit and the doors refuse, by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class KitRefusal(Refusal):
    """The kit said no, and nothing was stored."""


class NotYoursToStock(NotAllowed):
    """Who keeps a hospital's kit: its supply manager, its pharmacy, its clinicians."""

    def __init__(self) -> None:
        super().__init__(
            _("El botiquín de fiebre lo lleva el hospital: su responsable de abasto, su farmacia y quien atiende."),
            remedy=_("Pídalo a una de esas personas."),
        )


class ItemNamed(KitRefusal):
    code = "kit_item_exists"

    def __init__(self, name: str, field: str = "name") -> None:
        super().__init__(
            _("El botiquín ya lleva «%(name)s».") % {"name": name},
            field=field,
            remedy=_("Cambie el mínimo de ese renglón, o vuelva a ponerlo en uso."),
        )


class DrugNeeded(KitRefusal):
    code = "drug_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Un antibiótico se cuenta por el libro: falta decir cuál es."),
            field="drug",
            remedy=_("Elíjalo de la lista, con su concentración."),
        )


class DrugNotNeeded(KitRefusal):
    code = "drug_not_needed"

    def __init__(self) -> None:
        super().__init__(
            _("Un material no lleva medicamento del catálogo: se cuenta a mano."),
            field="drug",
            remedy=_("Deje vacío el medicamento, o elija que es un antibiótico."),
        )


class MinimumNeeded(KitRefusal):
    code = "minimum_missing"

    def __init__(self) -> None:
        super().__init__(_("El mínimo es de una pieza o más."), field="minimum", remedy=_("Escriba cuántas."))


class NameNeeded(KitRefusal):
    code = "name_missing"

    def __init__(self, field: str = "name") -> None:
        super().__init__(_("Falta el nombre."), field=field, remedy=_("Escríbalo como lo llama el personal."))


class NothingCounted(KitRefusal):
    code = "nothing_counted"

    def __init__(self) -> None:
        super().__init__(_("No se contó nada."), remedy=_("Escriba cuántas piezas hay de al menos un material."))


class NotOfThisKit(KitRefusal):
    code = "not_of_this_kit"

    def __init__(self) -> None:
        super().__init__(
            _("Ese renglón no se cuenta a mano en este botiquín: los antibióticos los cuenta el libro."),
            remedy=_("Registre el movimiento en el libro, o corrija el conteo de la farmacia."),
        )


class DoorUnreachable(KitRefusal):
    code = "door_without_phone"

    def __init__(self) -> None:
        super().__init__(
            _("La familia necesita un teléfono para avisar antes de llegar."),
            field="phone",
            remedy=_("Escriba el de urgencias, con lada; o diga que la puerta no recibe."),
        )
