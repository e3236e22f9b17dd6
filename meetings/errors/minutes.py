"""Why minutes are not drafted, written, signed or added to."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class MinutesRefusal(Refusal):
    """The minutes said no."""


class NotYoursToKeep(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Las minutas las lleva la oficina central."),
            remedy=_("Pida el cambio a la secretaría de la sesión."),
        )


class NotYoursToSign(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Esta minuta la firma quien presidió, la secretaría o quien estuvo en la sesión."),
            remedy=_("Si estuvo y no aparece en la asistencia, pida una adenda a la secretaría."),
        )


class MeetingNotHeld(MinutesRefusal):
    """There is nothing to tell of yet."""

    code = "meeting_not_held"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión aún no empieza o se canceló: no hay de qué hacer minuta."),
            remedy=_("Abra la sesión; su minuta se redacta cuando está en curso o terminó."),
        )


class MinutesSigned(MinutesRefusal):
    """Signed, they change no more."""

    code = "minutes_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La minuta está firmada y ya no cambia."),
            remedy=_("Escriba una adenda: queda debajo, con su fecha y su firma."),
        )


class MinutesNotSigned(MinutesRefusal):
    code = "minutes_not_signed"

    def __init__(self) -> None:
        super().__init__(
            _("La minuta aún no está firmada."), remedy=_("Corrija el texto y fírmela; las adendas vienen después.")
        )


class AlreadySigned(MinutesRefusal):
    code = "already_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("Usted ya firmó esta minuta."), remedy=_("No hace falta volver a firmar."))


class MinutesNotReady(MinutesRefusal):
    """They cannot be signed yet: `missing` tells each thing, never whose name was found."""

    code = "minutes_not_ready"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = list(missing)
        super().__init__(" ".join(self.missing), remedy=_("Corríjalo y vuelva a firmar."))


class UnknownSection(MinutesRefusal):
    code = "unknown_section"

    def __init__(self) -> None:
        super().__init__(
            _("Esa parte no es de esta minuta."), field="sections", remedy=_("Actualice la página y vuelva a escribir.")
        )


class NoWords(MinutesRefusal):
    code = "no_words"

    def __init__(self, field: str = "text") -> None:
        super().__init__(_("Falta el texto."), field=field, remedy=_("Escriba qué se corrige."))


class NamesSomebody(MinutesRefusal):
    """A child's name, an identifier or that of a relative who has not agreed stands in a text."""

    code = "names_somebody"

    def __init__(self, told: Sequence[str], field: str = "text") -> None:
        super().__init__(" ".join(told), field=field, remedy=_("Escriba el folio o el cargo en su lugar."))
