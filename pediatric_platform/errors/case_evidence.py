"""Refusals of what is attached to a case: each says what is wrong with the file and how to send it well."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class AttachmentRefusal(Refusal):
    """The file was not kept."""

    def __init__(self, message: str, remedy: str, field: str = "file") -> None:
        super().__init__(message, field=field, remedy=remedy)


class EmptyFile(AttachmentRefusal):
    code = "empty_file"

    def __init__(self) -> None:
        super().__init__(_("El archivo está vacío."), _("Elija otra vez la foto o el PDF."))


class FileTooLarge(AttachmentRefusal):
    code = "file_too_large"

    def __init__(self, limit_mb: int) -> None:
        super().__init__(
            _("El archivo pasa de %(limit)d MB.") % {"limit": limit_mb},
            _("Tome la foto con menos resolución o mande solo la hoja de la receta."),
        )


class UnknownFileType(AttachmentRefusal):
    code = "unknown_file_type"

    def __init__(self) -> None:
        super().__init__(
            _("El archivo no es una foto JPG o PNG, ni un PDF."),
            _("Tome una foto de la receta con el teléfono, o mándela como PDF."),
        )


class BrokenPicture(AttachmentRefusal):
    code = "broken_picture"

    def __init__(self) -> None:
        super().__init__(_("La foto está dañada y no se puede abrir."), _("Tome la foto otra vez y mándela."))


class TooManyPixels(AttachmentRefusal):
    code = "too_many_pixels"

    def __init__(self) -> None:
        super().__init__(
            _("La imagen mide más de lo que se puede abrir."),
            _("Mande una foto del teléfono, sin ampliarla."),
        )


class BrokenPdf(AttachmentRefusal):
    code = "broken_pdf"

    def __init__(self) -> None:
        super().__init__(
            _("El PDF está dañado o trae otra cosa pegada."), _("Guárdelo otra vez como PDF, o mande una foto.")
        )


class PdfWithPassword(AttachmentRefusal):
    code = "pdf_with_password"

    def __init__(self) -> None:
        super().__init__(_("El PDF tiene contraseña o está cifrado."), _("Guárdelo sin contraseña, o mande una foto."))


class PdfThatActs(AttachmentRefusal):
    """Scripts, programs to start, files inside: a prescription has none of these."""

    code = "pdf_that_acts"

    def __init__(self) -> None:
        super().__init__(
            _("El PDF trae programas o archivos adentro, y por seguridad no se guarda."),
            _("Imprímalo como PDF otra vez, o mande una foto."),
        )


class TooManyAttachments(AttachmentRefusal):
    code = "too_many_attachments"

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("El caso ya tiene %(limit)d archivos.") % {"limit": limit},
            _("Quite uno que ya no haga falta y mande este otra vez."),
        )


class CaseTakesNoFiles(AttachmentRefusal):
    code = "case_takes_no_files"

    def __init__(self) -> None:
        super().__init__(_("El caso ya terminó."), _("Reábralo para agregar archivos."))


class AlreadyRemoved(AttachmentRefusal):
    code = "already_removed"

    def __init__(self) -> None:
        super().__init__(_("Ese archivo ya se quitó."), _("Actualice la página."))


class RemovalNeedsReason(AttachmentRefusal):
    code = "removal_needs_reason"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir por qué se quita."), _("Escriba el motivo, por ejemplo: es la receta de otra persona."),
            field="reason",
        )  # fmt: skip


class NotYoursToAttach(NotAllowed):
    code = "not_yours_to_attach"

    def __init__(self) -> None:
        super().__init__(
            _("Los archivos de este caso los maneja quien lo abrió o quien lo atiende."),
            remedy=_("Pida a quien tiene el caso que lo haga."),
        )


class NotYoursToCheck(NotAllowed):
    code = "not_yours_to_check"

    def __init__(self) -> None:
        super().__init__(
            _("La existencia para este caso la revisa quien lo atiende."),
            remedy=_("Pida a quien tiene el caso que la revise."),
        )


class NotYoursToRead(NotAllowed):
    code = "not_yours_to_read"

    def __init__(self) -> None:
        super().__init__(_("Lo que mandan las familias lo ve quien atiende casos en este hospital."))
