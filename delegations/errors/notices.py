"""What notices refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors.base import Refusal


class MandatoryNotice(Refusal):
    """A kind of notice that nobody may switch off."""

    code = "mandatory_notice"

    def __init__(self, label: str) -> None:
        super().__init__(
            _("«%(kind)s» llega siempre por correo y al momento.") % {"kind": label},
            field="kind",
            remedy=_("Los demás avisos sí se pueden cambiar."),
        )


class NoSuchPace(Refusal):
    """A text message waits for no digest."""

    code = "no_such_pace"

    def __init__(self) -> None:
        super().__init__(
            _("Un mensaje de texto llega al momento o no llega."),
            field="pace",
            remedy=_("El resumen diario es solo por correo."),
        )


class BadNumber(Refusal):
    """Not a telephone that a message can reach."""

    code = "bad_number"

    def __init__(self) -> None:
        super().__init__(
            _("Ese número de celular no es válido."),
            field="mobile_phone",
            remedy=_("Escriba sus 10 dígitos, o el número completo con + y clave del país."),
        )


class NotToResend(Refusal):
    """Sent, or on its way: there is nothing to repeat."""

    code = "not_to_resend"

    def __init__(self) -> None:
        super().__init__(
            _("Este envío no falló: no hay qué repetir."), remedy=_("Solo se reenvía lo que falló o fue devuelto.")
        )


class LinkIsGone(Refusal):
    """A mail with a one-time link is not kept, so it cannot be repeated."""

    code = "link_is_gone"

    def __init__(self) -> None:
        super().__init__(
            _("Este correo llevaba un enlace de un solo uso, que no se guarda."),
            remedy=_("Pida a quien lo emitió que envíe uno nuevo."),
        )
