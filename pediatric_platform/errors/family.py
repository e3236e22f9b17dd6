"""Refusals of the family's pages and of what families report."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class FamilyRefusal(Refusal):
    """The family's page said no."""


class NotYourChild(NotAllowed):
    """Not a relative of the child with a consent in force."""

    code = "not_your_child"

    def __init__(self) -> None:
        super().__init__(
            _("Esta página es de otra familia."), remedy=_("Pida al hospital que le abra la página de su hija o hijo.")
        )


class NothingTold(FamilyRefusal):
    code = "nothing_told"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir qué pasó."),
            field="text",
            remedy=_("Escriba con sus palabras qué medicina falta o qué pasó."),
        )


class ImpossibleTemperature(FamilyRefusal):
    code = "impossible_temperature"

    def __init__(self) -> None:
        super().__init__(
            _("Esa temperatura no puede ser."),
            field="temperature",
            remedy=_("Escriba lo que marca el termómetro, por ejemplo 38.5. Si no lo sabe, déjelo vacío."),
        )


class FutureMoment(FamilyRefusal):
    code = "future_moment"

    def __init__(self) -> None:
        super().__init__(
            _("Esa hora aún no llega."), field="began_at", remedy=_("Ponga la hora en que empezó, o déjela vacía.")
        )


class NotADoor(FamilyRefusal):
    """A hospital that takes no children with fever, or is far from this one's."""

    code = "not_a_door"

    def __init__(self) -> None:
        super().__init__(
            _("Ahí no atienden la fiebre de su hija o hijo."), field="to", remedy=_("Elija una de la lista.")
        )


class AnsweredInItsCase(FamilyRefusal):
    """What is told of a medicine is a case, with its own owner and clock."""

    code = "answered_in_its_case"

    def __init__(self, folio: str) -> None:
        super().__init__(
            _("Este aviso es el caso %(folio)s.") % {"folio": folio}, remedy=_("Atiéndalo y responda en el caso.")
        )


class NotYoursToTake(NotAllowed):
    code = "not_yours_to_take"

    def __init__(self) -> None:
        super().__init__(_("Este aviso lo atiende quien trata a la niña o al niño en su hospital."))


class NothingAnswered(FamilyRefusal):
    code = "nothing_answered"

    def __init__(self) -> None:
        super().__init__(
            _("Falta la respuesta."), field="answer", remedy=_("Escriba qué se hizo y qué tiene que hacer la familia.")
        )


class AnsweredAlready(FamilyRefusal):
    """Somebody answered first; theirs stays."""

    code = "answered_already"

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s ya respondió este aviso.") % {"who": who},
            field="answer",
            remedy=_("Lea la respuesta; si falta algo, llame a la familia."),
        )


class NoCalendar(FamilyRefusal):
    code = "no_calendar"

    def __init__(self) -> None:
        super().__init__(_("No hay un calendario que quitar."), remedy=_("Si quiere uno, hágalo en esta misma página."))
