"""What guides refuse, by name: what is wrong, where, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class GuideRefusal(Refusal):
    """A guide said no, and nothing was stored."""


class NotYoursToPublish(NotAllowed):
    """Guides hold for the whole country: national roles alone write them."""

    def __init__(self) -> None:
        super().__init__(
            _("Las guías valen para todo el país: las lleva oficina central o administración."),
            remedy=_("Pida el cambio a oficina central."),
        )


class NotStaff(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("La lectura la anota el personal del instituto."))


class GuideExists(GuideRefusal):
    code = "guide_exists"

    def __init__(self, code: str) -> None:
        super().__init__(
            _("Ya hay una guía con la clave «%(code)s».") % {"code": code},
            field="code",
            remedy=_("Escriba otra clave, o agregue una versión a la que existe."),
        )


class NumberTaken(GuideRefusal):
    code = "version_exists"

    def __init__(self, number: str) -> None:
        super().__init__(
            _("La guía ya tiene una versión «%(number)s».") % {"number": number},
            field="number",
            remedy=_("Escriba el número que trae el documento nuevo."),
        )


class PublishedStays(GuideRefusal):
    code = "published_guide_is_read_only"

    def __init__(self) -> None:
        super().__init__(
            _("Lo publicado ya no se cambia: hay quien lo leyó tal como está."),
            remedy=_("Haga una versión nueva, cámbiela y publíquela."),
        )


class NothingToOpen(GuideRefusal):
    code = "nothing_to_open"

    def __init__(self) -> None:
        super().__init__(
            _("Falta el documento: ni dirección ni archivo."),
            field="url",
            remedy=_("Escriba la dirección donde se publica, o suba el PDF."),
        )


class NotPublished(GuideRefusal):
    code = "not_published"

    def __init__(self) -> None:
        super().__init__(_("Sólo se retira lo que está publicado."), remedy=_("Un borrador se corrige o se deja."))


class AlreadyWithdrawn(GuideRefusal):
    code = "already_withdrawn"

    def __init__(self) -> None:
        super().__init__(_("Esta versión ya se retiró."), remedy=_("Publique una versión nueva."))


class ReasonMissing(GuideRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Falta por qué se retira."), field="reason", remedy=_("Escríbalo: lo lee quien trabajaba con ella.")
        )


class FactMissing(GuideRefusal):
    code = "required"

    def __init__(self, field: str) -> None:
        super().__init__(_("Falta este dato."), field=field, remedy=_("Escríbalo para seguir."))


class PointExists(GuideRefusal):
    code = "statement_exists"

    def __init__(self, key: str) -> None:
        super().__init__(
            _("La versión ya tiene un punto «%(key)s».") % {"key": key},
            field="key",
            remedy=_("Escriba otra clave: la misma sólo se repite de una versión a otra."),
        )


class NotCurrent(GuideRefusal):
    code = "not_current"

    def __init__(self) -> None:
        super().__init__(_("La lectura se anota de la versión vigente."), remedy=_("Abra la versión vigente y léala."))


class OneThing(GuideRefusal):
    code = "one_thing"

    def __init__(self) -> None:
        super().__init__(
            _("Elija una cosa: un protocolo, un diagnóstico o un medicamento."),
            remedy=_("Para varias, agréguelas una por una."),
        )


class NotAPdf(GuideRefusal):
    code = "not_a_pdf"

    def __init__(self) -> None:
        super().__init__(_("El archivo no es un PDF."), field="file", remedy=_("Guárdelo como PDF y súbalo otra vez."))


class PdfTooLarge(GuideRefusal):
    code = "pdf_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("El PDF pesa más de %(limit)d MB.") % {"limit": limit},
            field="file",
            remedy=_("Súbalo sin imágenes, o escriba la dirección donde se publica."),
        )
